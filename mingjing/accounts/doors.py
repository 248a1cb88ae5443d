"""The doors of the API: who may pass. Each endpoint names the ability it needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest
from ninja.security.apikey import APIKeyCookie
from ninja.utils import check_csrf

from mingjing.accounts.actions import digest_of
from mingjing.accounts.models import MachineKey, Person
from mingjing.accounts.refusals import FormExpired, NotSignedIn, RoleRefused, WrongKey
from mingjing.accounts.roles import labels_with


class Asked(HttpRequest):
    """A request that has passed a door."""

    auth: Person


class AskedByMachine(HttpRequest):
    """A request from a person or from another system."""

    auth: Person | MachineKey


class May(APIKeyCookie):
    """Lets signed-in people pass whose role has the ability."""

    param_name = "sessionid"

    def __init__(self, ability: str) -> None:
        super().__init__(csrf=False)
        self.ability = ability

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The person, or a refusal that says what is needed."""
        person = request.user
        if not isinstance(person, Person):
            raise NotSignedIn
        check_form(request)
        if not person.may(self.ability):
            raise RoleRefused(labels_with(self.ability))
        return person


class MayOrKey(May):
    """Besides people, lets machines pass that show a key in the header X-Key."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The machine when it shows a key, else the person."""
        shown = request.headers.get("X-Key")
        return known_machine(shown) if shown else super().authenticate(request, key)


def known_machine(shown: str) -> MachineKey:
    """The machine that holds this key."""
    machine = MachineKey.objects.filter(digest=digest_of(shown), revoked_at=None).first()
    if machine is None:
        raise WrongKey
    return machine


def check_form(request: HttpRequest) -> None:
    """Refuse a write that did not come from our own pages."""
    if check_csrf(request) is not None:
        raise FormExpired


def purpose_of(request: HttpRequest, default: str) -> str:
    """Why the person looks: the header X-Purpose (percent-encoded) when given, else what the endpoint is for."""
    return unquote(request.headers.get("X-Purpose", ""))[:200] or default

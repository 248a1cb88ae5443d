"""All writes about courts, people and keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest

from mingjing.accounts import audit
from mingjing.accounts.models import Court, MachineKey, Person
from mingjing.accounts.refusals import SignInFailed


class CourtRow(NamedTuple):
    """A court as the court data has it."""

    court_id: int
    name: str
    level: int
    parent_id: int | None


@transaction.atomic
def load_courts(rows: Iterable[CourtRow]) -> int:
    """Take over the tree of courts from the court data; gives how many there are."""
    by_id = {row.court_id: row for row in rows}
    Court.objects.bulk_create(
        [Court(court_id=r.court_id, name=r.name, level=r.level, path=_path(r, by_id)) for r in by_id.values()],
        update_conflicts=True,
        unique_fields=["court_id"],
        update_fields=["name", "level", "path"],
    )
    return len(by_id)


def _path(row: CourtRow, by_id: dict[int, CourtRow]) -> str:
    chain = [row]
    while (parent := by_id.get(chain[-1].parent_id or 0)) and parent not in chain:
        chain.append(parent)
    return "".join(f"{r.court_id}/" for r in reversed(chain))


@transaction.atomic
def put_person(
    username: str, password: str, *, name: str, role: str, court: Court, sees_juvenile: bool, labels: bool = False
) -> Person:
    """Make the person, or give an existing one these facts and this password."""
    person = Person.objects.filter(username=username).first() or Person(username=username)
    person.name, person.role, person.court, person.sees_juvenile = name, role, court, sees_juvenile
    person.labels = labels
    person.set_password(password)
    person.save()
    facts = {"username": username, "role": role, "court": court.name, "labels": labels}
    audit.record("system", "设置人员", facts=facts)
    return person


@transaction.atomic
def make_machine_key(name: str, asked_by: object) -> str:
    """A new key for another system; it can be read this once only."""
    key = secrets.token_urlsafe(32)
    MachineKey.objects.create(name=name, digest=digest_of(key))
    audit.record(asked_by, "签发接口密钥", facts={"name": name})
    return key


def digest_of(key: str) -> str:
    """What is kept of a key. Keys are long and random, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def sign_in(request: HttpRequest, username: str, password: str) -> Person:
    """Start a session, or refuse."""
    person = authenticate(request, username=username, password=password)
    if not isinstance(person, Person):
        audit.record(username[:60] or "?", "登录失败")
        raise SignInFailed
    login(request, person)
    audit.record(person, "登录")
    return person


def sign_out(request: HttpRequest, person: Person) -> None:
    """End the session."""
    audit.record(person, "退出")
    logout(request)

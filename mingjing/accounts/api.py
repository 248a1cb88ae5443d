"""Signing in and out, and who I am."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Query, Router, Schema
from pydantic import Field

from mingjing.accounts import actions, audit
from mingjing.accounts.answers import answers
from mingjing.accounts.demo import DEMO_PEOPLE, DemoPerson
from mingjing.accounts.doors import Asked, May, check_form
from mingjing.accounts.models import AuditEvent, Person
from mingjing.accounts.roles import ABILITIES, ROLES, menus_of

router = Router(tags=["accounts"])


class Login(Schema):
    """Name and password."""

    username: Annotated[str, Field(min_length=1, max_length=60)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class Me(Schema):
    """The person who is signed in; `can` lists abilities, so that pages offer only what will be accepted."""

    username: str
    name: str
    role: str
    role_label: str
    court: str
    court_id: int
    menus: list[str]
    can: list[str]


class DemoUser(Schema):
    """A person of the demo, with the password to show on the sign-in page."""

    username: str
    password: str
    role_label: str
    court: str


class Demo(Schema):
    """The people of the demo."""

    users: list[DemoUser]


class Session(Schema):
    """The value to send back in the header X-CSRFToken, who is signed in, and, in the demo only, its people."""

    token: str
    me: Me | None
    demo: Demo | None


class AuditRow(Schema):
    """One line of the log."""

    id: int
    at: datetime
    actor: str
    action: str
    purpose: str
    case_ids: list[int]


class AuditPage(Schema):
    """Newest lines first."""

    items: list[AuditRow]
    count: int


class Chain(Schema):
    """Whether the log is whole; `broken_at` is the first line that was tampered with."""

    lines: int
    broken_at: int | None


class AuditAsked(Schema):
    """Which lines."""

    actor: Annotated[str, Field(max_length=80)] = ""
    case_id: Annotated[int | None, Field(ge=0, lt=2**63)] = None
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    offset: Annotated[int, Field(ge=0, lt=2**31)] = 0


def me_of(person: Person) -> Me:
    """The person as the pages want to know them."""
    return Me(
        username=person.username,
        name=person.name,
        role=person.role,
        role_label=person.get_role_display(),
        court=person.court.name,
        court_id=person.court.court_id,
        menus=list(menus_of(person.role, labels=person.labels)),
        can=[ability for ability in ABILITIES if person.may(ability)],
    )


def session_of(request: HttpRequest, person: Person | None) -> Session:
    """What the pages need at their first load."""
    demo = Demo(users=[demo_user(p) for p in DEMO_PEOPLE]) if settings.DEMO else None
    return Session(token=get_token(request), me=me_of(person) if person else None, demo=demo)


def demo_user(person: DemoPerson) -> DemoUser:
    """One person of the demo, for the sign-in page."""
    return DemoUser(
        username=person.username, password=person.password, role_label=ROLES[person.role], court=person.court
    )


@router.get("/csrf", auth=None, response=answers(Session), operation_id="csrf")
def csrf(request: HttpRequest) -> Session:
    """A token for forms (also set as a cookie) and who is signed in; never refused."""
    return session_of(request, request.user if isinstance(request.user, Person) else None)


@router.post("/login", auth=None, response=answers(Me), operation_id="login")
def login(request: HttpRequest, body: Login) -> Me:
    """Sign in by session cookie."""
    check_form(request)
    return me_of(actions.sign_in(request, body.username, body.password))


@router.post("/logout", auth=May("look"), response=answers(Session), operation_id="logout")
def logout(request: Asked) -> Session:
    """Sign out; gives a fresh token for the next form."""
    actions.sign_out(request, request.auth)
    return session_of(request, None)


@router.get("/me", auth=May("look"), response=answers(Me), operation_id="me")
def me(request: Asked) -> Me:
    """Who is signed in."""
    return me_of(request.auth)


@router.get("/audit", auth=May("see_audit"), response=answers(AuditPage), operation_id="audit")
def audit_log(request: Asked, asked: Query[AuditAsked]) -> AuditPage:
    """The log, newest first. Reading it is logged too."""
    audit.record(request.auth, "查看审计日志", facts=asked.dict(exclude_defaults=True))
    rows = AuditEvent.objects.order_by("-id")
    if asked.actor:
        rows = rows.filter(actor=asked.actor)
    if asked.case_id is not None:
        rows = rows.filter(cases__case_id=asked.case_id)
    items = [AuditRow.model_validate(r, from_attributes=True) for r in rows[asked.offset : asked.offset + asked.limit]]
    return AuditPage(items=items, count=rows.count())


@router.get("/audit/chain", auth=May("see_audit"), response=answers(Chain), operation_id="audit_chain")
def audit_chain(request: Asked) -> Chain:
    """Read the whole log through and check its seals."""
    return Chain(lines=AuditEvent.objects.count(), broken_at=audit.first_broken())

"""Cases and documents over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May, purpose_of
from mingjing.accounts.queries import sight_of
from mingjing.autorun import queries as autorun
from mingjing.autorun.shapes import Alert, alert_view
from mingjing.court.milestones import MILESTONES
from mingjing.lifecycle import cases, queries
from mingjing.lifecycle.court_data import opened
from mingjing.lifecycle.shapes import ClueRow, Fact, Limit, clue_row
from mingjing.running.explaining import NodeStep, Seen
from mingjing.scenario import library

router = Router(tags=["cases"])
BigId = Annotated[int, Field(ge=0, lt=2**63)]
STATUS_LABELS = {"open": "在办", "closed": "已结"}


class CaseRow(Schema):
    """A case in a list."""

    case_id: int
    case_number: str
    court: str
    cause: str
    filed_on: date | None
    status: str


class Party(Schema):
    """A party of a case."""

    role: str
    name: str
    kind: str


class CaseMilestone(Schema):
    """A milestone on the line of a case."""

    code: str
    label: str
    passed_at: datetime | None
    state: Literal["done", "now", "next"]


class DocRow(Schema):
    """A document in a list."""

    document_id: int
    doc_type: str
    signed_on: date | None


class CaseView(Schema):
    """A case with all that is known about it."""

    case_id: int
    case_number: str
    court: str
    cause: str
    status: str
    facts: list[Fact]
    parties: list[Party]
    milestones: list[CaseMilestone]
    alerts: list[Alert]
    clues: list[ClueRow]
    documents: list[DocRow]


class Point(Schema):
    """A value read from a document, with its place in the text."""

    code: str
    name: str
    value: str | None
    text: str | None
    start: int | None
    end: int | None
    confidence: float | None
    by: str | None


class Document(Schema):
    """A document with its text."""

    document_id: int
    case_id: int
    case_number: str
    doc_type: str
    signed_on: date | None
    source_name: str
    text: str
    points: list[Point]


class WhyStep(Schema):
    """One node of a scenario for one case: what left it, or what was lost there."""

    node: str
    label: str
    sentence: str
    inputs: list[str]
    state: Literal["kept", "lost", "idle"]
    count: int
    rows: list[dict[str, str]]
    lost: list[str]
    lost_rows: list[dict[str, str]]


class Why(Schema):
    """Why a scenario speaks of a case, or why it does not."""

    sentence: str
    hits: int
    steps: list[WhyStep]


class CasesAsked(Schema):
    """Part of a case number, a cause or a party's name."""

    q: Annotated[str, Field(max_length=60)] = ""
    limit: Limit = 20


@router.get("/cases", auth=May("see_cases"), response=answers(list[CaseRow]), operation_id="cases")
def find_cases(request: Asked, asked: Query[CasesAsked]) -> list[CaseRow]:
    """Cases within sight."""
    rows = cases.find(asked.q, asked.limit, sight_of(request.auth))
    audit.record(
        request.auth,
        "查询案件",
        case_ids=[r["case_id"] for r in rows],
        purpose=purpose_of(request, "案件查询"),
        facts={"q": asked.q},
    )
    return [CaseRow(**{**r, "cause": r["cause"] or "", "status": label(r["status"])}) for r in rows]


def label(status: str | None) -> str:
    """The status in Chinese."""
    return STATUS_LABELS.get(status or "", status or "")


@router.get("/cases/{case_id}", auth=May("see_cases"), response=answers(CaseView), operation_id="case")
def one_case(request: Asked, case_id: BigId) -> CaseView:
    """One case within sight."""
    person, sight = request.auth, sight_of(request.auth)
    case = cases.one(case_id, sight)
    audit.record(person, "查看案件", case_ids=[case_id], purpose=purpose_of(request, "办理案件"))
    alerts = autorun.alerts(person).filter(case_id=case_id).order_by("-fired_at")
    clues = queries.clues(person).filter(case_id=case_id).order_by("id")
    return CaseView(
        case_id=case_id,
        case_number=case["case_number"],
        court=case["court_name"],
        cause=case["cause_name"] or "",
        status=label(case["status"]),
        facts=[Fact(**f) for f in cases.facts(case)],
        parties=[Party(**p) for p in cases.parties(case_id, sight)],
        milestones=line(case),
        alerts=[alert_view(a, masked=person.masked) for a in alerts],
        clues=[clue_row(c, person) for c in clues],
        documents=[DocRow(**d) for d in cases.ask("documents", case_id=case_id)],
    )


def line(case: cases.Row) -> list[CaseMilestone]:
    """The milestones passed, the last of an open case being now, and the one that comes after it."""
    passed = cases.ask("milestones", case_id=case["case_id"])
    marks = [mark(r["milestone"], r["passed_at"].replace(tzinfo=UTC), "done") for r in passed]
    if not marks or case["status"] != "open":
        return marks
    marks[-1].state = "now"
    following = after(marks[-1].code)
    return [*marks, mark(following, None, "next")] if following else marks


def mark(code: str, passed_at: datetime | None, state: Literal["done", "now", "next"]) -> CaseMilestone:
    """One point of the line."""
    known = MILESTONES.get(code)
    return CaseMilestone(code=code, label=known.label if known else code, passed_at=passed_at, state=state)


def after(code: str) -> str | None:
    """The milestone that usually follows in the same flow."""
    here = MILESTONES.get(code)
    if here is None:
        return None
    later = (m for m in MILESTONES.values() if m.code[0] == code[0] and m.order > here.order)
    following = min(later, key=lambda m: (m.order, m.code), default=None)
    return following.code if following else None


@router.get("/cases/{case_id}/why/{scenario}", auth=May("see_documents"), response=answers(Why), operation_id="why")
def why(request: Asked, case_id: BigId, scenario: str) -> Why:
    """Why a scenario speaks of a case within sight, or why it does not."""
    cases.one(case_id, sight_of(request.auth))
    found = opened().explain(library.load(scenario), case_id)
    facts = {"scenario": scenario}
    audit.record(request.auth, "查看命中说明", case_ids=[case_id], purpose=purpose_of(request, "办理案件"), facts=facts)
    return Why(sentence=found.sentence, hits=found.hits, steps=[why_step(s, case_id) for s in found.steps])


def why_step(s: NodeStep, case_id: int) -> WhyStep:
    """A node with its rows; of other cases, which may be out of sight, only that there are some."""
    own = {name: [discreet(r, case_id) for r in getattr(s, name)] for name in ("rows", "lost_rows")}
    return WhyStep(**{**asdict(s), **own})


def discreet(row: Seen, case_id: int) -> dict[str, str]:
    """The row, or that it is of another case."""
    return dict(row.values) if row.case_id in (None, case_id) else {"案件": "另案"}


@router.get("/documents/{document_id}", auth=May("see_documents"), response=answers(Document), operation_id="document")
def one_document(request: Asked, document_id: BigId) -> Document:
    """One document whose case is within sight."""
    found = cases.document(document_id, sight_of(request.auth))
    audit.record(request.auth, "查看文书", case_ids=[found["case_id"]], purpose=purpose_of(request, "办理案件"))
    told = {name: found[name] or "" for name in ("source_name", "text", "doc_type")}
    return Document(**{**found, **told})

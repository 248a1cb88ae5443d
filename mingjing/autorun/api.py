"""Alerts, milestones and embedding over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, AskedByMachine, May, MayOrKey, purpose_of
from mingjing.accounts.models import Person
from mingjing.accounts.refusals import NotSignedIn
from mingjing.autorun import actions, embedding, queries
from mingjing.autorun.models import Embedding
from mingjing.autorun.moments import zoned
from mingjing.autorun.shapes import Alert, Alerts, alert_view, milestone_label
from mingjing.court.milestones import MILESTONES
from mingjing.errors import WrongUse
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.operational import operational
from mingjing.lifecycle.shapes import Id, Limit, Name, Offset
from mingjing.lifecycle.sse import stream

router = Router(tags=["autorun"])
doorbell.add_source("alerts", queries.alert_position)

BigId = Annotated[int, Field(ge=0, lt=2**63)]
Code = Annotated[str, Field(min_length=1, max_length=10)]


class AlertsAsked(Schema):
    """Which alerts."""

    state: Literal["unanswered", "answered", "all"] = "unanswered"
    limit: Limit = 50
    offset: Offset = 0


class Feedback(Schema):
    """What the judge says about an alert."""

    answer: Literal["helpful", "known", "wrong", "later"]
    note: Annotated[str, Field(max_length=500)] = ""


class Passed(Schema):
    """A case passed a milestone; a time without a zone is Shanghai time."""

    case_id: Id
    milestone: Code
    passed_at: datetime


class AllPassed(Schema):
    """Milestones that cases have passed, at most a thousand at once."""

    passed: Annotated[list[Passed], Field(min_length=1, max_length=1000)]


class Kept(Schema):
    """How many of them are new and wait for the service."""

    waiting: int


class Lane(Schema):
    """How a lane of the service did when it last told; seconds from arrival to answer, of the latest answers."""

    lane: str
    beat_at: datetime
    waiting: int
    answered: int
    failed: int
    batch: float | None
    p50: float | None
    p99: float | None


class Lanes(Schema):
    """The lanes, and how many passages are not answered yet; without a service there are no lanes."""

    lanes: list[Lane]
    waiting: int


class Fired(Schema):
    """The alerts that are new."""

    alerts: list[Alert]


class EmbedAsked(Schema):
    """The milestones to fire at; `reason` when 审管办 overrides a closed gate."""

    milestones: Annotated[list[Code], Field(min_length=1, max_length=20)]
    reason: Annotated[str, Field(max_length=500)] = ""


class Embedded(Schema):
    """A milestone where a scenario fires."""

    milestone: str
    label: str
    since: datetime


class Embeddings(Schema):
    """Where a scenario fires now."""

    embedded: list[Embedded]


def embedded_view(row: Embedding) -> Embedded:
    """An embedding for the pages."""
    return Embedded(milestone=row.milestone, label=milestone_label(row.milestone), since=row.since)


@router.get("/alerts", auth=May("see_cases"), response=answers(Alerts), operation_id="alerts")
def list_alerts(request: Asked, asked: Query[AlertsAsked]) -> Alerts:
    """Alerts within sight, newest first."""
    rows = queries.picked_alerts(request.auth, asked.state)
    page = list(rows[asked.offset : asked.offset + asked.limit])
    audit.record(
        request.auth, "查看预警清单", case_ids=[a.case_id for a in page], purpose=purpose_of(request, "处理预警")
    )
    return Alerts(items=[alert_view(a, masked=request.auth.masked) for a in page], count=rows.count())


@router.post("/alerts/{alert_id}/feedback", auth=May("feedback"), response=answers(Alert), operation_id="answer")
def give_feedback(request: Asked, alert_id: BigId, body: Feedback) -> Alert:
    """Answer an alert."""
    alert = queries.alert(alert_id, request.auth)
    return alert_view(actions.answer(alert, body.answer, body.note, request.auth), masked=request.auth.masked)


@router.delete("/alerts/{alert_id}/feedback", auth=May("feedback"), response=answers(Alert), operation_id="unanswer")
def take_back_feedback(request: Asked, alert_id: BigId) -> Alert:
    """Take back one's own latest answer."""
    alert = actions.withdraw(queries.alert(alert_id, request.auth), request.auth)
    return alert_view(alert, masked=request.auth.masked)


@router.post("/milestones", auth=MayOrKey("fire"), response=answers(Fired), operation_id="pass_milestone")
def pass_milestone(request: AskedByMachine, body: Passed) -> Fired:
    """A case passed a milestone: fire what is embedded there."""
    refuse_unknown(body.milestone)
    alerts = actions.run_milestone(operational(), body.case_id, body.milestone, zoned(body.passed_at))
    audit.record(
        request.auth, "触发节点", case_ids=[body.case_id], facts={"milestone": body.milestone, "alerts": len(alerts)}
    )
    masked = isinstance(request.auth, Person) and request.auth.masked
    return Fired(alerts=[alert_view(a, masked=masked) for a in alerts])


def refuse_unknown(milestone: str) -> None:
    """Raises WrongUse for a code that is none."""
    if milestone not in MILESTONES:
        raise WrongUse(f"没有节点「{milestone}」。", "请使用节点代码，如 C03。")


@router.post("/milestones/waiting", auth=MayOrKey("fire"), response=answers(Kept), operation_id="let_milestones_wait")
def let_milestones_wait(request: AskedByMachine, body: AllPassed) -> Kept:
    """Cases passed milestones: keep that at once; the service answers, and the alerts come to the judges."""
    for p in body.passed:
        refuse_unknown(p.milestone)
    new = actions.let_wait((p.case_id, p.milestone, zoned(p.passed_at)) for p in body.passed)
    case_ids = sorted({p.case_id for p in body.passed})
    audit.record(request.auth, "送入节点", case_ids=case_ids, facts={"passages": len(body.passed), "new": new})
    return Kept(waiting=new)


@router.get("/milestones/lanes", auth=May("run"), response=answers(Lanes), operation_id="milestone_lanes")
def milestone_lanes(request: Asked) -> Lanes:
    """Whether the service keeps up."""
    rows, waiting = queries.lanes()
    return Lanes(lanes=[Lane.from_orm(r) for r in rows], waiting=waiting)


@router.post("/scenarios/{name}/embed", auth=May("embed"), response=answers(Embeddings), operation_id="embed")
def embed(request: Asked, name: Name, body: EmbedAsked) -> Embeddings:
    """Let a scenario fire at these milestones and no others."""
    asker = embedding.Asker(request.auth.username, request.auth.may("override"))
    rows = embedding.embed(name, body.milestones, asker, body.reason)
    return Embeddings(embedded=[embedded_view(r) for r in rows])


@router.delete("/scenarios/{name}/embed", auth=May("embed"), response=answers(Embeddings), operation_id="unembed")
def unembed(request: Asked, name: Name) -> Embeddings:
    """Let a scenario fire no more."""
    embedding.end_embedding(name, request.auth)
    return Embeddings(embedded=[])


@router.get("/events", auth=May("see_cases"), response=answers(Alert), operation_id="events")
def alert_events(request: Asked) -> StreamingHttpResponse:
    """New alerts within sight as server-sent events; each alert sent is logged as read."""
    person_id = request.auth.pk

    def news(last: int) -> tuple[list[tuple[int, Any]], bool]:
        person = Person.objects.select_related("court").filter(pk=person_id, is_active=True).first()
        if person is None:
            raise NotSignedIn
        fresh = queries.live_alerts_after(last, person)
        if fresh:
            audit.record(person, "推送预警", case_ids=[a.case_id for a in fresh], purpose="处理预警")
        return [(a.pk, alert_view(a, masked=person.masked).dict()) for a in fresh], True

    return stream(request, "alerts", "alert", news, queries.newest_live())

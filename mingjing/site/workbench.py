"""The first page: what is to be done, what is new, how the scenarios stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ninja import Router, Schema

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May, purpose_of
from mingjing.autorun.queries import Usefulness, picked_alerts, usefulness
from mingjing.autorun.shapes import Alert, alert_view
from mingjing.lifecycle import cases, queries
from mingjing.lifecycle.court_data import opened
from mingjing.lifecycle.models import STATUSES, ScenarioRecord
from mingjing.lifecycle.precision import Tally
from mingjing.running.court import Court
from mingjing.site.scenario_pages import numbers
from mingjing.store.opening import meta

router = Router(tags=["workbench"])
RECENT = 5
STEPS = ("proposal", "modelling", "rollout", "trial_run", "embedded")


class Data(Schema):
    """Which court data the platform looks at."""

    as_of: date
    cases: int
    documents: int
    loaded_from: str


class Todo(Schema):
    """What waits for a person."""

    clues_pending: int
    alerts_unanswered: int


class WorkRow(Schema):
    """How a scenario stands."""

    name: str
    title: str
    status: str
    clues: int
    confirmed: int
    refuted: int
    doubtful: int
    precision: float | None
    precision_lower: float | None
    alerts: int
    helpful_rate: float | None


class CourtClues(Schema):
    """How many clues a court has."""

    court: str
    clues: int


class Step(Schema):
    """How many scenarios have come to a step or beyond it."""

    step: str
    label: str
    count: int


class Workbench(Schema):
    """The first page."""

    data: Data
    todo: Todo
    recent_alerts: list[Alert]
    scenarios: list[WorkRow]
    clues_by_court: list[CourtClues]
    funnel: list[Step]


@router.get("/workbench", auth=May("look"), response=answers(Workbench), operation_id="workbench")
def workbench(request: Asked) -> Workbench:
    """The first page, within the reader's sight."""
    person = request.auth
    waiting = picked_alerts(person, "unanswered")
    recent = list(waiting[:RECENT])
    audit.record(person, "查看工作台", case_ids=[a.case_id for a in recent], purpose=purpose_of(request, "处理预警"))
    records = list(ScenarioRecord.objects.order_by("name"))
    tallies, useful = queries.tallies(person), usefulness(person)
    return Workbench(
        data=data(),
        todo=Todo(clues_pending=sum(t.pending for t in tallies.values()), alerts_unanswered=waiting.count()),
        recent_alerts=[alert_view(a, masked=person.masked) for a in recent],
        scenarios=[work_row(r, tallies.get(r.name, Tally()), useful.get(r.name, Usefulness())) for r in records],
        clues_by_court=[CourtClues(**row) for row in queries.clues_by_court(person)],
        funnel=funnel(r.status for r in records),
    )


def work_row(record: ScenarioRecord, tally: Tally, useful: Usefulness) -> WorkRow:
    """How one scenario stands."""
    counted = numbers(tally, useful).dict(include=set(WorkRow.model_fields))
    return WorkRow(name=record.name, title=record.title, status=record.status, **counted)


def funnel(statuses: Iterable[str]) -> list[Step]:
    """The steps with how many scenarios have come at least so far; a retired one counts as embedded once."""
    counted = Counter("embedded" if s == "retired" else s for s in statuses)
    return [
        Step(step=step, label=STATUSES[step], count=sum(counted[s] for s in STEPS[i:])) for i, step in enumerate(STEPS)
    ]


def data() -> Data:
    """Which data; counted once per file."""
    court = opened()
    size = _size(str(court.path), court.path.stat().st_mtime_ns)
    return Data(as_of=court.as_of, loaded_from=name_of(court), cases=size[0], documents=size[1])


def name_of(court: Court) -> str:
    """What people call this data: the sample court says what it is, other data go by their file."""
    made_by = meta(court.con).get("made_by", "")
    return "示例法院（人工合成，无真实案件）" if made_by.startswith("sample") else court.path.name


@lru_cache(maxsize=2)
def _size(path: str, stamp: int) -> tuple[int, int]:
    row = cases.ask("size")[0]
    return row["cases"], row["documents"]

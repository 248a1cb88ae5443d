"""Scenarios over HTTP: the library's page beside what people found and what was embedded."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May
from mingjing.accounts.models import Person
from mingjing.autorun.api import Embedded, embedded_view
from mingjing.autorun.queries import Usefulness, embeddings, usefulness
from mingjing.autorun.shapes import milestone_label
from mingjing.lifecycle import queries
from mingjing.lifecycle.models import LEVELS, ScenarioRecord
from mingjing.lifecycle.pages import readable
from mingjing.lifecycle.precision import Gate, Tally
from mingjing.lifecycle.shapes import Basis, Name, Run, basis_of, run_view
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

router = Router(tags=["scenarios"])


class ScenarioRow(Schema):
    """A scenario in a list."""

    name: str
    title: str
    panel: list[str]
    status: str
    status_label: str
    version: str
    asks: str
    sentence: str
    clues: int
    pending: int
    precision: float | None
    precision_lower: float | None
    alerts: int
    helpful_rate: float | None
    embedded: list[str]


class Param(Schema):
    """A value that a court may set; `source` is law or default."""

    name: str
    label: str
    value: Any
    unit: str
    source: str
    article: str
    certainty: str


class Milestone(Schema):
    """A milestone where the scenario may be embedded."""

    code: str
    label: str


class Node(Schema):
    """A box of the canvas."""

    id: str
    operator: str
    label: str
    sentence: str
    kind: str
    inputs: list[str]


class Graph(Schema):
    """The canvas."""

    nodes: list[Node]


class Numbers(Schema):
    """What was found and how alerts were received, within the reader's sight."""

    clues: int
    confirmed: int
    refuted: int
    doubtful: int
    pending: int
    verified: int
    precision: float | None
    precision_lower: float | None
    alerts: int
    answered: int
    helpful_rate: float | None


class GateState(Schema):
    """Whether it may be embedded, judged over all courts, and why not."""

    passed: bool
    verified: int
    lower: float
    need_verified: int
    need_lower: float
    reason: str


class ScenarioDetail(Schema):
    """A scenario with its model, its basis and its numbers."""

    name: str
    title: str
    panel: list[str]
    status: str
    status_label: str
    version: str
    asks: str
    alert: str
    sentence: str
    levels: list[str]
    basis: list[Basis]
    false_alarms: list[str]
    params: list[Param]
    milestones: list[Milestone]
    graph: Graph
    numbers: Numbers
    gate: float
    gate_state: GateState
    embedded: list[Embedded]
    last_run: Run | None


def numbers(tally: Tally, useful: Usefulness) -> Numbers:
    """The numbers of a scenario."""
    return Numbers(
        clues=tally.clues,
        confirmed=tally.confirmed,
        refuted=tally.refuted,
        doubtful=tally.doubtful,
        pending=tally.pending,
        verified=tally.verified,
        precision=tally.precision,
        precision_lower=tally.lower if tally.verified else None,
        alerts=useful.alerts,
        answered=useful.answered,
        helpful_rate=useful.helpful_rate,
    )


def gate_state(gate: Gate) -> GateState:
    """The gate for the pages."""
    return GateState(
        passed=gate.passed,
        verified=gate.tally.verified,
        lower=gate.tally.lower,
        need_verified=gate.need_verified,
        need_lower=gate.need_lower,
        reason=gate.reason,
    )


@router.get("/scenarios", auth=May("look"), response=answers(list[ScenarioRow]), operation_id="scenarios")
def list_scenarios(request: Asked) -> list[ScenarioRow]:
    """All scenarios, by name."""
    tallies, useful, embedded = queries.tallies(request.auth), usefulness(request.auth), embeddings()
    rows, pages = [], readable()
    for record in ScenarioRecord.objects.filter(name__in=pages).order_by("name"):
        page = pages[record.name]
        counted = numbers(tallies.get(record.name, Tally()), useful.get(record.name, Usefulness()))
        rows.append(
            ScenarioRow(
                **counted.dict(include={"clues", "pending", "precision", "precision_lower", "alerts", "helpful_rate"}),
                **head(record, page),
                asks=page.asks,
                sentence=page.sentence,
                embedded=[milestone_label(e.milestone) for e in embedded.get(record.name, [])],
            )
        )
    return rows


def head(record: ScenarioRecord, page: Scenario) -> dict[str, Any]:
    """What a list and a page both say."""
    return {
        "name": record.name,
        "title": page.title,
        "panel": list(page.panel),
        "status": record.status,
        "status_label": record.get_status_display(),
        "version": page.version,
    }


@router.get("/scenarios/{name}", auth=May("look"), response=answers(ScenarioDetail), operation_id="scenario")
def one_scenario(request: Asked, name: Name) -> ScenarioDetail:
    """One scenario with everything."""
    return detail(queries.scenario(name), request.auth)


def detail(record: ScenarioRecord, person: Person) -> ScenarioDetail:
    """The page of a scenario."""
    page, gate = library.load(record.name), queries.gate(record.name)
    last = queries.last_runs().get(record.name)
    counted = numbers(
        queries.tallies(person).get(record.name, Tally()), usefulness(person).get(record.name, Usefulness())
    )
    return ScenarioDetail(
        **head(record, page),
        asks=page.asks,
        alert=page.alert,
        sentence=page.sentence,
        levels=[LEVELS.get(level, level) for level in getattr(page, "levels", ())],
        basis=basis_of(page),
        false_alarms=list(page.false_alarms),
        params=[param(p) for p in page.params],
        milestones=[Milestone(code=c, label=milestone_label(c)) for c in page.milestones],
        graph=Graph(nodes=[Node(**{k: n[k] for k in Node.model_fields}) for n in page.graph["nodes"]]),
        numbers=counted,
        gate=gate.need_lower,
        gate_state=gate_state(gate),
        embedded=[embedded_view(e) for e in embeddings().get(record.name, [])],
        last_run=run_view(last) if last else None,
    )


def param(p: Any) -> Param:
    """A parameter for the pages; values that JSON has no word for become text."""
    plain = p.value if isinstance(p.value, (int, float, str, bool, list, dict, type(None))) else str(p.value)
    return Param(
        name=p.name, label=p.label, value=plain, unit=p.unit, source=p.mark, article=p.article, certainty=p.certainty
    )

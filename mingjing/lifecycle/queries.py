"""Reading scenarios, runs and clues; what a person sees of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Max, Q, QuerySet, When

from mingjing.accounts.models import Court, Person
from mingjing.accounts.queries import visible_to
from mingjing.accounts.refusals import NotThere
from mingjing.lifecycle.models import Clue, Run, ScenarioRecord
from mingjing.lifecycle.precision import Gate, Tally

WEIGHT = Case(*(When(level=lv, then=n) for n, lv in enumerate(("high", "error", "medium", "low"))), default=9)
"""Order of levels in lists."""

COUNTS = {
    "confirmed": Count("id", filter=Q(verdict="confirmed")),
    "refuted": Count("id", filter=Q(verdict="refuted")),
    "doubtful": Count("id", filter=Q(verdict="doubtful")),
    "pending": Count("id", filter=Q(verdict="")),
}


def scenario(name: str) -> ScenarioRecord:
    """The record of a scenario."""
    record = ScenarioRecord.objects.filter(name=name).first()
    if record is None:
        raise NotThere(f"场景 {name}")
    return record


def clues(person: Person) -> QuerySet[Clue]:
    """The clues within a person's sight."""
    return visible_to(Clue.objects.select_related("court", "scenario"), person)


def picked_clues(person: Person, scenario: str, verdict: str, level: str) -> QuerySet[Clue]:
    """Clues within sight by scenario, verdict (`pending` for none) and level; the weightiest first."""
    rows = clues(person)
    if scenario:
        rows = rows.filter(scenario_id=scenario)
    if verdict:
        rows = rows.filter(verdict="" if verdict == "pending" else verdict)
    if level:
        rows = rows.filter(level=level)
    return rows.order_by(WEIGHT, "id")


def clue(clue_id: int, person: Person) -> Clue:
    """One clue within sight."""
    row = clues(person).filter(pk=clue_id).first()
    if row is None:
        raise NotThere(f"线索 {clue_id}")
    return row


def tallies(person: Person) -> dict[str, Tally]:
    """What was found, by scenario, within a person's sight."""
    rows = clues(person).order_by().values("scenario_id").annotate(**COUNTS).values_list("scenario_id", *COUNTS)
    return {name: Tally(*counts) for name, *counts in rows}


def gate(name: str) -> Gate:
    """Whether a scenario may be embedded, judged over all courts."""
    counts: dict[str, Any] = Clue.objects.filter(scenario_id=name).aggregate(**COUNTS)
    return Gate(Tally(**counts), settings.MINGJING_GATE_VERIFIED, settings.MINGJING_GATE_LOWER)


def clues_by_court(person: Person) -> list[dict[str, Any]]:
    """How many clues each court has, most first."""
    counted = clues(person).order_by().values("court_id").annotate(n=Count("id")).order_by("-n")
    names = dict(Court.objects.values_list("court_id", "name"))
    return [{"court": names[r["court_id"]], "clues": r["n"]} for r in counted]


def last_runs() -> dict[str, Run]:
    """The newest run of each scenario."""
    newest = Run.objects.order_by().values("scenario_id").annotate(n=Max("id")).values_list("n", flat=True)
    return {r.scenario_id: r for r in Run.objects.filter(pk__in=list(newest)).select_related("scenario")}


def run(run_id: int) -> Run:
    """One run."""
    row = Run.objects.select_related("scenario").filter(pk=run_id).first()
    if row is None:
        raise NotThere(f"运行 {run_id}")
    return row


def run_beats(topics: set[str]) -> dict[str, int]:
    """How far runs have come, for those who listen; topics are `run:ID`."""
    ids = [int(t.removeprefix("run:")) for t in topics]
    return {f"run:{pk}": beat for pk, beat in Run.objects.filter(pk__in=ids).values_list("pk", "beat")}

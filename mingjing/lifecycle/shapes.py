"""What the API says about runs and clues."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from mingjing.accounts.masking import masked_name, names_in, shown_evidence, shown_text
from mingjing.accounts.models import Person
from mingjing.lifecycle import cases, models
from mingjing.lifecycle.models import VERDICTS
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

Id = Annotated[int, Field(ge=1, lt=2**63)]
Limit = Annotated[int, Field(ge=1, le=500)]
Offset = Annotated[int, Field(ge=0, lt=2**31)]
Name = Annotated[str, Field(max_length=80, pattern=r"^[a-z0-9_]*$")]
Level = Literal["", "info", "low", "medium", "high", "error"]


class Evidence(Schema):
    """One row that made the hit, frozen as it was."""

    table: str
    table_label: str
    key: int | str | None
    columns: dict[str, Any]
    labels: dict[str, str]
    note: str


class Basis(Schema):
    """An article a scenario rests on; certainty V read, M from memory, D a default of ours."""

    law: str
    article: str
    in_force: str = ""
    certainty: str = ""
    note: str = ""


class Fact(Schema):
    """A fact of a case: what it is called and what it is."""

    label: str
    value: str


class TrialFinding(Schema):
    """Something wrong with a box of the canvas, and what would be right."""

    kind: str
    kind_label: str
    node: str
    title: str
    problem: str
    cure: str
    refused: bool


class TrialTiming(Schema):
    """How long a check took, of cases of one sort."""

    of: str
    label: str
    cases: int
    p50_ms: float
    p99_ms: float


class Trial(Schema):
    """Whether a scenario's present version may be embedded, as it was tried."""

    tried: bool
    admitted: bool
    version: str
    data: str
    at: datetime | None
    p99_ms: float
    findings: list[TrialFinding]
    timings: list[TrialTiming]


class Run(Schema):
    """A screening and how far it has come."""

    id: int
    scenario: str
    title: str
    state: str
    stage: str
    percent: int
    rows: int
    new_clues: int
    known_clues: int
    not_evaluated: int
    started_at: datetime | None
    seconds: float | None
    as_of: date | None
    version: str
    asked_by: str
    error: str


class ClueRow(Schema):
    """A clue in a list."""

    id: int
    scenario: str
    title: str
    case_id: int
    case_number: str
    court: str
    subject: str
    level: str
    level_label: str
    message: str
    verdict: str
    verdict_label: str
    verified_by: str
    verified_at: datetime | None


class Clues(Schema):
    """Some clues, how many there are in all, and how many under the other filters wait for a verdict."""

    items: list[ClueRow]
    count: int
    pending: int


class Finding(Schema):
    """What one person found; withdrawn findings stay in the list."""

    verdict: str
    verdict_label: str
    note: str
    by: str
    by_username: str
    at: datetime
    withdrawn_at: datetime | None


class Clue(ClueRow):
    """A clue with all that is needed to judge it."""

    version: str
    as_of: date
    first_seen_at: datetime
    evidence: list[Evidence]
    facts: list[Fact]
    history: list[Finding]
    basis: list[Basis]
    false_alarms: list[str]
    note: str
    can_undo: bool


def basis_of(page: Scenario) -> list[Basis]:
    """The articles of a scenario."""
    return [Basis.model_validate(b, from_attributes=True) for b in page.basis]


def trial_view(admission: models.Admission | None) -> Trial:
    """A trial for the pages; which case took longest stays in the records."""
    if admission is None:
        return Trial(tried=False, admitted=False, version="", data="", at=None, p99_ms=0, findings=[], timings=[])
    report = admission.report
    return Trial(
        tried=True,
        admitted=admission.admitted,
        version=admission.version,
        data=report["data"],
        at=admission.at,
        p99_ms=report["limits"]["p99_ms"],
        findings=[TrialFinding(**f) for f in report["findings"]],
        timings=[TrialTiming(**t) for t in report["timings"]],
    )


def run_view(run: models.Run) -> Run:
    """A run for the pages."""
    return Run(
        id=run.pk,
        scenario=run.scenario_id,
        title=run.scenario.title,
        state=run.state,
        stage=run.stage,
        percent=run.percent,
        rows=run.rows,
        new_clues=run.new_clues,
        known_clues=run.known_clues,
        not_evaluated=run.not_evaluated,
        started_at=run.started_at,
        seconds=run.seconds,
        as_of=run.as_of,
        version=run.version,
        asked_by=run.asked_by,
        error=run.error,
    )


def clue_row(clue: models.Clue, person: Person) -> ClueRow:
    """A clue in a list, as this person may see it."""
    return ClueRow(**_row(clue, person))


def _row(clue: models.Clue, person: Person) -> dict[str, Any]:
    names = names_in(clue.evidence, clue.subject)
    return {
        "id": clue.pk,
        "scenario": clue.scenario_id,
        "title": clue.scenario.title,
        "case_id": clue.case_id,
        "case_number": clue.case_number,
        "court": clue.court.name,
        "subject": masked_name(clue.subject) if person.masked and clue.subject else clue.subject,
        "level": clue.level,
        "level_label": clue.get_level_display(),
        "message": shown_text(clue.message, names, masked=person.masked),
        "verdict": clue.verdict,
        "verdict_label": VERDICTS.get(clue.verdict, "待核验"),
        "verified_by": clue.verified_by,
        "verified_at": clue.verified_at,
    }


def clue_view(clue: models.Clue, person: Person, case: cases.Row) -> Clue:
    """A clue with everything, as this person may see it; `case` is the row of its case."""
    page = library.load(clue.scenario_id)
    verdicts = list(clue.verdicts.select_related("by").order_by("-id"))
    standing = next((v for v in verdicts if v.withdrawn_at is None), None)
    history = [
        Finding(
            verdict=v.verdict,
            verdict_label=v.get_verdict_display(),
            note=v.note,
            by=v.by.name,
            by_username=v.by.username,
            at=v.at,
            withdrawn_at=v.withdrawn_at,
        )
        for v in verdicts
    ]
    return Clue(
        **_row(clue, person),
        version=clue.version,
        as_of=clue.as_of,
        first_seen_at=clue.first_seen_at,
        evidence=[Evidence(**shown_evidence(e, masked=person.masked)) for e in clue.evidence],
        facts=[Fact(**f) for f in cases.facts(case)],
        history=history,
        basis=basis_of(page),
        false_alarms=list(page.false_alarms),
        note=standing.note if standing else "",
        can_undo=standing is not None and standing.by_id == person.pk,
    )

"""What the API says about papers under check."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from mingjing.accounts.models import Person
from mingjing.ingest.standing import DOUBTFUL
from mingjing.ingest.standing import Point as Standing
from mingjing.papers import queries
from mingjing.papers.actions import may_correct
from mingjing.papers.known import shown
from mingjing.papers.models import ACTS, Correction
from mingjing.papers.refusals import NotYourCourt
from mingjing.papers.sheets import Sheet
from mingjing.papers.veil import OPEN, Veil, veil_over

Key = Annotated[str, Field(pattern=r"^[du]\d{1,18}$")]
Who = Literal["rule", "model", "llm", "person"]
Sure = Literal["high", "middle", "low"]
State = Literal["waiting", "checking", "checked"]
SURE = 0.9
"""From here on a value is called 高; below `DOUBTFUL` it is called 低."""


class PaperRow(Schema):
    """A paper in a list; `state` says how far people have come."""

    key: str
    title: str
    case_id: int | None
    case_number: str
    court: str
    signed_on: date | None
    source_name: str
    points: int
    doubtful: int
    corrected: int
    state: State
    checked_by: str


class DraftSaved(Schema):
    """What saving a draft did; `changed` is false when the text was the same as before."""

    key: str
    case_id: int
    version: int
    status: Literal["draft", "issued"]
    changed: bool
    points: int
    topic_rows: int


class PaperList(Schema):
    """A page of papers, and how many there are."""

    items: list[PaperRow]
    count: int


class PaperSection(Schema):
    """A part of a paper."""

    code: str
    label: str
    start: int
    end: int


class PaperPoint(Schema):
    """A value that stands. `who` says what kind of reader found it; `act` what a person did, empty when nothing."""

    key: str
    code: str
    name: str
    group: str
    value: str | None
    shown: str
    text: str
    start: int | None
    end: int | None
    confidence: float | None
    sure: Sure | None
    doubtful: bool
    who: Who
    by: str
    act: str
    old_value: str | None
    correction: int | None
    at: datetime | None


class CorrectionRow(Schema):
    """What a person said about a value; withdrawn ones stay in the history."""

    id: int
    code: str
    name: str
    act: str
    act_label: str
    old_value: str | None
    old_by: str
    value: str | None
    by: str
    at: datetime
    withdrawn_at: datetime | None
    mine: bool


class KnownPoint(Schema):
    """An info point that can be read from a paper."""

    code: str
    name: str
    group: str


class PaperChecked(Schema):
    """How a paper stands: its values, what was said about them, and whether it is checked from end to end.

    `written` says whether the court data knows what was said; null where nothing was, or the paper is in no court data.
    """

    key: str
    points: list[PaperPoint]
    missing: list[KnownPoint]
    history: list[CorrectionRow]
    state: State
    checked_by: str
    checked_at: datetime | None
    read_at: datetime | None
    written: bool | None


class PaperView(PaperChecked):
    """A paper with its text. `why_not` is empty when the person may correct it."""

    title: str
    case_id: int | None
    case_number: str
    court: str
    signed_on: date | None
    source_name: str
    text: str
    sections: list[PaperSection]
    masked: bool
    can_correct: bool
    why_not: str


class UploadLimits(Schema):
    """What may be uploaded."""

    kinds: list[str]
    most_mb: int
    most_papers: int


def paper_row(row: queries.Row, person: Person) -> PaperRow:
    """A paper in a list; names of files tell who people are, so they are covered too."""
    shown = PaperRow.model_validate(row, from_attributes=True)
    return shown.model_copy(update={"source_name": ""}) if person.masked else shown


def checked_view(sheet: Sheet, person: Person) -> PaperChecked:
    """How a paper stands, as this person may see it."""
    return PaperChecked(**_checked(sheet, person, veil_for(sheet, masked=person.masked)))


def paper_view(sheet: Sheet, person: Person) -> PaperView:
    """A paper with its text, as this person may see it."""
    veil = veil_for(sheet, masked=person.masked)
    can = may_correct(person, sheet)
    return PaperView(
        **_checked(sheet, person, veil),
        title=sheet.title,
        case_id=sheet.case_id,
        case_number=sheet.case_number,
        court=sheet.court.name,
        signed_on=sheet.signed_on,
        source_name="" if person.masked else sheet.source_name,
        text=veil.text(sheet.text),
        sections=[PaperSection.model_validate(s, from_attributes=True) for s in sheet.reading.sections],
        masked=person.masked,
        can_correct=can,
        why_not="" if can else str(NotYourCourt(sheet.court.name)),
    )


def veil_for(sheet: Sheet, *, masked: bool) -> Veil:
    """What a reader who may not see people does not see of this paper."""
    return veil_over([*sheet.points, *sheet.reading.points]) if masked else OPEN


def _checked(sheet: Sheet, person: Person, veil: Veil) -> dict[str, Any]:
    paper = sheet.record
    history = paper.corrections.select_related("by").order_by("-id") if paper else []
    points = sheet.points
    worked_on = paper if paper and (paper.checked_at or sheet.corrections) else None
    return {
        "key": sheet.key,
        "points": [_point(p, sheet, veil) for p in points],
        "missing": [KnownPoint(code=m.code, name=m.name, group=m.group) for m in sheet.missing],
        "history": [_correction(c, person, veil) for c in history],
        "state": queries.state_of(worked_on),
        "checked_by": paper.checked_by.name if paper and paper.checked_by else "",
        "checked_at": paper.checked_at if paper else None,
        "read_at": paper.read_at if paper else None,
        "written": paper.all_written if paper and paper.document_id is not None and paper.changes else None,
    }


def _point(p: Standing, sheet: Sheet, veil: Veil) -> PaperPoint:
    return PaperPoint(
        key=p.key,
        code=p.code,
        name=p.name,
        group=sheet.group_of(p),
        value=veil.value(p.name, p.value),
        shown=veil.value(p.name, shown(p.code, p.value, p.text)) or "",
        text=veil.text(p.text),
        start=p.start,
        end=p.end,
        confidence=p.confidence,
        sure=sure(p.confidence),
        doubtful=p.doubtful,
        who=who(p),
        by=p.by,
        act=p.act,
        old_value=veil.value(p.name, p.old.value) if p.old else None,
        correction=p.correction,
        at=p.at,
    )


def sure(confidence: float | None) -> Sure | None:
    """The confidence as a word; None when a person said it."""
    if confidence is None:
        return None
    return "high" if confidence >= SURE else "middle" if confidence >= DOUBTFUL else "low"


def who(p: Standing) -> Who:
    """What kind of reader found the value; models sign with `learnt.`, large language models with `llm`."""
    if p.act:
        return "person"
    return "llm" if p.by.startswith("llm") else "model" if p.by.startswith("learnt.") else "rule"


def _correction(c: Correction, person: Person, veil: Veil) -> CorrectionRow:
    return CorrectionRow(
        id=c.pk,
        code=c.code,
        name=c.name,
        act=c.act,
        act_label=ACTS[c.act],
        old_value=veil.value(c.name, c.old_value),
        old_by=c.old_by,
        value=veil.value(c.name, c.value),
        by=c.by.name,
        at=c.at,
        withdrawn_at=c.withdrawn_at,
        mine=c.by_id == person.pk,
    )

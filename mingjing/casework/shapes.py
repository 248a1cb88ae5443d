"""What the API says about element tables."""

from __future__ import annotations

from typing import Literal

from ninja import Schema

from mingjing.accounts.models import Person
from mingjing.assist.checking import LEVELS, checked
from mingjing.assist.drafting import Draft, draft_of
from mingjing.assist.evidence import EvidenceFound
from mingjing.assist.finding import Quotation
from mingjing.assist.guidance import tips
from mingjing.assist.reckoning import Reckoned, reckoned
from mingjing.assist.sheet import STATES, Line, Sheet
from mingjing.casework.tables import Table
from mingjing.law import telling
from mingjing.law.inputs import WANTED


class GuideRow(Schema):
    """A guide for a case."""

    name: str
    title: str


class Quoted(Schema):
    """One place that states an element."""

    value: str
    place: str
    text: str


class ElementRow(Schema):
    """One element: how far it is, its value and where it stands; `how` says how a value is written."""

    id: str
    name: str
    group: str
    state: Literal["confirmed", "found", "unclear", "missing"]
    state_label: str
    value: str
    unit: str
    why: str
    burden: str
    core: bool
    kind: str
    choices: list[str]
    how: str
    said_by: str
    quotations: list[Quoted]


class EvidenceRow(Schema):
    """One piece of evidence that such a case wants."""

    name: str
    state: Literal["found", "missing", "not_wanted"]
    place: str
    text: str
    burden: str
    hint: str


class ReckonedStep(Schema):
    """One step of a reckoning with its article."""

    text: str
    result: str
    basis: str


class ReckoningView(Schema):
    """One reckoning; `supposing` names the open element that it took for granted."""

    title: str
    supposing: str
    headline: str
    more: list[list[str]]
    steps: list[ReckonedStep]
    notes: list[str]


class CheckRow(Schema):
    """What a person should look at again."""

    level: Literal["error", "medium", "low"]
    level_label: str
    text: str
    basis: str


class DraftPiece(Schema):
    """A run of the draft; `link` says where a figure comes from."""

    text: str
    blank: bool
    link: str


class ElementTable(Schema):
    """The element table of a case under one guide."""

    title: str
    owner: str
    version: str
    out_of_date: bool
    headline: str
    notes: list[str]
    elements: list[ElementRow]
    evidence: list[EvidenceRow]
    waiting: str
    reckonings: list[ReckoningView]
    checks: list[CheckRow]
    draft: list[list[DraftPiece]]
    can_answer: bool


def table_view(found: Table, person: Person) -> ElementTable:
    """The table as this person may see it."""
    sheet = found.sheet
    made = reckoned(sheet)
    return ElementTable(
        title=sheet.guide.title,
        owner=sheet.guide.owner,
        version=sheet.guide.version,
        out_of_date=sheet.guide.out_of_date(sheet.as_of),
        headline=sheet.headline,
        notes=list(sheet.guide.notes),
        elements=[_element(line, found) for line in sheet.lines.values()],
        evidence=[_evidence(e) for e in sheet.evidence],
        waiting=sheet.waiting,
        reckonings=[_reckoning(one) for one in made] if sheet.ranges_shown else [],
        checks=[*_checks(sheet, made), *_tips(sheet, made)],
        draft=_draft(draft_of(sheet, made)),
        can_answer=found.may_answer(person),
    )


def _element(line: Line, found: Table) -> ElementRow:
    e, said = line.element, found.said.get(line.element.id)
    return ElementRow(
        id=e.id,
        name=e.name,
        group=e.group,
        state=line.state,
        state_label=STATES[line.state],
        value=line.written or ("无" if said else ""),
        unit=e.unit,
        why=line.why,
        burden=e.burden,
        core=e.core,
        kind=e.asked.kind,
        choices=[code for code, _ in e.asked.choices] or (["是", "否"] if e.asked.kind == "bool" else []),
        how=WANTED.get(e.asked.kind, ""),
        said_by=said.by.name if said else "",
        quotations=[_quoted(q) for q in line.quotations],
    )


def _quoted(q: Quotation) -> Quoted:
    return Quoted(value=q.value, place=q.place, text=q.text)


def _evidence(e: EvidenceFound) -> EvidenceRow:
    place = f"《{e.paper}》" + (f"第 {e.page} 页" if e.page else "") if e.paper else ""
    return EvidenceRow(
        name=e.item.name, state=e.state, place=place, text=e.text, burden=e.item.burden, hint=e.item.hint
    )


def _reckoning(one: Reckoned) -> ReckoningView:
    answer = one.answer
    return ReckoningView(
        title=one.reckoning.title,
        supposing=one.supposing,
        headline=telling.headline(answer),
        more=[[name, telling.further(v)] for name, v in answer.more.items()],
        steps=[ReckonedStep(text=a, result=b, basis=c) for a, b, c in telling.table(answer)],
        notes=[*answer.refusals, *answer.warnings, *answer.assumptions],
    )


def _checks(sheet: Sheet, made: tuple[Reckoned, ...]) -> list[CheckRow]:
    return [
        CheckRow(
            level=w.check.level,
            level_label=LEVELS[w.check.level],
            text=w.text,
            basis=w.check.basis.text if w.check.basis else "",
        )
        for w in checked(sheet, made)
    ]


def _tips(sheet: Sheet, made: tuple[Reckoned, ...]) -> list[CheckRow]:
    return [
        CheckRow(
            level="medium" if tip.deviates else "low",
            level_label="适法统一",
            text=tip.text,
            basis=tip.entry.source.text,
        )
        for tip in tips(sheet, made)
    ]


def _draft(draft: Draft) -> list[list[DraftPiece]]:
    return [[DraftPiece(text=p.text, blank=p.blank, link=p.link) for p in one] for one in draft.paragraphs]

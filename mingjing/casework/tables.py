"""The element table of a case on the platform: its papers as people have them now, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.accounts.models import Court, Person
from mingjing.accounts.queries import sight_of
from mingjing.assist import Guide, Sheet, guide, guides_for, sheet_of
from mingjing.assist.papers import CasePaper
from mingjing.casework.models import ElementAnswer
from mingjing.ingest.sources import points_of
from mingjing.lifecycle import cases
from mingjing.papers.models import Paper
from mingjing.reading import read

OF_THE_COURT = ("判决书", "裁定书", "调解书", "决定书")
"""Papers in which the court decides: they state facts, and what they order is compared."""


@dataclass(frozen=True)
class Table:
    """An element table with the case it belongs to; `said` are the answers that stand, by element."""

    case: cases.Row
    court: Court
    sheet: Sheet
    said: dict[str, ElementAnswer]

    @property
    def guide(self) -> Guide:
        """The guide it follows."""
        return self.sheet.guide

    def may_answer(self, person: Person) -> bool:
        """Judges and clerks answer for cases of their own court."""
        return person.may("correct") and self.court.pk == person.court_id


def guides_of(case_id: int, person: Person) -> tuple[Guide, ...]:
    """The guides for the cause of a case within sight."""
    return guides_for(cases.one(case_id, sight_of(person))["cause_name"] or "")


def table(case_id: int, name: str, person: Person, as_of: date) -> Table:
    """The element table of a case within sight. Raises NotThere, UnknownGuide."""
    case, found = cases.one(case_id, sight_of(person)), guide(name)
    said = answers(case_id, name)
    known = {element: answer.value for element, answer in said.items() if element in found.elements}
    sheet = sheet_of(found, papers_of(case_id), as_of, known)
    court = Court.objects.get(pk=cases.guards([case_id])[case_id].court_id)
    return Table(case, court, sheet, said)


def answers(case_id: int, name: str) -> dict[str, ElementAnswer]:
    """The answers that stand: the newest of each element, unless it takes the others back."""
    rows = ElementAnswer.objects.filter(case_id=case_id, guide=name).select_related("by").order_by("id")
    newest = {row.element: row for row in rows}
    return {element: row for element, row in newest.items() if row.value}


def papers_of(case_id: int) -> list[CasePaper]:
    """The papers of the case: of the court data, and those that people brought here."""
    documents = [(d["doc_type"] or "文书", d["text"] or "") for d in cases.ask("texts", case_id=case_id)]
    rows = Paper.objects.filter(case_id=case_id, document_id=None)
    brought = [(p.title or p.source_name.partition("#")[0] or "上传的材料", p.text) for p in rows]
    return [one for title, text in [*documents, *brought] for one in as_papers(title, text)]


def as_papers(title: str, text: str) -> list[CasePaper]:
    """One paper; one in which the court decides is read for its facts, and again for what it orders."""
    paper = read(text, title)
    points = points_of(paper)
    found = [CasePaper(title, paper, points)]
    decides = paper.kind is not None and paper.kind.value in OF_THE_COURT
    return [*found, CasePaper(title, paper, points, draft=True)] if decides else found

"""A paper in hand: its text, its case and what stands in it, whether it came with the court data or by upload."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mingjing.accounts.models import Court, Person
from mingjing.accounts.queries import sight_of, visible_to
from mingjing.accounts.refusals import NotThere
from mingjing.ingest.corrected import PERSON
from mingjing.ingest.rows import digest_of
from mingjing.ingest.standing import Place, Point, placed, standing
from mingjing.lifecycle import cases
from mingjing.papers.known import Known, expected, group_of
from mingjing.papers.models import Correction, Paper
from mingjing.papers.readings import Reading, point_from, reading_of

KEY = re.compile(r"^([du])(\d{1,18})$")


@dataclass
class Sheet:
    """One paper with everything that is known of it. `record` is None until somebody works on it."""

    key: str
    text: str
    title: str
    source_name: str
    signed_on: date | None
    case_id: int | None
    case_number: str
    court: Court
    secret_level: int
    juvenile: bool
    record: Paper | None
    document_id: int | None = None
    table_points: list[Point] = field(default_factory=list)

    @cached_property
    def reading(self) -> Reading:
        """What the reader makes of the text now."""
        return reading_of(self.text)

    @property
    def found(self) -> list[Point]:
        """The values as read: last time here, else as the court data has them, else now."""
        read_here = self.record.points if self.record is not None else None
        if self.record is not None and read_here is not None and self.record.digest in ("", digest_of(self.text)):
            return [point_from(p) for p in read_here]
        return self.table_points or self.reading.points

    @property
    def corrections(self) -> list[Correction]:
        """What people said and did not take back, in the order of time."""
        return corrections_of(self.record) if self.record else []

    @property
    def points(self) -> list[Point]:
        """The values that stand."""
        return standing(self.found, (placed(said_by(c), self.text) for c in self.corrections))

    @property
    def missing(self) -> list[Known]:
        """Info points that a paper of this kind should have, and of which nothing stands."""
        there = {p.code for p in self.points if p.act != "reject"}
        return [k for k in expected(self.reading.applying) if k.code not in there]

    def group_of(self, point: Point) -> str:
        """Under which heading a value is shown."""
        return group_of(point.code) or self._section_of(point)

    def _section_of(self, point: Point) -> str:
        for part in self.reading.sections:
            if point.start is not None and part.start <= point.start < part.end:
                return part.label
        return "其他"

    @property
    def case_ids(self) -> list[int]:
        """For the log."""
        return [] if self.case_id is None else [self.case_id]


def corrections_of(paper: Paper) -> list[Correction]:
    """What people said of a paper and did not take back, in the order of time."""
    return list(paper.corrections.filter(withdrawn_at=None).select_related("by").order_by("id"))


def said_by(correction: Correction) -> Point:
    """A correction as the value that stands."""
    old = Place(correction.old_start, correction.old_end, correction.old_value, correction.old_text)
    return Point(
        code=correction.code,
        name=correction.name,
        value=correction.value,
        text=correction.text,
        start=correction.start,
        end=correction.end,
        confidence=None,
        by=correction.by.name,
        act=correction.act,
        old=None if correction.act == "add" else old,
        correction=correction.pk,
        at=correction.at,
    )


def sheet(key: str, person: Person) -> Sheet:
    """The paper of this key within a person's sight."""
    known = KEY.match(key)
    if known is None:
        raise NotThere(f"文书 {key}")
    number = int(known[2])
    return _document(number, person) if known[1] == "d" else _upload(number, person)


def sheet_of_record(paper: Paper) -> Sheet:
    """The paper of a record, for work of the platform itself; people come in by `sheet`, which looks at their sight."""
    return sheet_of(paper) if paper.document_id is None else _document_in_hand(cases.unguarded(paper.document_id))


def sheet_of(paper: Paper) -> Sheet:
    """An uploaded paper in hand."""
    return Sheet(
        key=paper.key,
        text=paper.text,
        title=paper.title,
        source_name=paper.source_name,
        signed_on=paper.signed_on,
        case_id=paper.case_id,
        case_number=paper.case_number,
        court=paper.court,
        secret_level=paper.secret_level,
        juvenile=paper.juvenile,
        record=paper,
    )


def _upload(number: int, person: Person) -> Sheet:
    rows = visible_to(Paper.objects.select_related("court", "checked_by"), person)
    paper = rows.filter(pk=number, document_id=None).first()
    if paper is None:
        raise NotThere(f"文书 u{number}")
    return sheet_of(paper)


def _document(number: int, person: Person) -> Sheet:
    return _document_in_hand(cases.document(number, sight_of(person)))


def _document_in_hand(row: cases.Row) -> Sheet:
    number = row["document_id"]
    guard = cases.guards([row["case_id"]])[row["case_id"]]
    return Sheet(
        key=f"d{number}",
        text=row["text"] or "",
        title=row["doc_type"] or "",
        source_name=row["source_name"] or "",
        signed_on=row["signed_on"],
        case_id=row["case_id"],
        case_number=guard.case_number,
        court=Court.objects.get(pk=guard.court_id),
        secret_level=guard.secret_level,
        juvenile=guard.juvenile,
        record=Paper.objects.select_related("court", "checked_by").filter(document_id=number).first(),
        document_id=number,
        table_points=[point_from(p) for p in row["points"] if not p["by"].startswith(PERSON)],
    )

"""Lists of papers to check, within a person's sight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingjing.accounts.models import Person
from mingjing.accounts.queries import sight_of, visible_to
from mingjing.ingest.standing import DOUBTFUL, Point, standing
from mingjing.lifecycle import cases
from mingjing.papers.models import Paper
from mingjing.papers.readings import point_from
from mingjing.papers.sheets import Sheet, corrections_of, said_by, sheet

STANDING = Count("corrections", filter=Q(corrections__withdrawn_at=None))


@dataclass(frozen=True)
class Row:
    """A paper in a list."""

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
    state: str
    checked_by: str


@dataclass(frozen=True)
class Asked:
    """Which papers."""

    source: str
    state: str
    q: str
    doubtful_only: bool
    limit: int
    offset: int


def records(person: Person) -> QuerySet[Paper]:
    """The records of papers within a person's sight."""
    return visible_to(Paper.objects.select_related("court", "checked_by"), person)


def listed(person: Person, asked: Asked) -> tuple[list[Row], int]:
    """A page of the papers asked for, and how many there are."""
    return _uploads(person, asked) if asked.source == "upload" else _documents(person, asked)


def _documents(person: Person, asked: Asked) -> tuple[list[Row], int]:
    checked = list(_numbers(records(person).exclude(checked_at=None)))
    rows = cases.ask(
        "papers",
        **cases.rule(sight_of(person)),
        q=asked.q.strip().replace("(", "（").replace(")", "）"),
        only=checked if asked.state == "checked" else None,
        without=checked if asked.state == "open" else [],
        doubtful=DOUBTFUL,
        doubtful_only=asked.doubtful_only,
        limit=asked.limit,
        offset=asked.offset,
    )
    worked_on = {
        p.document_id: p for p in _counted(records(person)).filter(document_id__in=[r["document_id"] for r in rows])
    }
    return [_document_row(r, worked_on.get(r["document_id"])) for r in rows], rows[0]["total"] if rows else 0


def _numbers(papers: QuerySet[Paper]) -> QuerySet[Paper, Any]:
    return papers.exclude(document_id=None).values_list("document_id", flat=True)


def _counted(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    return papers.annotate(corrected=STANDING)


def _document_row(row: dict[str, Any], paper: Any) -> Row:
    points = _standing(paper) if paper else None
    return Row(
        key=f"d{row['document_id']}",
        title=row["doc_type"] or "",
        case_id=row["case_id"],
        case_number=row["case_number"],
        court=row["court"],
        signed_on=row["signed_on"],
        source_name="",
        points=row["points"] if points is None else len(points),
        doubtful=row["doubtful"] if points is None else sum(p.doubtful for p in points),
        corrected=paper.corrected if paper else 0,
        state=state_of(paper),
        checked_by=paper.checked_by.name if paper and paper.checked_by else "",
    )


def _standing(paper: Paper) -> list[Point]:
    found = paper.points
    if found is None:
        found = cases.ask("info_points", document_id=paper.document_id)
    return standing([point_from(p) for p in found], map(said_by, corrections_of(paper)))


def state_of(paper: Paper | None) -> str:
    """How far people have come with it."""
    if paper is None:
        return "waiting"
    return "checked" if paper.checked_at else "checking"


def _uploads(person: Person, asked: Asked) -> tuple[list[Row], int]:
    rows = records(person).filter(document_id=None)
    if asked.state:
        rows = rows.filter(checked_at__isnull=asked.state == "open")
    if asked.q.strip():
        q = asked.q.strip()
        rows = rows.filter(Q(case_number__contains=q) | Q(title__contains=q) | Q(source_name__contains=q))
    page = rows.order_by("-pk")[asked.offset : asked.offset + asked.limit]
    return [upload_row(p) for p in page], rows.count()


def upload_row(paper: Paper) -> Row:
    """An uploaded paper in a list."""
    points = _standing(paper)
    corrected = sum(bool(p.act) for p in points)
    return Row(
        key=paper.key,
        title=paper.title,
        case_id=paper.case_id,
        case_number=paper.case_number,
        court=paper.court.name,
        signed_on=paper.signed_on,
        source_name=paper.source_name,
        points=len(points),
        doubtful=sum(p.doubtful for p in points),
        corrected=corrected,
        state=state_of(paper if corrected or paper.checked_at else None),
        checked_by=paper.checked_by.name if paper.checked_by else "",
    )


def checked_sheets(person: Person) -> list[Sheet]:
    """Papers checked from end to end, within a person's sight: what may be learned from."""
    return [sheet(p.key, person) for p in records(person).exclude(checked_at=None).order_by("pk")]

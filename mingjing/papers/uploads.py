"""Papers that people bring as files: read at once, kept with their case when the court data know it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from ninja.files import UploadedFile

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.accounts.queries import sight_of
from mingjing.accounts.refusals import NotThere
from mingjing.court.case_number import normal
from mingjing.errors import ReadingError
from mingjing.lifecycle import cases
from mingjing.papers.models import Paper
from mingjing.papers.readings import Reading, reading_of, row_of
from mingjing.papers.refusals import NothingReadable, UploadTooLarge
from mingjing.reading.files import SourcePaper, Unreadable, papers_in

MOST_BYTES = 20 * 1024 * 1024
"""Of one file. A scanned dossier of some hundred pages stays below it."""
MOST_CHARACTERS = 300_000
"""Of one paper; the longest judgments known to us have some 200,000."""
MOST_PAPERS = 200
"""In one file: more is an import, not an upload."""


def upload(file: UploadedFile, case_id: int | None, person: Person) -> list[Paper]:
    """The papers of a file, read and kept. All of them, or none. Raises ReadingError in words for the person."""
    name = Path(file.name or "文书").name[-120:]
    if (file.size or 0) > MOST_BYTES:
        raise UploadTooLarge(name, f"{MOST_BYTES // 2**20} MB")
    read = [(p, reading_of(p.text)) for p in _papers_of(file, name)]
    bound = _case(case_id, person) if case_id is not None else None
    with transaction.atomic():
        kept = [_keep(p, r, name, bound, person) for p, r in read]
        ids = {p.case_id for p in kept if p.case_id is not None}
        audit.record(person, "上传文书", case_ids=ids, facts={"file": name, "papers": [p.key for p in kept]})
    return kept


def _papers_of(file: UploadedFile, name: str) -> Sequence[SourcePaper]:
    """What is in the file, through a file on disk, because readers look at the ending and seek."""
    with tempfile.TemporaryDirectory(prefix="mingjing-upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        try:
            return _sound(papers_in(path), name)
        except ReadingError as error:
            raise NothingReadable(str(error).replace(f"{folder}/", "")) from error


def _sound(found: Iterable[SourcePaper | Unreadable], name: str) -> list[SourcePaper]:
    papers: list[SourcePaper] = []
    for one in found:
        if isinstance(one, Unreadable):
            raise NothingReadable(one.message)
        if len(one.text) > MOST_CHARACTERS:
            raise NothingReadable(f"{name}：一份文书不应超过 {MOST_CHARACTERS:,} 字。请确认没有把多份文书合在一起。")
        papers.append(one)
        if len(papers) > MOST_PAPERS:
            problem = f"{name}：一次最多上传 {MOST_PAPERS} 份文书。成批文书请由信息处用 mingjing import 导入。"
            raise NothingReadable(problem)
    return papers


def _case(case_id: int, person: Person) -> cases.Row:
    row = cases.one(case_id, sight_of(person))
    if row["court_id"] != person.court_id and not person.labels:
        raise NotThere(f"本院案件 {case_id}")
    return row


def _keep(source: SourcePaper, read: Reading, name: str, bound: cases.Row | None, person: Person) -> Paper:
    case = bound or own_case(read.case_number, person)
    digest = sha256(source.text.encode()).hexdigest()[:16]
    paper = Paper(
        case_id=case["case_id"] if case else None,
        case_number=(case["case_number"] if case else read.case_number)[:60],
        court_id=case["court_id"] if case else person.court_id,
        secret_level=(case["secret_level"] or 0) if case else 0,
        juvenile=bool(case["juvenile"]) if case else False,
        title=read.title[:80],
        signed_on=read.signed_on,
        source_name=f"{name}#{digest}",
        text=source.text,
        uploaded_by=person,
        points=[row_of(p) for p in read.points],
        read_at=timezone.now(),
    )
    paper.save()
    return paper


def own_case(number: str, person: Person) -> cases.Row | None:
    """The case of the person's own court that has this number; None leaves the paper with the court alone."""
    if not number:
        return None
    sight = sight_of(person)
    found = [r for r in cases.find(normal(number), 2, sight) if r["case_number"] == normal(number)]
    row = cases.one(found[0]["case_id"], sight) if found else None
    return row if row and row["court_id"] == person.court_id else None

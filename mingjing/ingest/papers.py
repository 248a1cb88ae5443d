"""Court papers into a court's data: read, turned into rows, written in one transaction or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mingjing.errors import ReadingError
from mingjing.ingest.rows import Identifiers, PaperRows, paper_day
from mingjing.reading import Paper, read
from mingjing.reading.files import SourcePaper, Unreadable, papers_in
from mingjing.running.indexes import make_indexes
from mingjing.store.writing import Key, insert, known_keys, opened_for_writing, rebuild_ledger, set_data_day

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Refused:
    """A paper or file that could not be taken in, and why."""

    source: str
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did: papers read, taken in, known before; cases and parties now there; what was refused."""

    papers: int
    taken: int
    repeated: int
    cases: int
    parties: int
    refused: tuple[Refused, ...]


def import_papers(files: Sequence[Path], into: Path, progress: Progress) -> ImportReport:
    """Read the papers of `files` into the data file `into`, which is made when it is not there.

    One transaction: either every readable paper is in, or the file is as it was. Papers that cannot be read are
    reported, never lost silently.
    """
    papers, refused = read_all(files, progress)
    if not papers:
        return ImportReport(0, 0, 0, 0, 0, tuple(refused))
    with opened_for_writing(into) as con:
        report = write(con, papers, refused)
        progress("完成", 1.0)
    return report


def read_all(files: Sequence[Path], progress: Progress) -> tuple[list[tuple[Paper, str]], list[Refused]]:
    """Every paper with where it came from, and what could not be read."""
    papers: list[tuple[Paper, str]] = []
    refused: list[Refused] = []
    for i, file in enumerate(files):
        progress(f"读取 {file.name}", i / len(files))
        for found in sources(file):
            if isinstance(found, Refused):
                refused.append(found)
            else:
                papers.append((read(found.text, found.id), f"{file.name}:{found.id}"))
            if len(papers) % 50 == 0:
                progress(f"读取 {file.name}", min(0.95, (i + len(papers) / (len(papers) + 1000)) / len(files)))
    return papers, refused


def sources(file: Path) -> Iterable[SourcePaper | Refused]:
    """The papers of a file; a bad line or a bad file as what was refused."""
    try:
        for found in papers_in(file):
            yield Refused(f"{found.path} 第 {found.line} 行", found.message) if isinstance(found, Unreadable) else found
    except ReadingError as e:
        yield Refused(str(file), str(e))


def write(
    con: duckdb.DuckDBPyConnection, papers: Sequence[tuple[Paper, str]], refused: Sequence[Refused]
) -> ImportReport:
    """Write the papers' rows; the day of the data moves to the last signature."""
    days = [d for p, _ in papers if (d := paper_day(p)) is not None]
    last = max(days, default=dt.date(2025, 12, 31))
    rows = PaperRows(Identifiers(*identifiers(con)))
    taken = sum(rows.add(paper, source, last) for paper, source in papers)
    for table, found in rows.rows.items():
        insert(con, table, found)
    rebuild_ledger(con)
    make_indexes(con)
    set_data_day(con, last)
    cases, parties = (con.table(t).shape[0] for t in ("case_main", "party"))
    return ImportReport(len(papers), taken, len(papers) - taken, cases, parties, tuple(refused))


def identifiers(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], dict[str, dict[Key, int]]]:
    """Highest number of each table, and the numbers of what is there by what identifies it."""
    return known_keys(con)

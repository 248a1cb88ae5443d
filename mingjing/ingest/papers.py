"""Court papers into a court's data: read, turned into rows, written in one transaction or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from mingjing.errors import ReadingError
from mingjing.ingest.parking import Original, Parking, Refused
from mingjing.ingest.rows import Identifiers, PaperRows, paper_day
from mingjing.reading import Paper, read
from mingjing.reading.files import SourcePaper, Unreadable, papers_in
from mingjing.running.indexes import make_indexes
from mingjing.store.writing import Key, insert, known_keys, opened_for_writing, rebuild_ledger, set_data_day

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class ImportReport:
    """What an import did: papers read, taken in, known before; cases and parties now there; what was refused.

    `released` counts what had been parked and could be read this time.
    """

    papers: int
    taken: int
    repeated: int
    cases: int
    parties: int
    refused: tuple[Refused, ...]
    released: int = 0


def import_papers(files: Sequence[Path], into: Path, progress: Progress) -> ImportReport:
    """Read the papers of `files` into the data file `into`, which is made when it is not there.

    One transaction: either every readable paper is in, or the file is as it was. What cannot be read is reported,
    and its original parked beside the data file.
    """
    papers, refused = read_all(files, progress, Parking.of(into))
    if not papers:
        return ImportReport(0, 0, 0, 0, 0, tuple(refused))
    with opened_for_writing(into) as con:
        report = write(con, papers, refused)
        progress("完成", 1.0)
    return report


def retry_parked(into: Path, progress: Progress) -> ImportReport:
    """Read everything parked for `into` once more; what can be read now is taken in and no longer parked."""
    parking = Parking.of(into)
    waiting = {digest: file for digest in parking.digests() if (file := parking.original(digest))}
    report = import_papers(list(waiting.values()), into, progress)
    still = {one.parked for one in report.refused}
    done = [digest for digest in waiting if digest not in still]
    parking.release(done)
    return replace(report, released=len(done))


def read_all(
    files: Sequence[Path], progress: Progress, parking: Parking | None = None
) -> tuple[list[tuple[Paper, str]], list[Refused]]:
    """Every paper with where it came from, and what could not be read."""
    papers: list[tuple[Paper, str]] = []
    refused: list[Refused] = []
    for i, file in enumerate(files):
        progress(f"读取 {file.name}", i / len(files))
        for found in sources(file, parking):
            if isinstance(found, Refused):
                refused.append(found)
            else:
                papers.append((read(found.text, found.id), f"{file.name}:{found.id}"))
            if len(papers) % 50 == 0:
                progress(f"读取 {file.name}", min(0.95, (i + len(papers) / (len(papers) + 1000)) / len(files)))
    return papers, refused


def sources(file: Path, parking: Parking | None = None) -> Iterator[SourcePaper | Refused]:
    """The papers of a file; a bad line or a bad file as what was refused, parked when there is a place to park."""
    try:
        for found in papers_in(file):
            if isinstance(found, Unreadable):
                refused = Refused(found.source, found.message, found.code, found.permanent)
                yield _parked(parking, refused, _part(found, file))
            else:
                yield found
    except ReadingError as e:
        yield _parked(parking, Refused(str(file), str(e), e.code, e.permanent), Original(file.name, file))


def _part(found: Unreadable, file: Path) -> Original:
    """The bytes of a bad part; where they could not be had, as of a locked member, the file that holds it."""
    if not found.data:
        return Original(file.name, file)
    name = file.name.removesuffix(".gz") if found.line else found.source.rpartition("/")[2]
    return Original(name, data=found.data)


def _parked(parking: Parking | None, refused: Refused, original: Original) -> Refused:
    there = original.file is None or original.file.is_file()
    return parking.keep(original, refused) if parking and there else refused


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

"""Court papers into a court's data: read, turned into rows, written in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from mingjing.errors import ReadingError
from mingjing.ingest.parking import Original, Parking, Refused
from mingjing.ingest.refreshing import write_topics
from mingjing.ingest.rows import Identifiers, PaperRows
from mingjing.ingest.sources import read_source
from mingjing.ingest.spool import NO_DAY, Spool
from mingjing.reading.files import SourcePaper, Unreadable, papers_in
from mingjing.running.indexes import make_indexes
from mingjing.store.writing import Key, insert, known_keys, opened_for_writing, rebuild_ledger, set_data_day

Progress = Callable[[str, float], None]
AT_ONCE = 500
"""Papers whose rows are written together."""


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
    with Spool() as spool:
        refused = read_all(files, progress, Parking.of(into), spool)
        if not spool.count:
            return ImportReport(0, 0, 0, 0, 0, tuple(refused))
        with opened_for_writing(into) as con:
            report = write(con, spool, refused)
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


def read_all(files: Sequence[Path], progress: Progress, parking: Parking, spool: Spool) -> list[Refused]:
    """Put every paper with where it came from into the spool; gives what could not be read."""
    refused: list[Refused] = []
    for i, file in enumerate(files):
        progress(f"读取 {file.name}", i / len(files))
        for found in sources(file, parking):
            taken = found if isinstance(found, Refused) else _spooled(found, file, parking, spool)
            refused += [taken] if taken else []
            if spool.count % 50 == 0:
                progress(f"读取 {file.name}", min(0.95, (i + spool.count / (spool.count + 1000)) / len(files)))
    return refused


def _spooled(found: SourcePaper, file: Path, parking: Parking, spool: Spool) -> Refused | None:
    """Read one paper into the spool; one on which reading itself fails is parked and does not stop the others."""
    try:
        made = read_source(found)
    except ReadingError as error:
        original = Original(f"{Path(found.id).name}.txt", data=found.text.encode())
        return parking.keep(original, Refused(found.source, str(error), error.code, error.permanent))
    except Exception as error:
        reason = f"解构时出现内部错误（{type(error).__name__}：{error}），原件已存留，请报告给维护人员。"
        original = Original(f"{Path(found.id).name}.txt", data=found.text.encode())
        return parking.keep(original, Refused(found.source, reason, "reading_failed", permanent=False))
    spool.put(made, f"{file.name}:{found.id}")
    return None


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


def write(con: duckdb.DuckDBPyConnection, spool: Spool, refused: Sequence[Refused]) -> ImportReport:
    """Write the papers' rows; the day of the data moves to the last signature."""
    last = spool.last_day or NO_DAY
    rows, taken = PaperRows(Identifiers(*identifiers(con))), 0
    for number, (made, source) in enumerate(spool.papers(), start=1):
        taken += rows.add(made.paper, made.points, source, last)
        if number % AT_ONCE == 0:
            flush(con, rows)
    flush(con, rows)
    rebuild_ledger(con)
    make_indexes(con)
    set_data_day(con, last)
    cases, parties = (con.table(t).shape[0] for t in ("case_main", "party"))
    return ImportReport(spool.count, taken, spool.count - taken, cases, parties, tuple(refused))


def flush(con: duckdb.DuckDBPyConnection, rows: PaperRows) -> None:
    """Write the rows collected so far, and forget them."""
    for table, found in rows.rows.items():
        insert(con, table, found)
    rows.rows.clear()
    write_topics(con, rows.taken)
    rows.taken.clear()


def identifiers(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], dict[str, dict[Key, int]]]:
    """Highest number of each table, and the numbers of what is there by what identifies it."""
    return known_keys(con)

"""What people said about values of papers, in the court's data: scenarios see it, and later readings keep it.

`point_correction` holds what was said, `info_point` what stands: the values read, less those people replaced or
rejected, and the values people gave. Both have row history, so what was taken back comes back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import duckdb

from mingjing.ingest.corrected import PERSON, as_found, stand, with_said
from mingjing.ingest.points import point_row, written
from mingjing.ingest.refreshing import refresh_topics
from mingjing.ingest.rows import Row, TakenPaper
from mingjing.ingest.standing import Place, Point, moved, placed
from mingjing.reading import read
from mingjing.reading.points import Found
from mingjing.store.writing import highest_key, insert, replace_rows

DOCUMENT = "SELECT case_id, text, _from FROM document WHERE document_id = ? AND _to = TIMESTAMP '9999-12-31'"
SAID = """
SELECT point_correction_id, said_number, act, code, name, value, raw, "start", "end",
    old_value, old_raw, old_start, old_end, said_by
FROM point_correction WHERE document_id = ? AND _to = TIMESTAMP '9999-12-31' ORDER BY said_number
"""
"""What people said of a document and did not take back, in the order of time."""
READ = """
SELECT info_point_id, _to = TIMESTAMP '9999-12-31', code, name, value, raw, "start", "end", confidence, read_by
FROM info_point WHERE document_id = ? AND _from >= ?
QUALIFY row_number() OVER (PARTITION BY info_point_id ORDER BY _from DESC) = 1
ORDER BY info_point_id
"""
"""Every value of the version in force as it was last, whether it is in force, those of people too."""


def write_corrections(con: duckdb.DuckDBPyConnection, document: int, said: Sequence[Point], at: dt.datetime) -> int:
    """Make the data say what people say of a document, all of it, and bring its topic rows in step.

    Gives how many info points began or ended; 0 where the data has no such document any more.
    """
    known = con.execute(DOCUMENT, [document]).fetchone()
    if known is None:
        return 0
    case, text, since = known
    _keep(con, document, case, [placed(one, text) for one in said], at)
    told = [placed(one, text) for _, one in statements(con, document)]
    changed = _bring_in_step(con, document, case, since, told, at)
    if changed:
        paper = with_said(read(text, str(document)), told)
        found = tuple(as_found(point) for _, now, point in _values(con, document, since) if now)
        refresh_topics(con, [TakenPaper(paper, found, document, case, at)], at)
    return changed


def statements(con: duckdb.DuckDBPyConnection, document: int) -> list[tuple[int, Point]]:
    """What people said of a document, each with its row number, in the order of time."""
    return [(row[0], _said(*row[1:])) for row in con.execute(SAID, [document]).fetchall()]


def _said(number: int, act: str, code: str, name: str, *values: Any) -> Point:
    value, raw, start, end, old_value, old_raw, old_start, old_end, by = values
    old = None if act == "add" else Place(old_start, old_end, old_value, old_raw or "")
    return Point(code, name, value, raw or "", start, end, None, by or "", act, old=old, correction=number)


def _keep(con: duckdb.DuckDBPyConnection, document: int, case: int, said: Sequence[Point], at: dt.datetime) -> None:
    """Begin the rows of what was newly said, end those of what was taken back."""
    known = {point.correction: number for number, point in statements(con, document)}
    told = {point.correction for point in said}
    gone = [number for correction, number in known.items() if correction not in told]
    replace_rows(con, "point_correction", "point_correction_id", gone, at)
    first = highest_key(con, "point_correction", "point_correction_id") + 1
    fresh = [point for point in said if point.correction not in known]
    insert(con, "point_correction", [statement_row(p, n, document, case, at) for n, p in enumerate(fresh, first)])


def statement_row(p: Point, number: int, document: int, case: int, at: dt.datetime) -> Row:
    """What a person said as a row."""
    old = p.old or Place(None, None, None)
    return {
        "point_correction_id": number,
        "document_id": document,
        "case_id": case,
        "said_number": p.correction,
        **{"act": p.act, "code": p.code, "name": p.name, "value": p.value, "raw": p.text},
        **{"start": p.start, "end": p.end, "old_value": old.value, "old_raw": old.text},
        **{"old_start": old.start, "old_end": old.end, "said_by": p.by, "_from": at},
    }


def _values(con: duckdb.DuckDBPyConnection, document: int, since: dt.datetime) -> list[tuple[int, bool, Point]]:
    """Row number, whether in force, and value."""
    rows = con.execute(READ, [document, since]).fetchall()
    return [(number, now, Point(*values)) for number, now, *values in rows]


def _bring_in_step(
    con: duckdb.DuckDBPyConnection,
    document: int,
    case: int,
    since: dt.datetime,
    said: Sequence[Point],
    at: dt.datetime,
) -> int:
    """Begin and end info points so that those stand that should; gives how many."""
    values = _values(con, document, since)
    read_here = [(n, now, point) for n, now, point in values if not point.by.startswith(PERSON)]
    by_people = {_mark(as_found(point)): n for n, now, point in values if now and point.by.startswith(PERSON)}
    kept, told = stand([point for *_, point in read_here], said)
    wanted = {read_here[i][0]: read_here[i][2] for i in kept}
    given = {_mark(found): found for found in map(as_found, told)}
    ended = [n for n, now, _ in read_here if now and n not in wanted]
    ended += [n for mark, n in by_people.items() if mark not in given]
    back = [(n, as_found(wanted[n])) for n, now, _ in read_here if not now and n in wanted]
    first = highest_key(con, "info_point", "info_point_id") + 1
    begun = [*back, *enumerate((found for mark, found in given.items() if mark not in by_people), first)]
    replace_rows(con, "info_point", "info_point_id", ended, at)
    insert(con, "info_point", [point_row(found, n, document, case, at) for n, found in begun])
    return len(ended) + len(begun)


def _mark(found: Found) -> tuple[str, str, int, int, str]:
    """What makes two values of people the same."""
    return found.id, written(found.value), found.start, found.end, found.by


def carried_over(con: duckdb.DuckDBPyConnection, document: int, text: str) -> list[tuple[int, Point]]:
    """What people said of the version in force, at its words in the text that is to replace it."""
    known = con.execute(DOCUMENT, [document]).fetchone()
    before = known[1] if known else text
    return [(number, moved(point, before, text)) for number, point in statements(con, document)]

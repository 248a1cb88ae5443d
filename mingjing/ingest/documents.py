"""Reading the papers that a court's data already holds: their info points, each with its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from mingjing.ingest.points import Row, point_row
from mingjing.reading import read
from mingjing.reading.gold import points
from mingjing.store.writing import highest_key, insert, opened_for_writing

Progress = Callable[[str, float], None]
UNREAD = """
SELECT document_id, case_id, text, _from FROM document
WHERE text IS NOT NULL AND document_id NOT IN (SELECT document_id FROM info_point)
ORDER BY document_id
"""


def read_documents(path: Path, progress: Progress) -> int:
    """Read every paper that has not been read; gives how many. All of them are written, or none."""
    with opened_for_writing(path) as con:
        waiting = con.execute(UNREAD).fetchall()
        insert(con, "info_point", list(_points(con, waiting, progress)))
    return len(waiting)


def _points(con: duckdb.DuckDBPyConnection, waiting: list[Any], progress: Progress) -> Iterator[Row]:
    number = highest_key(con, "info_point", "info_point_id")
    for i, (document, case, text, known) in enumerate(waiting):
        if i % 50 == 0:
            progress("解构文书", i / len(waiting))
        for point in points(read(text, str(document))):
            number += 1
            yield point_row(point, number, document, case, known)

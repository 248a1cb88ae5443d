"""Reading the papers that a court's data already holds: info points and cited articles, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from mingjing.ingest.points import Row, article_row, point_row
from mingjing.ingest.sources import points_of
from mingjing.reading import read
from mingjing.reading.errors import PaperTooLong
from mingjing.store.writing import highest_key, insert, opened_for_writing

Progress = Callable[[str, float], None]
UNREAD = """
SELECT document_id, case_id, text, _from FROM document
WHERE text IS NOT NULL AND document_id NOT IN (SELECT document_id FROM info_point)
ORDER BY document_id
"""


def read_documents(path: Path, progress: Progress) -> int:
    """Read every paper that has not been read; gives how many. What they say is written whole, or not at all."""
    with opened_for_writing(path) as con:
        waiting = con.execute(UNREAD).fetchall()
        read_points, read_articles = what_they_say(con, waiting, progress)
        insert(con, "info_point", read_points)
        insert(con, "cited_article", read_articles)
    return len(waiting)


def what_they_say(
    con: duckdb.DuckDBPyConnection, waiting: Sequence[Any], progress: Progress
) -> tuple[list[Row], list[Row]]:
    """Info points and cited articles of the papers, numbered on from what is there."""
    point = highest_key(con, "info_point", "info_point_id")
    article = highest_key(con, "cited_article", "cited_article_id")
    found: tuple[list[Row], list[Row]] = ([], [])
    for i, (document, case, text, known) in enumerate(waiting):
        if i % 50 == 0:
            progress("解构文书", i / len(waiting))
        try:
            paper = read(text, str(document))
        except PaperTooLong as error:
            progress(f"文书{document}：{error}", i / len(waiting))
            continue
        said = points_of(paper)
        found[0].extend(point_row(p, point + n, document, case, known) for n, p in enumerate(said, 1))
        found[1].extend(article_row(a, article + n, document, case, known) for n, a in enumerate(paper.articles, 1))
        point, article = point + len(said), article + len(paper.articles)
    return found

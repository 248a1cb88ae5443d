"""Two ways must agree: what a sample court's rows say, and what is read from its papers."""

from __future__ import annotations

import duckdb
import pytest

from mingjing.ingest.documents import read_documents
from mingjing.sample import build


def silent(stage: str, share: float) -> None:
    """No progress."""


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    path = tmp_path_factory.mktemp("read") / "court.duckdb"
    build(3000, 11, path, None, None)
    assert read_documents(path, silent) >= 50
    assert read_documents(path, silent) == 0, "what was read is not read again"
    return duckdb.connect(str(path), read_only=True)


@pytest.mark.parametrize(
    ("name", "column"),
    [("法院名称", "k.name"), ("案号", "c.case_number"), ("案由", "c.cause_name")],
)
def test_what_is_read_is_what_the_rows_say(court: duckdb.DuckDBPyConnection, name: str, column: str) -> None:
    ((right, there),) = court.execute(
        f"""SELECT count(*) FILTER (i.value = {column}), count(DISTINCT d.document_id)
            FROM document d JOIN case_main c ON c.case_id = d.case_id AND c._to > TIMESTAMP '2026-01-01'
            JOIN court k USING (court_id) LEFT JOIN info_point i ON i.document_id = d.document_id AND i.name = ?""",
        [name],
    ).fetchall()
    assert right >= 0.97 * there > 0


def test_every_value_stands_in_the_text_where_it_is_said_to(court: duckdb.DuckDBPyConnection) -> None:
    ((wrong,),) = court.execute(
        """SELECT count(*) FROM info_point i JOIN document d USING (document_id)
           WHERE substr(d.text, i."start" + 1, i."end" - i."start") <> i.raw"""
    ).fetchall()
    assert wrong == 0


def test_judgments_cite_the_articles_they_rest_on(court: duckdb.DuckDBPyConnection) -> None:
    ((without,),) = court.execute(
        """SELECT count(*) FROM document d WHERE doc_type = '判决书'
           AND NOT EXISTS (SELECT 1 FROM cited_article a WHERE a.document_id = d.document_id)"""
    ).fetchall()
    assert without == 0

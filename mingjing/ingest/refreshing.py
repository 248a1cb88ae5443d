"""Keeping topic tables in step with papers: only the rows that come from a changed paper are touched."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import duckdb

from mingjing.ingest.rows import Row, TakenPaper
from mingjing.ingest.topics import TOPICS, topic_rows
from mingjing.law.statutes import Repeal, repeals
from mingjing.store.writing import highest_key, insert, replace_rows, rows_of_cases

OWN = """
SELECT topic_table, list(row_number) FROM topic_row
WHERE document_id IN (SELECT unnest(?)) AND _to = TIMESTAMP '9999-12-31' GROUP BY topic_table
"""
"""The topic rows in force that come from these documents."""
FROM_PAPERS = """
SELECT topic_table, row_number FROM topic_row
WHERE case_id IN (SELECT unnest(?)) AND _to = TIMESTAMP '9999-12-31'
"""
"""The topic rows in force of these cases that come from any paper."""
SUBJECTS = """
SELECT case_id, name_as_written, subject_id FROM party
WHERE case_id IN (SELECT unnest(?)) AND subject_id IS NOT NULL AND _to = TIMESTAMP '9999-12-31' ORDER BY party_id
"""
"""The parties of these cases by the name the papers write."""


def write_topics(con: duckdb.DuckDBPyConnection, papers: Sequence[TakenPaper]) -> int:
    """Add the topic rows of papers that were just taken in; gives how many.

    A table that another source already feeds for a case is left to that source.
    """
    write_norms(con)
    cases = sorted({taken.case for taken in papers})
    subjects, fed = _subjects(con, cases), _fed_elsewhere(con, cases)
    rows: dict[str, list[Row]] = defaultdict(list)
    origins: list[Row] = []
    numbers = {table: highest_key(con, table, f"{table}_id") for table in TOPICS}
    for taken in papers:
        for table, found in topic_rows(taken, subjects[taken.case]).items():
            for row in found if (table, taken.case) not in fed else ():
                numbers[table] += 1
                rows[table].append(row | {f"{table}_id": numbers[table]})
                origins.append(_origin(taken, table, numbers[table]))
    for table, found in rows.items():
        insert(con, table, found)
    first = highest_key(con, "topic_row", "topic_row_id") + 1
    insert(con, "topic_row", [row | {"topic_row_id": n} for n, row in enumerate(origins, first)])
    return len(origins)


def write_norms(con: duckdb.DuckDBPyConnection) -> None:
    """The laws that have ended, where the court has no list of its own."""
    if highest_key(con, "norm_validity", "norm_validity_id") == 0:
        ended = enumerate(repeals().values(), 1)
        insert(con, "norm_validity", [_norm(number, repeal) for number, repeal in ended])


def _norm(number: int, repeal: Repeal) -> Row:
    old_facts = "不正当竞争民事案件" not in repeal.law
    told = {"law": repeal.law, "until_on": repeal.until, "successor": repeal.by, "old_facts": old_facts}
    return {"norm_validity_id": number, **told, "_from": dt.datetime(1990, 1, 1)}


def _origin(taken: TakenPaper, table: str, number: int) -> Row:
    return {
        "document_id": taken.document,
        "case_id": taken.case,
        "topic_table": table,
        "row_number": number,
        "_from": taken.known,
    }


def refresh_topics(con: duckdb.DuckDBPyConnection, papers: Sequence[TakenPaper], at: dt.datetime) -> int:
    """Replace the topic rows of changed papers: the old end at `at`, the new begin; gives how many are new."""
    close_topics(con, [taken.document for taken in papers], at)
    return write_topics(con, papers)


def close_topics(con: duckdb.DuckDBPyConnection, documents: Sequence[int], at: dt.datetime) -> None:
    """End the topic rows in force that come from the documents."""
    for table, numbers in con.execute(OWN, [list(documents)]).fetchall():
        replace_rows(con, table, f"{table}_id", numbers, at)
    replace_rows(con, "topic_row", "document_id", documents, at)


def _subjects(con: duckdb.DuckDBPyConnection, cases: Sequence[int]) -> dict[int, dict[str, int]]:
    """The parties of each case by the name the papers write."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for case, name, subject in con.execute(SUBJECTS, [list(cases)]).fetchall():
        found[case].setdefault(name, subject)
    return found


def _fed_elsewhere(con: duckdb.DuckDBPyConnection, cases: Sequence[int]) -> set[tuple[str, int]]:
    """Topic tables that have rows of a case which come from no paper."""
    from_papers = set(con.execute(FROM_PAPERS, [list(cases)]).fetchall())
    there = ((table, case, number) for table in TOPICS for case, number in rows_of_cases(con, table, cases))
    return {(table, case) for table, case, number in there if (table, number) not in from_papers}

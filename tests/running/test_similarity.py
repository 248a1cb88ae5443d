"""Like names and like papers are found within their blocks, and hold from their day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.learning.similarity import edits, name_similarity, text_similarity
from mingjing.running.similarity import find_similar
from mingjing.store.writing import create, insert
from tests.cli.program import answer

DAY = dt.date(2025, 6, 30)
KNOWN = dt.datetime(2020, 1, 1)
SUBJECTS = [
    (1, "person", "王小山", "1980-01-01"),
    (2, "person", "王晓山", "1980-01-01"),
    (3, "person", "王小山", "1981-01-01"),
    (4, "person", "李大海", "1980-01-01"),
    (5, "company", "上海信达贸易有限公司", None),
    (6, "company", "上海信达贸易有限公同", None),
    (7, "company", "北京信达贸易有限公司", None),
]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as made:
        create(made)
        insert(made, "subject", [subject(*s) for s in SUBJECTS])
        yield made


def subject(i: int, kind: str, name: str, born_on: str | None) -> dict[str, Any]:
    born = dt.date.fromisoformat(born_on) if born_on else None
    return {"subject_id": i, "kind": kind, "name": name, "born_on": born, "_from": KNOWN}


def pairs(con: duckdb.DuckDBPyConnection, table: str, at: dt.datetime) -> list[tuple[Any, ...]]:
    sql = f"SELECT left_id, right_id, kind, round(score, 3) FROM {table} WHERE _from <= ? AND _to > ? ORDER BY 1, 2"
    return con.execute(sql, [at, at]).fetchall()


NOW = dt.datetime(2025, 7, 1)


def test_only_what_shares_a_block_is_compared(con: duckdb.DuckDBPyConnection) -> None:
    found = find_similar(con, "similar_name", DAY)
    assert (found.compared, found.pairs) == (2, 2)
    assert pairs(con, "similar_name", NOW) == [(1, 2, "born_on", 0.667), (5, 6, "name_start", 0.9)]
    assert pairs(con, "similar_name", dt.datetime(2025, 6, 30)) == []


def test_what_is_no_longer_alike_ends_and_what_stays_is_left(con: duckdb.DuckDBPyConnection) -> None:
    find_similar(con, "similar_name", DAY)
    con.execute("UPDATE subject SET name = '王十' WHERE subject_id = 2")
    later = find_similar(con, "similar_name", DAY + dt.timedelta(10))
    assert (later.begun, later.ended) == (0, 1)
    assert pairs(con, "similar_name", NOW)[0][:2] == (1, 2)
    assert pairs(con, "similar_name", dt.datetime(2025, 8, 1)) == [(5, 6, "name_start", 0.9)]
    again = find_similar(con, "similar_name", DAY + dt.timedelta(20))
    assert (again.begun, again.ended) == (0, 0)


def test_papers_of_one_party_are_compared_by_their_words(con: duckdb.DuckDBPyConnection) -> None:
    text = "请求判令被告归还借款本金及利息，并承担本案诉讼费用。" * 3
    papers = [(1, 1, text), (2, 2, text + "附加一句。"), (3, 3, "完全不同的内容，写的是另一件事情。"), (4, 4, text)]
    insert(
        con,
        "document",
        [{"document_id": d, "case_id": c, "doc_type": "起诉状", "text": t, "_from": KNOWN} for d, c, t in papers],
    )
    parties = [(1, 1, 9), (2, 2, 9), (3, 3, 9), (4, 4, 8)]
    insert(
        con,
        "party",
        [{"party_id": p, "case_id": c, "subject_id": s, "side": "A", "_from": KNOWN} for p, c, s in parties],
    )
    found = find_similar(con, "similar_text", DAY)
    assert (found.compared, found.pairs) == (3, 1)
    assert [p[:3] for p in pairs(con, "similar_text", NOW)] == [(1, 2, "same_party")]


def test_the_command_writes_pairs(small_court: Any, tmp_path: Path) -> None:
    data = tmp_path / "court.duckdb"
    data.write_bytes(Path(small_court.data).read_bytes())
    found = answer("similar", "names", "--data", data)
    again = answer("similar", "names", "--data", data)
    assert found["pairs"] == found["begun"] > 0 and again["pairs"] == found["pairs"]


words = st.text("甲乙丙", max_size=5)


@given(words, words)
def test_likeness_has_no_direction_and_is_whole_only_of_equals(a: str, b: str) -> None:
    assert edits(a, b) == edits(b, a) <= max(len(a), len(b))
    assert name_similarity(a, b) == name_similarity(b, a)
    assert (edits(a, b) == 0) == (a == b)
    assert 0 <= text_similarity(a, b) == text_similarity(b, a) <= 1


@given(words, words, words)
def test_an_insertion_costs_one(a: str, b: str, c: str) -> None:
    assert edits(a + b, a + c + b) == len(c)

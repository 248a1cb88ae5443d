"""How a sample court is built: the same again, whole or not at all, never over foreign files."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from mingjing.court.catalogue import TABLES, VERSION
from mingjing.errors import WrongUse
from mingjing.sample import build
from tests.sample.conftest import CASES, SEED, Court


def contents(path: Path) -> dict[str, tuple[int, int]]:
    """Rows and hash of every table, in the order of the file."""
    with duckdb.connect(str(path), read_only=True) as con:
        return {
            name: con.execute(f'SELECT count(*), bit_xor(hash(t, rowid)) FROM "{name}" t').fetchall()[0]
            for name in TABLES
        }


def test_the_same_seed_gives_the_same_rows_in_the_same_order(court: Court, tmp_path: Path) -> None:
    build(CASES, SEED, tmp_path / "again.duckdb", tmp_path / "truth.jsonl")
    assert contents(tmp_path / "again.duckdb") == contents(court.path)
    first = court.path.with_name("truth.jsonl").read_bytes()
    assert (tmp_path / "truth.jsonl").read_bytes() == first


def test_another_seed_gives_another_court(court: Court, tmp_path: Path) -> None:
    build(2000, SEED + 1, tmp_path / "other.duckdb")
    assert contents(tmp_path / "other.duckdb")["case_main"] != contents(court.path)["case_main"]


def test_there_are_as_many_cases_as_were_asked_for(court: Court) -> None:
    assert court.report.cases == court.one("SELECT count(DISTINCT case_id) FROM case_main") == CASES


def test_the_report_counts_every_table(court: Court) -> None:
    assert set(court.report.rows) == set(TABLES)
    assert court.report.rows["party"] == court.one("SELECT count(*) FROM party")
    assert court.report.truth == len(court.truth)


def test_the_file_says_what_it_is(court: Court) -> None:
    about = dict(court.ask("SELECT key, value FROM _mingjing"))
    assert about == {
        "catalogue_version": str(VERSION),
        "data_as_of": "2025-12-31",
        "made_by": f"sample seed={SEED} cases={CASES}",
    }


def test_progress_rises_to_one(tmp_path: Path) -> None:
    shares: list[float] = []
    build(500, 3, tmp_path / "small.duckdb", progress=lambda step, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(WrongUse, match="不是明镜的数据文件"):
        build(500, 3, tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "hello"


def test_a_database_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "mine.duckdb")) as con:
        con.execute("CREATE TABLE t (a INT)")
    with pytest.raises(WrongUse):
        build(500, 3, tmp_path / "mine.duckdb")


def test_an_older_sample_is_replaced_and_nothing_else_is_left(court: Court, tmp_path: Path) -> None:
    out = tmp_path / "court.duckdb"
    shutil.copy(court.path, out)
    build(500, 4, out)
    assert contents(out)["case_main"] != contents(court.path)["case_main"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    def stop(step: str, share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(500, 3, tmp_path / "court.duckdb", progress=stop)
    assert list(tmp_path.iterdir()) == []

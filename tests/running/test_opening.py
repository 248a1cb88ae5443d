"""What cannot be opened or asked is refused with a Chinese sentence that says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

import mingjing
from mingjing.court.catalogue import VERSION
from mingjing.errors import MingjingError
from mingjing.running.court import Court
from mingjing.running.errors import UnknownCase
from mingjing.scenario.errors import UnknownScenario
from mingjing.store.errors import NoData, NotCourtData


def refused(path: Path, error: type[MingjingError], *said: str) -> None:
    with pytest.raises(error) as refusal:
        mingjing.open(path)
    for words in (str(path), *said):
        assert words in str(refusal.value)


def test_a_missing_file_is_named_with_the_way_to_make_one(tmp_path: Path) -> None:
    refused(tmp_path / "none.duckdb", NoData, "找不到数据文件", "mingjing sample")


def test_a_folder_is_not_a_data_file(tmp_path: Path) -> None:
    refused(tmp_path, NoData, "找不到数据文件")


@pytest.mark.parametrize(
    "content",
    [b"", b"case_id,name\n1,x\n", b"\0" * 5000, b"PK\x03\x04" + b"x" * 9000],
    ids=["empty", "table of text", "zeros", "zip"],
)
def test_a_file_that_is_no_duckdb_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "court.duckdb"
    path.write_bytes(content)
    refused(path, NotCourtData)
    assert path.read_bytes() == content


def test_a_damaged_data_file_is_refused(tmp_path: Path, small_court: tuple[Path, Path]) -> None:
    path = tmp_path / "court.duckdb"
    path.write_bytes(small_court[0].read_bytes()[:20_000])
    refused(path, NotCourtData)


def test_another_duckdb_without_our_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE case_main AS SELECT 1 AS case_id")
    refused(path, NotCourtData, "没有明镜的数据目录", "mingjing sample")


def test_a_newer_catalogue_is_refused_and_left_alone(tmp_path: Path, small_court: tuple[Path, Path]) -> None:
    path = tmp_path / "newer.duckdb"
    shutil.copy(small_court[0], path)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE _mingjing SET value = ? WHERE key = 'catalogue_version'", [str(VERSION + 1)])
    before = path.read_bytes()
    refused(path, NotCourtData, f"第 {VERSION + 1} 版", f"第 {VERSION} 版", "请升级 mingjing")
    assert path.read_bytes() == before


def test_a_file_that_was_refused_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).close()
    refused(path, NotCourtData)
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE free AS SELECT 1")


@pytest.mark.parametrize("asked", [999_999_999_999, -1, 0, 2**70, "（2024）沪0115民初123号", None, 1.5, True])
def test_a_case_that_is_not_there_is_named(court: Court, asked: object) -> None:
    with pytest.raises(UnknownCase, match="请用 case_id（整数），不是案号") as refusal:
        court.check(["dead_party"], [asked])  # type: ignore[list-item]
    assert str(asked) in str(refusal.value)


def test_one_unknown_case_among_known_ones_is_named(court: Court, case_ids: list[int]) -> None:
    with pytest.raises(UnknownCase, match="没有标识为 -7 的案件"):
        court.check(["dead_party"], [*case_ids[:30], -7])


def test_a_scenario_that_is_not_there_is_named_with_those_that_are(court: Court) -> None:
    with pytest.raises(UnknownScenario) as refusal:
        court.screen("dead_partie")
    assert "dead_partie" in str(refusal.value) and "dead_party" in str(refusal.value)


def test_the_file_is_only_read(court: Court, small_court: tuple[Path, Path]) -> None:
    with pytest.raises(duckdb.InvalidInputException):
        court.con.execute("DELETE FROM case_main")

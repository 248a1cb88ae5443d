"""The program as its users call it: results on standard output, clear errors, exit codes that mean something."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from program import answer, run

from mingjing.cli.main import COMMANDS
from mingjing.scenario import library


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("court")
    data, truth = folder / "court.duckdb", folder / "truth.jsonl"
    report = answer("sample", "--cases", 2000, "--seed", 3, "--out", data, "--truth", truth)
    assert report["rows"]["case_main"] >= 2000
    return data, truth


def test_every_scenario_finds_what_was_planted_and_nothing_else(court: tuple[Path, Path], tmp_path: Path) -> None:
    data, truth = court
    clues = tmp_path / "clues.jsonl"
    answer("screen", "all", "--data", data, "--out", clues)
    scores = answer("score", "--truth", truth, "--clues", clues)["scenarios"]
    assert set(scores) == set(library.names())
    for name, s in scores.items():
        assert s["recall"] >= 0.99 and s["precision"] >= 0.99, (name, s)


def test_a_clue_has_what_is_promised(court: tuple[Path, Path]) -> None:
    row = answer("screen", "dead_party", "--data", court[0])["rows"][0]
    promised = {"scenario", "version", "case_id", "case_number", "court", "subject", "message", "evidence", "as_of"}
    assert promised <= set(row)
    assert all({"table", "key", "columns"} <= set(e) for e in row["evidence"])


def test_checking_a_case_says_what_screening_said(court: tuple[Path, Path]) -> None:
    row = answer("screen", "fake_divorce", "--data", court[0])["rows"][0]
    found = answer("check", "fake_divorce", "--case", row["case_id"], "--data", court[0])["clues"]
    assert found == [row]


def test_a_clue_list_is_written_as_a_workbook_and_as_parquet(court: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("clues.xlsx", "clues.parquet"):
        answer("screen", "dead_party", "--data", court[0], "--out", tmp_path / name)
    book = openpyxl.load_workbook(tmp_path / "clues.xlsx", read_only=True)
    assert book.sheetnames == ["线索", "条件与版本"]
    rows = list(book["线索"].iter_rows(values_only=True))
    assert len(rows) - 1 == pq.read_metadata(tmp_path / "clues.parquet").num_rows > 0
    book.close()


def test_replay_gives_alerts_with_their_milestone(court: tuple[Path, Path]) -> None:
    found = answer("replay", "dead_party", "--from", "2019-01-01", "--to", "2025-12-31", "--data", court[0])
    assert found["alerts"] == len(found["rows"]) > 0
    assert all(r["milestone"] in library.load("dead_party").milestones for r in found["rows"])


def test_help_of_every_command_has_an_example() -> None:
    for name in COMMANDS:
        shown = run(name, "--help")
        assert shown.returncode == 0 and "例" in shown.stdout, name


BAD = [
    (["screen", "no_such", "--data", "{data}"], 2, "没有名为「no_such」的场景"),
    (["screen", "dead_party", "--data", "{tmp}/none.duckdb"], 3, "找不到数据文件"),
    (["screen", "dead_party", "--data", "{tmp}/text.duckdb"], 3, "不是 DuckDB 数据文件或已损坏"),
    (["screen", "dead_party", "--data", "{tmp}/newer.duckdb"], 3, "请升级 mingjing"),
    (["screen", "dead_party", "--data", "{tmp}/other.duckdb"], 3, "没有明镜的数据目录"),
    (["screen", "dead_party", "--data", "{data}", "--out", "{tmp}/x.pdf"], 2, "请用 .jsonl、.xlsx 或 .parquet"),
    (["screen", "dead_party", "--data", "{data}", "--as-of", "yesterday"], 2, "不是日期"),
    (["check", "all", "--case", "999999999", "--data", "{data}"], 2, "没有标识为 999999999 的案件"),
    (["check", "all", "--case", "1", "--milestone", "Z99", "--data", "{data}"], 2, "没有节点 Z99"),
    (["replay", "all", "--from", "2025-02-01", "--to", "2025-01-01", "--data", "{data}"], 2, "请对调"),
    (["sample", "--cases", "2000", "--out", "{tmp}/text.duckdb"], 2, "未作改动"),
    (["import", "{tmp}/none.pdf", "--into", "{tmp}/new.duckdb"], 1, "文件不存在"),
    (["score", "--truth", "{tmp}/text.duckdb", "--clues", "{tmp}/text.duckdb"], 2, "第 1 行"),
    (["new-scenario", "Bad Name"], 2, "不合规则"),
]


@pytest.mark.parametrize(("args", "code", "said"), BAD, ids=[said for _, _, said in BAD])
def test_wrong_use_is_told_clearly(
    args: list[str], code: int, said: str, court: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "text.duckdb").write_text("这不是数据库\n", encoding="utf-8")
    with duckdb.connect(str(tmp_path / "newer.duckdb")) as con:
        con.execute("CREATE TABLE _mingjing AS SELECT 'catalogue_version' AS key, '99' AS value")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as con:
        con.execute("CREATE TABLE t (a INTEGER)")
    done = run(*(a.format(data=court[0], tmp=tmp_path) for a in args))
    assert done.returncode == code, done.stderr
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_an_error_is_a_json_object_for_programs(tmp_path: Path) -> None:
    done = run("screen", "dead_party", "--data", tmp_path / "none.duckdb", "--json")
    assert json.loads(done.stdout.splitlines()[-1])["error"]["code"] == "no_data"


def test_a_port_in_use_is_told_with_what_to_do(court: tuple[Path, Path], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--data", court[0], "--home", tmp_path / "home", "--port", port)
    assert done.returncode == 2
    assert f"端口 {port} 已被占用" in done.stderr and "--port" in done.stderr


def test_a_new_scenario_runs_as_it_is_made(court: tuple[Path, Path], tmp_path: Path) -> None:
    answer("new-scenario", "large_claim", "--into", tmp_path)
    assert answer("scenarios", tmp_path / "large_claim")["name"] == "large_claim"
    page = tmp_path / "large_claim" / "scenario.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("value: 10000000", "value: 100000"), encoding="utf-8")
    large = """SELECT count(*) FROM case_party WHERE role = 'plaintiff' AND status = 'open'
        AND amount_in_dispute_fen >= 10000000 AND _to > TIMESTAMP '2026-01-01'"""
    with duckdb.connect(str(court[0]), read_only=True) as con:
        ((expected,),) = con.execute(large).fetchall()
    assert answer("screen", f"{tmp_path}/large_claim", "--data", court[0])["clues"] == expected > 0


def test_a_new_scenario_is_planted_and_found_without_touching_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("new-scenario", "large_claim", "--into", tmp_path)
    monkeypatch.setenv("MINGJING_SCENARIOS", str(tmp_path))
    court, truth, clues = (tmp_path / name for name in ("court.duckdb", "truth.jsonl", "clues.jsonl"))
    answer("sample", "--cases", 300, "--seed", 5, "--out", court, "--truth", truth)
    answer("screen", "large_claim", "--data", court, "--out", clues)
    told = answer("score", "--truth", truth, "--clues", clues)
    assert told["scenarios"]["large_claim"]["recall"] == 1.0


@pytest.mark.long
def test_the_demo_does_the_main_job(tmp_path: Path) -> None:
    done = run("demo", "--no-serve", "--cases", "5000", "--json", MINGJING_HOME=str(tmp_path), PATH="/usr/bin:/bin")
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["cases"] >= 5000 and told["documents"] > 0 and told["alerts"] > 0
    assert all(s["precision"] >= 0.99 and s["recall"] >= 0.99 for s in told["scenarios"].values())


def test_a_calculator_answers_from_the_command_line(tmp_path: Path) -> None:
    found = answer("law", "fee", "--amount", "1000000", "--as-of", "2024-05-01", "--xlsx", tmp_path / "fee.xlsx")
    assert found["value"] == 1_380_000
    assert found["steps"][0]["basis"]["article"] == "第十三条第一款第一项"
    assert openpyxl.load_workbook(tmp_path / "fee.xlsx").active["B1"].value == "13,800.00 元"
    assert run("law", "fee", "--as-of", "2024-05-01").returncode == 1
    assert run("law", "fee", "--amount", "许多").returncode == 2


def test_reading_a_hearing_record_gives_its_turns(tmp_path: Path) -> None:
    (tmp_path / "庭审.srt").write_text("1\n00:00:01,000 --> 00:00:02,500\n审：借款是否属实？\n", "utf-8")
    found = answer("read", tmp_path / "庭审.srt")
    assert found["kind"] == "笔录" and found["turns"][0]["until"] == 2.5


def test_what_cannot_be_imported_is_listed_and_can_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"MZ not a pdf")
    into = tmp_path / "court.duckdb"
    assert run("import", tmp_path / "坏.pdf", "--into", into).returncode == 1
    (parked,) = answer("import", "--parked", "--into", into)["parked"]
    assert parked["code"] == "lying_file" and "可执行程序" in parked["reason"]
    again = run("import", "--retry", "--into", into)
    assert again.returncode == 1 and "可执行程序" in again.stderr
    assert run("import", "--into", into).returncode == 2

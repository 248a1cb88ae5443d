"""The benches: what they say of goals, and that both ways of asking agree on a small court."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from mingjing.cli.bench import conformance, court_file, court_lake, screen
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.bench_command import command
from mingjing.court.catalogue import TABLES
from mingjing.reading import read
from mingjing.reading.gold import to_gold
from mingjing.running.indexes import index_name, wanted
from mingjing.sample import build
from mingjing.scenario import library
from mingjing.store.lake import META

CASES = 2000


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample court."""
    path = tmp_path_factory.mktemp("bench") / "court.duckdb"
    build(CASES, 3, path)
    return path


def told(*args: object) -> dict[str, Any]:
    """The JSON object that a bench ends with."""
    done = CliRunner().invoke(command, [str(a) for a in args])
    assert done.exit_code in (0, 1), done.output
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert found["passed"] == all(g["passed"] for g in found["goals"]) == (done.exit_code == 0)
    assert {"cores", "python", "duckdb"} <= set(found["machine"])
    assert all({"name", "goal", "measured", "unit", "passed"} <= set(g) for g in found["goals"])
    return found


def test_screening_says_what_the_hand_written_sql_says(court: Path) -> None:
    found = told("screen", "--data", court, "--runs", 1)
    unlike = {g["name"]: g["measured"] for g in found["goals"] if g["unit"] == "rows"}
    assert len(unlike) == len(list(screen.BY_HAND.glob("*.sql")))
    assert set(unlike.values()) == {0}
    assert all(f["rows"] for f in found["figures"]["scenarios"].values())


@pytest.mark.parametrize(
    "asked", [["check", "--engine", "spark"], ["screen", "--master", "local[2]"]], ids=["check on Spark", "no Spark"]
)
def test_spark_is_asked_for_a_screening_alone(asked: list[str]) -> None:
    refused = CliRunner().invoke(command, asked)
    assert refused.exit_code == 2
    assert "--engine spark 只用于 bench screen" in refused.output


def test_a_lake_to_measure_on_has_the_tables_that_the_scenarios_read(court: Path, tmp_path: Path) -> None:
    tables = court_lake.tables_of(["overdue_payout"])
    assert {"money_in", "money_out", "payout_hold", *court_lake.NAMING} == set(tables)
    court_lake.written(court, tmp_path / "lake", tables)
    assert {f.name for f in (tmp_path / "lake").iterdir()} == {*tables, META}


def test_one_case_at_a_time_is_measured_per_scenario_and_in_all(court: Path) -> None:
    found = told("check", "--data", court, "--samples", 5)
    assert len(found["goals"]) == 2 * (1 + len(library.names()))
    assert all(g["measured"] > 0 for g in found["goals"])
    assert all(f["hits"]["runs"] for f in found["figures"]["scenarios"].values())


@pytest.mark.parametrize("name", ["reading", "import"])
def test_papers_per_second_are_measured(court: Path, name: str) -> None:
    found = told(name, "--data", court, "--samples", 10)
    assert found["figures"]["papers"] == 10
    assert found["goals"][0]["measured"] > 0


def test_the_statements_by_hand_are_of_nine_scenarios_at_least() -> None:
    written = {p.stem for p in screen.BY_HAND.glob("*.sql")}
    assert len(written) >= 9 and written <= set(library.names())


@pytest.mark.parametrize("measured", [None, math.nan])
def test_what_was_not_measured_is_not_passed(measured: float | None) -> None:
    goal = Goal("ratio", 1.3, measured, "×")
    assert not goal.passed
    assert goal.to_json()["measured"] is None
    assert not Measured("screen", [goal]).passed
    assert not Measured("screen").passed


def test_a_goal_may_be_a_floor() -> None:
    assert Goal("papers", 60, 75.0, "1/s", least=True).passed
    assert not Goal("papers", 60, 45.0, "1/s", least=True).passed


def test_times_are_told_by_median_and_99th_percentile() -> None:
    t = times_of([float(x) for x in range(1, 101)])
    assert (t.p50, t.p99, t.longest, t.runs) == (50.5, 99.0, 100.0, 100)
    assert math.isnan(times_of([]).p50)


def test_the_sample_court_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_HOME", str(tmp_path))
    first = court_file.court_file(300, 2, None)
    made = first.stat().st_mtime_ns
    assert court_file.court_file(300, 2, None).stat().st_mtime_ns == made
    assert court_file.court_file(300, 2, first) == first


def test_a_sample_court_has_the_indexes_that_the_scenarios_read_by(court: Path) -> None:
    accesses = wanted(library.load_all())
    with duckdb.connect(str(court), read_only=True) as con:
        there = {name for (name,) in con.execute("SELECT index_name FROM duckdb_indexes()").fetchall()}
    assert {index_name(a) for a in accesses} <= there
    assert all(TABLES[table].column(column) for table, column in accesses)


def test_reading_is_scored_against_labelled_rows(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "golden" / "criminal_judgment" / "two_accused.txt").read_text(encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": text, "gold": to_gold(read(text, "a"))}), encoding="utf-8")
    found = told("reading", "--gold", gold)
    assert found["figures"]["micro_f1"] == 1
    assert found["figures"]["points"]["terms"]["labelled"] == 2
    measured = {goal["name"]: goal["measured"] for goal in found["goals"]}
    assert measured["F1 of charges"] == 1
    assert measured["refused circumstances taken for accepted"] == 0
    assert measured["F1 of fines"] is None


def test_speed_of_reading_is_measured_over_a_file_again_and_again(tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "a", "text": "某市某区人民法院民事判决书"}), encoding="utf-8")
    found = told("reading", "--speed", papers, "--samples", 20)
    assert found["figures"]["papers"] == 20
    assert all(goal["measured"] is not None for goal in found["goals"])


def test_a_gold_file_belongs_to_reading_alone(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("", encoding="utf-8")
    assert CliRunner().invoke(command, ["sample", "--gold", str(path)]).exit_code == 2


def test_conformance_tells_each_engine_and_use_and_the_wrong_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "SEEDS_FOR_FAULTS", range(1))
    monkeypatch.setattr(conformance, "spark", lambda open_engines, found: iter(()))
    found = told("conformance", "--pairs", 3)
    goals = {g["name"]: g for g in found["goals"]}
    assert goals["differences"]["measured"] == 0
    assert goals["postgres replay"]["measured"] == 3
    assert goals["wrong rules not found out"]["measured"] == len(found["figures"]["undetected"]) > 0
    assert not goals["spark screen"]["passed"]
    assert not found["passed"]


def test_a_change_is_followed_and_compared_with_full_screening(court: Path) -> None:
    found = told("react", "--data", court, "--samples", 5)
    goals = {g["name"]: g["measured"] for g in found["goals"]}
    assert goals["death record: unlike full screening"] == goals["corrected debt case: unlike full screening"] == 0
    assert goals["death record: p99"] > 0
    assert found["figures"]["kinds"]["death record"]["cases"]["most"] > 0

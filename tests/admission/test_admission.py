"""A model that would read too much, multiply rows or be slow is kept out, with the box named and the cure."""

from __future__ import annotations

import json
from pathlib import Path

import bad_models as models
import pytest
from click.testing import CliRunner

from mingjing.admission.admitting import admit
from mingjing.admission.report import Limits, Report
from mingjing.cli.main import main
from mingjing.running.court import Court
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

UNHURRIED = Limits(p99_ms=60_000, samples=3)
"""A busy machine makes no model wrong."""
BAD = [
    (models.BY_CAUSE, "unbounded", "others", "案由", "先汇总"),
    (models.BY_COURT, "unbounded", "others", "法院", "维护表"),
    (models.BY_COMPUTED, "unbounded", "made", "算出来的列", "原样的列"),
    (models.OF_ALL, "unbounded", "counts", "全部案件汇总", "特征列"),
    (models.MANY_TO_MANY, "skewed", "both", "多对多", "先按该标识汇总再关联"),
    (models.COUNT_FOR_NOTHING, "counting", "counts", "有没有", "存在"),
]


def tried(court: Court, scenario: Scenario, limits: Limits = UNHURRIED) -> Report:
    return admit(court, scenario, limits)


@pytest.mark.parametrize(("scenario", "kind", "node", "problem", "cure"), BAD, ids=[s.name for s, *_ in BAD])
def test_a_bad_model_is_refused_naming_the_box_and_the_cure(
    bank: Court, scenario: Scenario, kind: str, node: str, problem: str, cure: str
) -> None:
    report = tried(bank, scenario)
    assert not report.admitted
    (found,) = (f for f in report.findings if f.refused)
    assert (found.kind, found.node) == (kind, node)
    assert problem in found.problem and cure in found.cure
    assert found.title in report.reason


@pytest.mark.parametrize("scenario", [models.COUNTED_FIRST, models.THERE_IS_ONE], ids=lambda s: s.name)
def test_the_same_question_asked_well_is_admitted_and_timed(bank_in_postgres: Court, scenario: Scenario) -> None:
    report = tried(bank_in_postgres, scenario)
    assert report.admitted and not report.findings
    assert {t.of for t in report.timings} == {"positive", "heavy"}
    assert all(t.cases == 3 and 0 < t.p50_ms <= t.p99_ms for t in report.timings)


def test_what_would_explode_is_not_run(bank_in_duckdb: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Court, "check", lambda *_: pytest.fail("a case was checked"))
    assert tried(bank_in_duckdb, models.MANY_TO_MANY).timings == ()


def test_the_cases_of_the_heaviest_party_are_timed(bank: Court) -> None:
    assert len(bank.store.heaviest_cases()) >= 25
    weight = bank.store.weight("case_party", "subject_id")
    assert weight.heaviest == pytest.approx(100_000, rel=0.05)
    assert weight.pairs == pytest.approx(1e10, rel=0.1)


def test_a_slow_model_is_refused_naming_the_box_where_the_time_goes(bank: Court) -> None:
    report = tried(bank, models.COUNTED_FIRST, Limits(p99_ms=0.001, samples=1))
    assert {f.kind for f in report.findings} == {"slow"}
    assert {f.node for f in report.findings} <= {"others", "counts"}
    assert "超过 0.001 毫秒" in report.reason and "维护表" in report.reason


def test_a_count_of_few_rows_is_only_remarked_upon(bank_in_duckdb: Court) -> None:
    report = tried(bank_in_duckdb, models.COUNT_FOR_NOTHING, Limits(p99_ms=60_000, samples=1, heavy_rows=1e6))
    assert report.admitted and [f.kind for f in report.findings] == ["counting"]


@pytest.mark.parametrize("name", library.names())
def test_every_scenario_that_we_ship_is_admitted(small_court: tuple[Path, Path], name: str) -> None:
    with Court(small_court[0]) as court:
        report = tried(court, library.load(name))
    assert report.admitted, report.reason


def test_the_command_tells_what_it_found_and_ends_with_one_for_a_model_kept_out(small_court: tuple[Path, Path]) -> None:
    asked = ["admit", "dead_party", "--data", str(small_court[0]), "--samples", "2", "--json"]
    good = CliRunner().invoke(main, [*asked, "--p99", "60000"])
    said = json.loads(good.output.splitlines()[-1])
    assert good.exit_code == 0 and said["admitted"] and said["reports"][0]["timings"][0]["of"] == "positive"
    bad = CliRunner().invoke(main, [*asked, "--p99", "0.001"])
    said = json.loads(bad.output.splitlines()[-1])
    assert bad.exit_code == 1 and said["refused"] == 1
    assert said["reports"][0]["findings"][0]["kind_label"] == "核查过慢"

"""A scenario that learns: its scores are a source like any other, the same in every use, and only from their day on."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import mingjing
from mingjing.running.learned import models_of, write_model
from mingjing.running.learning import Lesson, NothingToLearn, learn
from mingjing.scenario.loading import load_folder
from mingjing.scenario.scenario import Scenario
from mingjing.store.opening import connect
from tests.cli.program import run
from tests.conftest import SmallCourt

DAY = dt.date(2025, 12, 31)
SCENARIO: dict[str, Any] = {
    "name": "long_trials",
    "code": "T002",
    "title": "可能久拖的案件",
    "version": 1,
    "panel": ["监督"],
    "status": "modelling",
    "milestones": ["C03"],
    "asks": "哪些案件可能久拖？",
    "basis": [{"law": "民事诉讼法", "article": "第一百五十二条", "in_force": "2024-01-01", "certainty": "V"}],
    "alert": "本案久拖的可能为{risk}。",
    "false_alarms": ["评分只是提示"],
    "sources": {
        "cases": {
            "table": "case_main",
            "columns": ["case_id", "case_kind", "filed_on", "closed_on", "amount_in_dispute_fen", "court_level"],
        }
    },
    "nodes": {
        "labelled": {
            "operator": "derive",
            "input": "cases",
            "columns": {
                "long": {"formula": "days(closed_on, filed_on) > 90", "label": "久拖"},
                "days_taken": {"formula": "to_number(days(closed_on, filed_on))", "label": "用时"},
            },
        },
        "looked_at": {
            "operator": "feature_profile",
            "input": "labelled",
            "columns": ["case_kind", "amount_in_dispute_fen"],
            "target": "long",
        },
        "together": {
            "operator": "association",
            "input": "looked_at",
            "key": "case_id",
            "items": ["case_kind", "long"],
            "support": 0.02,
            "confidence": 0.4,
        },
        "kinds": {
            "operator": "cluster",
            "input": "together",
            "name": "案件分群",
            "features": ["amount_in_dispute_fen", "case_kind"],
            "k": 3,
            "column": "cluster",
        },
        "scored": {
            "operator": "decision_tree",
            "input": "kinds",
            "name": "久拖可能",
            "target": "long",
            "features": ["case_kind", "amount_in_dispute_fen", "court_level", "cluster"],
            "column": "risk",
        },
        "guessed": {
            "operator": "linear_regression",
            "input": "scored",
            "name": "预计用时",
            "target": "days_taken",
            "features": ["case_kind", "court_level"],
            "column": "expected",
        },
        "weighed": {
            "operator": "logistic_regression",
            "input": "guessed",
            "name": "久拖概率",
            "target": "long",
            "features": ["case_kind", "court_level"],
            "column": "chance",
        },
        "risky": {
            "operator": "filter",
            "input": "weighed",
            "where": "risk > 0.5 and chance > 0 and expected is not null",
        },
        "result": {"operator": "derive", "input": "risky", "columns": {"level": "'info'"}},
    },
    "result": "result",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The scenario in a folder of its own."""
    made = tmp_path / "long_trials"
    made.mkdir()
    (made / "scenario.yaml").write_text(yaml.safe_dump(SCENARIO, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return made


@pytest.fixture
def court(small_court: SmallCourt, tmp_path: Path) -> Path:
    """A court of one's own."""
    return Path(shutil.copy(small_court.data, tmp_path / "court.duckdb"))


def lessons(court: Path, scenario: Scenario) -> list[Lesson]:
    con = connect(court, read_only=False)
    try:
        return list(learn(con, scenario, DAY))
    finally:
        con.close()


def test_a_learned_score_screens_and_checks_to_the_same_answer(court: Path, folder: Path) -> None:
    scenario = load_folder(folder)
    found = {x.node: x for x in lessons(court, scenario)}
    assert set(found) == {"looked_at", "together", "kinds", "scored", "guessed", "weighed"}
    assert all(x.written is None or x.written.values > 2900 for x in found.values())
    with mingjing.open(court) as opened:
        hits = opened.screen(scenario).rows.to_pylist()
        cases = sorted(r["case_id"] for r in hits)
        all_cases = [c for (c,) in opened.con.execute("SELECT DISTINCT case_id FROM case_main").fetchall()]
        assert 0 < len(cases) < len(all_cases)
        assert sorted(c.case_id for c in opened.check([scenario], all_cases)) == cases
        few = sorted({*cases[:6], *all_cases[:6]})
        assert sorted(c.case_id for c in opened.check([scenario], few)) == [c for c in few if c in set(cases)]
        assert opened.screen(scenario, DAY - dt.timedelta(1)).rows.num_rows == 0


def test_learning_twice_gives_the_same_model_and_changes_no_score(court: Path, folder: Path) -> None:
    scenario = load_folder(folder)
    first, again = lessons(court, scenario), lessons(court, scenario)
    assert [x.model for x in first] == [x.model for x in again]
    assert all(x.written is None or x.written.ended == 0 for x in again)


def test_what_was_learned_is_part_of_the_version_and_is_json(court: Path, folder: Path) -> None:
    before = load_folder(folder).version
    for x in lessons(court, load_folder(folder)):
        write_model(folder, x.node, x.model)
    after = load_folder(folder)
    assert after.version != before and set(models_of(after)) == {x for x, _ in after.boxes} & set(models_of(after))
    tree = json.loads((folder / "learned" / "scored.json").read_text(encoding="utf-8"))
    assert tree["method"] == "decision_tree" and 0 <= tree["metrics"]["auc"] <= 1 and "件）" in tree["said"][0]


def test_the_commands_learn_and_then_score_by_what_was_learned(court: Path, folder: Path) -> None:
    done = run("learn", folder, "--data", court, "--json", "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    told = {n["node"]: n for n in json.loads(done.stdout.splitlines()[-1])["nodes"]}
    assert told["scored"]["metrics"]["auc"] > 0.5 and told["together"]["said"]
    later = DAY + dt.timedelta(3)
    env = {**os.environ, "MINGJING_SCENARIOS": str(folder.parent)}
    done = run("features", "long_trials", "--data", court, "--as-of", later, "--json", **env)
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout.splitlines()[-1])["scenarios"]["long_trials"]
    assert [(w["node"], w["changed"], w["ended"]) for w in written] == [
        (n, 0, 0) for n in ("kinds", "scored", "guessed", "weighed")
    ]


def test_scores_are_not_computed_before_anything_was_learned(court: Path, folder: Path) -> None:
    env = {**os.environ, "MINGJING_SCENARIOS": str(folder.parent)}
    done = run("features", "long_trials", "--data", court, **env)
    assert done.returncode == 2 and "「案件分群」还没有学习" in done.stderr


def test_too_few_rows_teach_nothing_and_say_why(court: Path, folder: Path) -> None:
    raw = json.loads(json.dumps(SCENARIO))
    raw["nodes"]["labelled"]["columns"]["long"]["formula"] = "closed_on < filed_on"
    (folder / "scenario.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(NothingToLearn, match="long_trials / scored：无法学习。结果为是和为否的行须各不少于 5 行"):
        lessons(court, load_folder(folder))

"""The commands of identity, from linking to taking back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from program import answer, run

from mingjing.store.writing import insert, opened_for_writing


@pytest.fixture
def court(tmp_path: Path) -> Path:
    data = tmp_path / "court.duckdb"
    with opened_for_writing(data) as con:
        rows = [("甄士隐", "k1"), ("甄士隐", "k1"), ("贾雨村", "k1")]
        insert(con, "subject", [
            {"subject_id": n, "kind": "person", "name": name, "id_key": key, "_from": dt.datetime(2025, 1, 1)}
            for n, (name, key) in enumerate(rows, 1)
        ])  # fmt: skip
    return data


def test_a_link_is_made_listed_and_undone(court: Path) -> None:
    assert answer("identity", "link", "--data", court) == {"candidate": 1, "linked": 1, "refuted": 0, "undone": 0}
    (waiting,) = answer("identity", "list", "--data", court)["links"]
    assert (waiting["a_name"], waiting["b_name"], waiting["rule"]) == ("甄士隐", "贾雨村", "number_conflict")
    confirmed = answer("identity", "confirm", waiting["link_id"], "--reason", "已改名", "--by", "某甲", "--data", court)
    assert (confirmed["state"], confirmed["decided_by"]) == ("linked", "某甲")
    assert answer("identity", "undo", waiting["link_id"], "--reason", "再查", "--data", court)["state"] == "candidate"
    done = run("identity", "undo", 999, "--reason", "试", "--data", court)
    assert done.returncode == 2 and "没有编号为 999 的关联" in done.stderr


def test_candidates_are_counted(court: Path) -> None:
    assert answer("identity", "candidates", "--data", court)["linked"] == 0


def test_a_number_is_checked() -> None:
    assert answer("identity", "check", "310101900307123")["digits"] == "310101199003071230"
    done = run("identity", "check", "310101199003071239")
    assert done.returncode == 2 and "校验位不符" in done.stderr


def test_the_bench_prints_precision_and_recall_and_no_wrong_link() -> None:
    done = run("bench", "identity", "--samples", 3000)
    found = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    goals = {g["name"]: g["measured"] for g in found["goals"]}
    assert goals["同号关联中连错的"] == 0 and goals["候选查准率"] > 0.8 and goals["候选查全率"] > 0.8

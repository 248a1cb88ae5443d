"""Groups planted from a file: what is drawn, what a name stands for, and what a mistake is told as."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingjing.errors import WrongUse
from mingjing.sample.sown import kinds_in
from mingjing.sample.world import World

THEFT: dict[str, Any] = {
    "name": "a fine",
    "positive": True,
    "people": {"甲": "person", "乙": "某市某区监督局#"},
    "cases": {
        "本案": {
            "case_kind": "刑初",
            "cause_name": ["盗窃罪", "诈骗罪"],
            "filed_on": "2021-01-04..2024-06-30",
            "closed_on": "filed_on+30..60",
            "disposition": "judgment",
            "parties": {"甲": "accused"},
        },
        "另案": {"case_kind": "民初", "cause_name": "买卖合同纠纷", "filed_on": "本案.closed_on+5"},
    },
    "otherwise": ["另案"],
    "rows": {
        "fine": [{"case_id": "本案", "subject_id": "甲", "fine_fen": "30000..50000", "_from": "closed_on"}],
        "ext_death": [{"id_key": "甲", "name": "甲", "died_on": "另案.filed_on-3"}],
    },
}


def sown(tmp_path: Path, spec: dict[str, Any], times: int = 1) -> World:
    path = tmp_path / "plants.yaml"
    path.write_text(yaml.safe_dump({"kinds": [spec]}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (kind,) = kinds_in("theft_fine", path)
    world = World(3)
    for number in range(times):
        world.begin(kind.scenario, kind.name, kind.positive, number)
        kind.plant(world)
    return world


def test_ranges_choices_and_days_are_drawn_within_their_bounds(tmp_path: Path) -> None:
    world = sown(tmp_path, THEFT, 40)
    firsts = world.cases[::2]
    assert {case.facts["cause_name"] for case in firsts} == {"盗窃罪", "诈骗罪"}
    assert all(date(2021, 1, 4) <= case.filed_on <= date(2024, 6, 30) for case in firsts)
    spans = [case.closed_on - case.filed_on for case in firsts if case.closed_on]
    assert min(spans) >= timedelta(30) and max(spans) <= timedelta(60) and len(set(spans)) > 5
    assert all(30000 <= row.values["fine_fen"] <= 50000 for row in world.rows if row.table == "fine")


def test_a_person_stands_for_what_the_column_wants(tmp_path: Path) -> None:
    world = sown(tmp_path, THEFT)
    thief, body = world.subjects
    fine, death = world.rows
    assert fine.values["subject_id"] is thief
    assert (death.values["id_key"], death.values["name"]) == (thief.id_key, thief.name)
    assert body.kind == "org" and "#" not in body.name


def test_the_truth_names_the_positive_case_and_the_other(tmp_path: Path) -> None:
    world = sown(tmp_path, THEFT)
    assert [(t.case, t.positive) for t in world.truth] == [(world.cases[0], True), (world.cases[1], False)]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"rows": {"fine": [{"case_id": "本案", "colour": 1}]}}, "fine.colour"),
        ({"rows": {"fine": [{"case_id": "他案"}]}}, "他案"),
        ({"otherwise": ["他案"]}, "他案"),
        ({"rows": {"fine": [{"case_id": "另案", "pay_by": "closed_on+1"}]}}, "没有这个日期"),
    ],
)
def test_a_mistake_names_the_kind_and_the_place(tmp_path: Path, part: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongUse, match="a fine") as told:
        sown(tmp_path, THEFT | part)
    assert said in str(told.value)

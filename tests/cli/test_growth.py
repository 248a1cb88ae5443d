"""The chart of how screening grows stands on the figures that the bench gave."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from program import run

from mingjing.cli.bench.growth import around, frame_of, points_of

NAMES = {"dead_party": 0.02, "serial_buyer": 0.1}


def measured(cases: int, times: float) -> dict[str, object]:
    scenarios = {n: {"ours_seconds": s * times} for n, s in NAMES.items()}
    return {"bench": "screen", "figures": {"engine": "duckdb", "cases": cases, "scenarios": scenarios}}


def test_points_are_in_the_order_of_cases_and_of_scenarios_measured_everywhere() -> None:
    larger = measured(1000, 5)
    larger["figures"]["scenarios"]["fake_divorce"] = {"ours_seconds": 1.0}  # type: ignore[index]
    assert points_of([larger, measured(100, 1)]) == {
        "dead_party": [(100, 0.02), (1000, 0.1)],
        "serial_buyer": [(100, 0.1), (1000, 0.5)],
    }


@pytest.mark.parametrize(
    ("values", "exponents"), [([100, 1000], (2, 3)), ([0.02, 3.6], (-2, 1)), ([1, 1], (0, 0)), ([150], (2, 3))]
)
def test_an_axis_encloses_its_values(values: list[float], exponents: tuple[int, int]) -> None:
    assert around(values) == exponents


def test_ten_times_as_many_stand_as_far_apart_everywhere() -> None:
    frame = frame_of(points_of([measured(100, 1), measured(10_000, 100)]))
    assert frame.x(1000) - frame.x(100) == pytest.approx(frame.x(10_000) - frame.x(1000))
    assert frame.y(0.1) - frame.y(1) == pytest.approx(frame.y(1) - frame.y(10))


def test_the_command_draws_every_scenario_by_its_title(tmp_path: Path) -> None:
    files = []
    for cases in (100, 1000):
        files.append(tmp_path / f"{cases}.json")
        files[-1].write_text("a line before\n" + json.dumps(measured(cases, cases / 100)), encoding="utf-8")
    done = run("growth", *files, "--out", tmp_path / "growth.svg")
    assert done.returncode == 0, done.stderr
    picture = ET.parse(tmp_path / "growth.svg").getroot()
    said = "".join(picture.itertext())
    assert "当事人死亡 0.20 秒" in said and "1,000 件" in said
    assert len(picture.findall("{*}polyline")) == len(NAMES)


def test_one_number_of_cases_is_no_growth(tmp_path: Path) -> None:
    only = tmp_path / "one.json"
    only.write_text(json.dumps(measured(100, 1)), encoding="utf-8")
    done = run("growth", only, "--out", tmp_path / "growth.svg")
    assert done.returncode == 2 and "至少两种案件数" in done.stderr

"""On a sample court every scenario finds what is planted for it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from case_rows import NAMES

import mingjing
from mingjing.running.scoring import Truth, scored, truth_in
from mingjing.sample import build
from mingjing.sample.plants import KINDS
from mingjing.sample.sown import sown_kinds

CASES, SEED = 2000, 4711


@pytest.fixture(scope="module")
def truth_and_hits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Truth, dict[str, set[int]]]]:
    folder = tmp_path_factory.mktemp("planted")
    build(CASES, SEED, folder / "court.duckdb", folder / "truth.jsonl")
    with mingjing.open(folder / "court.duckdb") as court:
        hits = {name: set(court.screen(name).rows.column("case_id").to_pylist()) for name in NAMES}
    yield truth_in(Path(folder / "truth.jsonl")), hits


def test_every_scenario_is_planted() -> None:
    assert {kind.scenario for kind in (*KINDS, *sown_kinds())} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_finds_what_is_planted_and_nothing_else(
    name: str, truth_and_hits: tuple[Truth, dict[str, set[int]]]
) -> None:
    truth, hits = truth_and_hits
    found = scored({name: truth[name]}, {name: hits[name]})[name]
    assert (found["precision"], found["recall"]) == (1.0, 1.0), {
        "未查到": {c for c, yes in truth[name].items() if yes} - hits[name],
        "多查出": hits[name] - {c for c, yes in truth[name].items() if yes},
    }

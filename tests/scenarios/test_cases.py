"""Every row of every scenario: what it gives, by three ways of asking, is what the row expects."""

from __future__ import annotations

from typing import Any

import pytest
from case_rows import FOLDERS, Case, all_cases

from mingjing.running.trial import Bench, Trial, with_params
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

Row = dict[str, Any]


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_row_gives_what_its_name_says(case: Case, bench: Bench) -> None:
    row = case.row
    tried = bench.try_row(scenario_for(case), row["given"], row["as_of"])
    found = [r | {"message": c.message} for r, c in zip(tried.rows, tried.clues, strict=True)]
    assert unmatched(row["expect"], found) == ([], []), "（未出现的，多出的）"
    assert tried.undecided == set(row.get("undecided", tried.undecided))
    refuse_bare_clues(tried)


def scenario_for(case: Case) -> Scenario:
    """The scenario, with the parameters that the row sets."""
    params = case.row.get("params")
    return with_params(FOLDERS[case.scenario], params) if params else library.load(case.scenario)


def unmatched(expected: list[Row], found: list[Row]) -> tuple[list[Row], list[Row]]:
    """Expected rows that were not found, and found rows that were not expected."""
    missing, left = [], list(found)
    for want in expected:
        match = next((r for r in left if agrees(want, r)), None)
        if match is None:
            missing.append(want)
        else:
            left.remove(match)
    return missing, left


def agrees(want: Row, got: Row) -> bool:
    """Whether a found row has every value that is expected of it."""
    assert set(want) <= set(got), f"结果没有这些列：{set(want) - set(got)}；有 {list(got)}"
    return all(got[k] == (pytest.approx(v) if isinstance(v, float) else v) for k, v in want.items())


def refuse_bare_clues(tried: Trial) -> None:
    """A person must be able to read each clue and see the rows behind it."""
    for clue in tried.clues:
        assert "None" not in clue.message and "{" not in clue.message
        assert clue.evidence, f"线索没有证据：{clue.message}"

"""The worked examples: what the law gives for these inputs, as the specification reckons it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mingjing.law.answer import Answer, Value
from mingjing.law.calculator import ask
from mingjing.scenario import yaml12

ROWS: dict[str, dict[str, Any]] = yaml12.load(Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8"))


def as_printed(value: Value, unit: str = "fen") -> object:
    """The answer as the specification prints it: money in yuan."""
    if isinstance(value, dt.date | str) or value is None:
        return value
    return Decimal(value) / 100 if unit == "fen" and isinstance(value, int) else Decimal(value)


def expected(value: object) -> object:
    return value if isinstance(value, dt.date | str) or value is None else Decimal(str(value))


@pytest.mark.parametrize("name", ROWS)
def test_a_worked_example_comes_out_as_reckoned(name: str) -> None:
    row = ROWS[name]
    answer = ask(row["ask"], row["given"])
    for end in ("value", "low", "high"):
        if end in row:
            assert as_printed(getattr(answer, end), answer.unit) == expected(row[end]), answer
    if "low" in row and "high" not in row:
        assert answer.high is None
    for label, value in row.get("more", {}).items():
        assert as_printed(answer.more[label]) == expected(value), answer
    assert_words(answer, row)


def assert_words(answer: Answer, row: dict[str, Any]) -> None:
    assert row.get("refused", "") in " ".join(answer.refusals)
    assert bool(answer.refusals) == ("refused" in row)
    assert row.get("warned", "") in " ".join(answer.warnings)
    assert row.get("unwarned", "∅") not in " ".join(answer.warnings)
    assert row.get("stepped", "") in " ".join(f"{s.text} {s.result}" for s in answer.steps)
    assert answer.soft or not row.get("soft")
    assert set(row.get("marks", [])) <= {b.mark for b in answer.basis}


@pytest.mark.parametrize("name", ROWS)
def test_every_figure_shows_its_article(name: str) -> None:
    row = ROWS[name]
    answer = ask(row["ask"], row["given"])
    assert answer.refusals or answer.basis
    assert all(b.law and b.mark in {"V", "Vp", "M", "D"} for b in answer.basis)


def test_all_141_examples_are_here() -> None:
    ids = {name.split()[0] for name in ROWS}
    assert ids == {f"X{n:02d}" for n in range(1, 142)}

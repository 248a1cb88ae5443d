"""The examples in the docstrings run, and an answer is told in words, as a table and as a workbook."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import openpyxl
import pytest

import mingjing.law
from mingjing.law import telling
from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import ask
from mingjing.law.calculators import CALCULATORS

MODULES = [m.name for m in pkgutil.walk_packages(mingjing.law.__path__, "mingjing.law.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_calculator_tells_what_it_is_and_what_it_asks(name: str) -> None:
    kind = CALCULATORS[name]
    assert kind.label
    assert kind.group
    assert len(kind.__doc__ or "") > 10
    assert all(i.label for i in kind.inputs())


def test_every_step_is_told_with_its_article_and_doubt() -> None:
    told = "\n".join(telling.lines(ask("injury", {"age": 40, "income": 80000, "grade": 10, "on": "2024-01-01"})))
    assert told.startswith("160,000.00 元")
    assert "第十二条（2022-05-01 起施行）〔凭记忆，使用前须核对〕" in told
    assert "〔本系统默认，非法律规定〕" not in told.splitlines()[1]


def test_a_workbook_holds_every_step_and_no_formula(tmp_path: Path) -> None:
    answer = Answer("fen", value=5000, steps=(Step("=1+1", "50.00 元"),))
    telling.workbook("案件受理费", {"争议金额": "=HYPERLINK(1)"}, answer, tmp_path / "fee.xlsx")
    cells = [[c.value for c in row] for row in openpyxl.load_workbook(tmp_path / "fee.xlsx").active.iter_rows()]
    assert ["案件受理费", "50.00 元", None] in [row[:3] + [None] * (3 - len(row)) for row in cells]
    assert "'=1+1" in [c for row in cells for c in row]
    assert "'=HYPERLINK(1)" in [c for row in cells for c in row]

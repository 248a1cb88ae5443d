"""An answer in words, as a table, as plain values, and as a workbook."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from mingjing.law.answer import Answer, Value, yuan

UNITS = {"months": " 个月", "percent": "%", "date": "", "text": "", "": ""}
HEADS = ("步骤", "结果", "依据")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def shown(value: Value, unit: str) -> str:
    """One value for people.

    >>> shown(1380000, "fen"), shown(Decimal("16.80"), "months"), shown(date(2025, 10, 9), "date")
    ('13,800.00 元', '16.8 个月', '2025-10-09')
    """
    if unit == "fen" and isinstance(value, int):
        return yuan(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}{UNITS.get(unit, '')}"
    return f"{value}{UNITS.get(unit, '')}"


def further(value: Value) -> str:
    """One further figure: whole numbers are money."""
    return yuan(value) if isinstance(value, int) else shown(value, "")


def headline(answer: Answer) -> str:
    """The answer in one line."""
    if answer.need:
        return f"还需要：{'、'.join(answer.need)}"
    if answer.refusals:
        return "不能计算"
    if answer.value is not None:
        return shown(answer.value, answer.unit)
    low = "" if answer.low is None else shown(answer.low, answer.unit)
    high = "以上" if answer.high is None else f"至 {shown(answer.high, answer.unit)}"
    return f"{low} {high}" + ("（一般幅度）" if answer.soft else "")


def lines(answer: Answer) -> list[str]:
    """The answer with every step and its article."""
    told = [headline(answer), *(f"✗ {r}" for r in answer.refusals)]
    for i, s in enumerate(answer.steps, 1):
        told.append(f"{i}. {s.text}：{s.result}" if s.result else f"{i}. {s.text}")
        if s.basis:
            told.append(f"   依据 {s.basis.text}")
    told += [f"另：{name} {further(v)}" for name, v in answer.more.items()]
    told += [f"假定：{a}" for a in answer.assumptions]
    return told + [f"注意：{w}" for w in answer.warnings]


def table(answer: Answer) -> list[tuple[str, str, str]]:
    """A row per step: what was done, what came out, by which article."""
    return [(s.text, s.result, s.basis.text if s.basis else "") for s in answer.steps]


def plain(answer: Answer) -> dict[str, Any]:
    """The answer as plain values for programs: money in fen, dates as text, exact numbers as text."""
    found = asdict(answer) | {"basis": [asdict(b) for b in answer.basis], "headline": headline(answer)}
    return {k: _plain(v) for k, v in found.items()}


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {k: _plain(v) for k, v in value.items()}
        case list() | tuple():
            return [_plain(v) for v in value]
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
    return value


def workbook(title: str, given: dict[str, str], answer: Answer, out: Path) -> None:
    """The inputs, the answer and its steps as a workbook; a cell that looks like a formula is kept as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("计算过程")
    for column, width in zip("ABC", (60, 28, 70), strict=True):
        sheet.column_dimensions[column].width = width
    for row in [(title, headline(answer)), *given.items(), (), HEADS, *table(answer)]:
        sheet.append([_cell(v) for v in row])
    for note in (*answer.refusals, *answer.assumptions, *answer.warnings):
        sheet.append([_cell(note)])
    book.save(out)


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value

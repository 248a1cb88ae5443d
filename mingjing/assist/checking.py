"""The checks of a guide on a case: what a person should look at again, with the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mingjing.algebra.types import Type
from mingjing.assist.conditions import holds
from mingjing.assist.guide import Check
from mingjing.assist.reckoning import Reckoned
from mingjing.assist.sheet import Sheet
from mingjing.law.answer import yuan

LEVELS = {"error": "错误", "medium": "提示", "low": "留意"}


@dataclass(frozen=True, slots=True)
class Warned:
    """A check that holds: its sentence with the case's own figures, and the elements' places that it rests on."""

    check: Check
    text: str


def checked(sheet: Sheet, made: Sequence[Reckoned]) -> tuple[Warned, ...]:
    """The checks that hold. One that compares with a range is silent while the range has two readings."""
    row = whole_row(sheet, made)
    return tuple(
        Warned(check, check.says.format_map(shown_row(sheet, row)))
        for check in sheet.guide.checks
        if (sheet.ranges_shown or not check.needs_confirmed) and holds(check.when, row, sheet.as_of)
    )


def whole_row(sheet: Sheet, made: Sequence[Reckoned]) -> dict[str, Any]:
    """The elements and the figures of the reckonings by name; of one with two readings nothing is known."""
    once = [one for one in made if not one.supposing]
    figures = {k: v for one in once for k, v in one.figures().items()}
    return {**dict.fromkeys(sheet.guide.scope), **sheet.row, **figures}


def shown_row(sheet: Sheet, row: Mapping[str, Any]) -> dict[str, str]:
    """Every value as people read it."""
    types = {name: field.type for name, field in sheet.guide.scope.items()}
    return {name: shown(row.get(name), types[name]) for name in types}


def shown(value: Any, type_: Type) -> str:
    """One value for people: money in yuan, days in Chinese, numbers without needless noughts."""
    match value:
        case None:
            return "（未知）"
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Decimal():
            return f"{value.normalize():f}"
        case int() if type_ is Type.FEN:
            return yuan(value)
    return str(value)

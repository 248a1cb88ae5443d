"""Automatic paragraph numbers of Word files, which are in no paragraph's text: 一、 before an order of the court."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mingjing.reading.files.xml import attribute, child, descendants

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 10,000 as it is counted.

    >>> [chinese(n) for n in (3, 10, 12, 20, 105)]
    ['三', '十', '十二', '二十', '一百零五']
    """
    said, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + unit
        gap = digit == 0
    return said.removeprefix("一") if said.startswith("一十") else said


def _letters(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)).replace("零", "〇"),
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: from `start`, as `format`, written as `pattern` (%1、)."""

    format: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[str, dict[int, Level]]
    counted: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: Any | None) -> Numbering:
        """The lists that word/numbering.xml declares."""
        if numbering is None:
            return cls({})
        drafts = {attribute(one, "abstractNumId"): _levels(one) for one in descendants(numbering, "abstractNum")}
        return cls(
            {
                attribute(one, "numId"): drafts.get(_value(one, "abstractNumId"), {})
                for one in descendants(numbering, "num")
            }
        )

    def next(self, paragraph: Any) -> str:
        """The number that Word shows before this paragraph, empty where it has none."""
        properties = child(paragraph, "pPr")
        found = child(properties, "numPr") if properties is not None else None
        if found is None:
            return ""
        which, at = _value(found, "numId"), _number(_value(found, "ilvl"), 0)
        levels = self.lists.get(which, {})
        if at not in levels or not 0 <= at < 9:
            return ""
        counts = self.counted.setdefault(which, [0] * 9)
        counts[at] = counts[at] + 1 if counts[at] else levels[at].start
        counts[at + 1 :] = [0] * (8 - at)
        return _written(levels, counts, at)


def _levels(draft: Any) -> dict[int, Level]:
    return {
        _number(attribute(one, "ilvl"), 0): Level(
            _value(one, "numFmt"), _value(one, "lvlText"), _number(_value(one, "start"), 1)
        )
        for one in descendants(draft, "lvl")
    }


def _written(levels: dict[int, Level], counts: list[int], at: int) -> str:
    """The level's pattern with its numbers; bullets and forms we do not know give nothing."""
    if levels[at].format not in FORMATS:
        return ""
    shown = levels[at].pattern
    for i, level in levels.items():
        if f"%{i + 1}" in shown and 0 <= i < 9:
            shown = shown.replace(f"%{i + 1}", FORMATS.get(level.format, str)(max(counts[i], 1)))
    return shown


def _value(element: Any, name: str) -> str:
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default

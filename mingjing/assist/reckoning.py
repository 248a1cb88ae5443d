"""The calculators asked with the elements of a case; where an element is open, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from mingjing.algebra.expression import columns
from mingjing.assist.conditions import holds
from mingjing.assist.guide import Element, Reckoning
from mingjing.assist.loading import RESULTS
from mingjing.assist.sheet import Line, Sheet
from mingjing.law.answer import Answer
from mingjing.law.calculator import ask
from mingjing.law.errors import LawError


@dataclass(frozen=True)
class Reckoned:
    """One answer of a calculator. `supposing` names the open element and what it was taken to be; empty when none is.

    `lacking` are the elements without which nothing can be reckoned, by their names.
    """

    reckoning: Reckoning
    answer: Answer
    given: Mapping[str, object]
    supposing: str = ""
    lacking: tuple[str, ...] = ()

    def figures(self) -> dict[str, Any]:
        """The figures by the names that checks and drafts use."""
        parts = {part: getattr(self.answer, part) for part in RESULTS}
        return {f"{self.reckoning.id}_{k}": v for k, v in (parts | self._named()).items()}

    def _named(self) -> dict[str, Any]:
        return {name: self.answer.more.get(chinese) for name, chinese in self.reckoning.figures.items()}


def reckoned(sheet: Sheet) -> tuple[Reckoned, ...]:
    """Every reckoning of the guide that this case calls for."""
    return tuple(
        one
        for reckoning in sheet.guide.reckonings
        if holds(reckoning.when, sheet.row, sheet.as_of) is not False
        for one in _each_way(reckoning, sheet)
    )


def _each_way(reckoning: Reckoning, sheet: Sheet) -> Iterator[Reckoned]:
    open_ = [e for e in _asked(reckoning, sheet) if e.both_ways and sheet.lines[e.id].written is None]
    for choice in product(*(_ways(e) for e in open_)):
        supposed = dict(zip((e.id for e in open_), choice, strict=True))
        names = "、".join(f"{e.name}为「{supposed[e.id]}」" for e in open_)
        yield replace(_one(reckoning, _supposing(sheet, supposed)), supposing=names)


def _ways(element: Element) -> tuple[str, ...]:
    return tuple(code for code, _ in element.asked.choices) or ("是", "否")


def _supposing(sheet: Sheet, supposed: Mapping[str, str]) -> Sheet:
    lines = {id_: replace(sheet.lines[id_], written=written) for id_, written in supposed.items()}
    return replace(sheet, lines={**sheet.lines, **lines})


def _asked(reckoning: Reckoning, sheet: Sheet) -> list[Element]:
    """The elements that the reckoning looks at."""
    named = set(reckoning.inputs.values())
    for codes in reckoning.chosen.values():
        for when in codes.values():
            named |= columns(when)
    return [e for e in sheet.guide.elements.values() if e.id in named]


def _one(reckoning: Reckoning, sheet: Sheet) -> Reckoned:
    given = _given(reckoning, sheet)
    try:
        answer = ask(reckoning.calculator, given, sheet.as_of)
    except LawError as e:
        answer = Answer("", refusals=(str(e),))
    return Reckoned(reckoning, _with_assumptions(reckoning, sheet, answer), given, lacking=_lacking(answer))


def _given(reckoning: Reckoning, sheet: Sheet) -> dict[str, object]:
    lines: Mapping[str, Line] = sheet.lines
    filled = {name: lines[id_].written for name, id_ in reckoning.inputs.items() if lines[id_].written is not None}
    chosen = {
        name: [code for code, when in codes.items() if holds(when, sheet.row, sheet.as_of)]
        for name, codes in reckoning.chosen.items()
    }
    return {**reckoning.constants, **filled, **chosen}


def _with_assumptions(reckoning: Reckoning, sheet: Sheet, answer: Answer) -> Answer:
    """The answer, saying which circumstances nobody has spoken of and are taken not to be there."""
    asked = {name for codes in reckoning.chosen.values() for when in codes.values() for name in columns(when)}
    open_ = [line.element.name for line in sheet.lines.values() if line.element.id in asked and line.written is None]
    note = (f"材料未见、按没有计算：{'、'.join(open_)}。",) if open_ else ()
    return replace(answer, assumptions=(*answer.assumptions, *note))


def _lacking(answer: Answer) -> tuple[str, ...]:
    return answer.need

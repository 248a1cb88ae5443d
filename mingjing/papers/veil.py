"""Papers for readers who may not see who people are: every mark of a person covered, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mingjing.accounts.masking import BODY
from mingjing.ingest.standing import Point
from mingjing.reading.points import POINTS, Kind

NUMBERS = re.compile(r"(?<![\dA-Za-z])\d{11,19}[Xx]?(?![\dA-Za-z])")
"""Numbers of identity cards (310101199001011234), telephones (13800001234), bank cards (6222021001112223334)."""
NAMED = ("姓名", "当事人", "代理人", "代表人", "辩护人", "原告", "被告", "上诉人", "第三人", "申请", "被执行人", "罪犯")
"""Words in the names of info points whose values are names of people or bodies."""
PRIVATE = ("住所", "住址", "出生", "证件", "身份证", "电话", "账号")
"""Words in the names of info points whose values tell more of a person than a name."""


@dataclass(frozen=True)
class Veil:
    """What is to be covered in one paper: words and what stands in their place, the longest first.

    >>> named = Point("J023", "姓名名称", "张小明", "张小明", 3, 6, 0.9, "parties")
    >>> veil_over([named]).text("原告：张小明，电话13800001234")
    '原告：张某某，电话138****1234'
    """

    words: dict[str, str] = field(default_factory=dict)
    on: bool = True

    def text(self, text: str) -> str:
        """The text with people covered; as long as before, so that places still hold."""
        if not self.on:
            return text
        for word, cover in self.words.items():
            text = text.replace(word, cover)
        return NUMBERS.sub(lambda m: covered(m.group()), text)

    def value(self, name: str, value: str | None) -> str | None:
        """A value of the info point with this name."""
        if value is None or not self.on:
            return value
        return "***" if _is(PRIVATE, name) else self.text(value)


OPEN = Veil(on=False)
"""For readers who may see everything."""


def veil_over(points: Iterable[Point]) -> Veil:
    """Covers what these values say of people; bodies such as companies stay open, as on other screens."""
    words: dict[str, str] = {}
    for point in points:
        if _is(PRIVATE, point.name):
            words[point.text] = "*" * len(point.text)
        elif _names_people(point) and 1 < len(point.text) < 12 and not BODY.match(point.text):
            words[point.text] = point.text[0] + "某" * (len(point.text) - 1)
    return Veil({w: words[w] for w in sorted(words, key=len, reverse=True) if w})


def _names_people(point: Point) -> bool:
    declared = POINTS.get(point.code)
    return _is(NAMED, point.name) or (declared is not None and declared.kind is Kind.PARTY)


def _is(words: tuple[str, ...], name: str) -> bool:
    return any(word in name for word in words)


def covered(number: str) -> str:
    """A number with its middle covered."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:]

"""Papers for readers who may not see who people are: every mark of a person covered, every character in its place.

>>> veiled("原告：张小明，公民身份号码310101199001011234，电话13800001234。", ["张小明"])
'原告：张某某，公民身份号码310***********1234，电话138****1234。'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingjing.accounts.masking import BODY
from mingjing.papers.standing import Point

NUMBERS = re.compile(r"(?<![\dA-Za-z])\d{11,19}[Xx]?(?![\dA-Za-z])")
"""Numbers of identity cards (310101199001011234), telephones (13800001234), bank cards (6222021001112223334)."""
NAMES = ("姓名", "当事人", "代理人", "法定代表人", "辩护人", "原告", "被告", "上诉人", "第三人", "申请人", "被执行人")
"""Words in the names of info points whose values are names of people or bodies."""


def people(points: Iterable[Point]) -> list[str]:
    """The names of people among the values, longest first; bodies stay open, as on other screens."""
    named = {p.text for p in points if p.text and any(word in p.name for word in NAMES)}
    return sorted((n for n in named if 1 < len(n) < 12 and not BODY.match(n)), key=len, reverse=True)


def veiled(text: str, names: Iterable[str]) -> str:
    """The text with names and numbers of people covered; as long as before, so that places still hold."""
    for name in names:
        text = text.replace(name, name[0] + "某" * (len(name) - 1))
    return NUMBERS.sub(lambda m: covered(m.group()), text)


def covered(number: str) -> str:
    """A number with its middle covered."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:]

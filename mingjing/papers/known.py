"""The info points a page can offer: their headings, which of them every paper of a kind has, and how values are shown.

All of it comes from the declared points (`mingjing.reading.points`); here is only what is for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from mingjing.reading.points import FAMILIES, POINTS, Kind


@dataclass(frozen=True, slots=True)
class Known:
    """An info point that can be read from a paper."""

    code: str
    name: str
    group: str


ALWAYS = frozenset({
    "J001", "J002", "J003", "J005", "J006", "J023", "J071", "J073", "J356", "J366", "J395",
    "R001", "R002", "R003", "R171", "R172", "R176", "R178", "R179",
})  # fmt: skip
"""What no paper of its kind lacks: heads, parties, articles, orders, signatures."""
KNOWN = {p.id: Known(p.id, p.name, FAMILIES[p.family]) for p in POINTS.values()}


def group_of(code: str) -> str | None:
    """The heading of an info point; None for one that is not declared."""
    found = KNOWN.get(code)
    return found.group if found else None


def expected(applying: Iterable[str]) -> list[Known]:
    """Of the points that apply to a paper, those that it can not lack."""
    return [KNOWN[code] for code in applying if code in ALWAYS]


def shown(code: str, value: str | None, text: str) -> str:
    """A value as a person reads it; records that have no short form, in the words of the paper.

    >>> shown("J079", "530000", "5,000元；300元"), shown("J356", '{"law":"民法典","article":"577"}', "第五百七十七条")
    ('5,300.00 元', '《民法典》第577条')
    """
    if value is None:
        return text
    kind = POINTS[code].kind if code in POINTS else None
    if kind is Kind.MONEY and value.isdecimal():
        return f"{int(value) / 100:,.2f} 元"
    if kind is Kind.TERM and value.isdecimal():
        return f"{value} 个月"
    return _record(orjson.loads(value), text) if value.startswith(("{", "[")) else value


def _record(value: Any, text: str) -> str:
    if not isinstance(value, dict) or "law" not in value or "article" not in value:
        return text
    number, _, more = str(value["article"]).partition("-")
    parts = [f"《{value['law'].strip('《》')}》第{number}条{f'之{more}' if more else ''}"]
    parts += [f"第{value[place]}{word}" for place, word in (("paragraph", "款"), ("item", "项")) if value.get(place)]
    return "".join(parts)

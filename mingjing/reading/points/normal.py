"""A value as JSON holds it, from its words: fen, ISO days, months, numbers, plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from mingjing.court import case_number
from mingjing.court.numerals import integer, money_fen, parse_date, term
from mingjing.reading.points.point import Kind

_OPEN = re.compile(r"清偿|履行|付清|给付|还清|支付|生效|日内|个月")
_MONTH = re.compile(r"(\d{4})年(?:(\d{1,2})月)?")


def normal(kind: Kind, text: str) -> Any:
    """The value that `text` writes; None when it writes none of its kind.

    >>> normal(Kind.MONEY, "3万元"), normal(Kind.DATE, "2020年5月6日"), normal(Kind.TERM, "一年六个月")
    (3000000, '2020-05-06', 18)
    """
    return _READERS.get(kind, _text)(text)


def _text(text: str) -> str | None:
    return re.sub(r"\s+", "", text) or None


def _day(text: str) -> str | None:
    """An ISO day; where only a month or a year is printed, these."""
    day = parse_date(text)
    if day:
        return day.isoformat()
    found = _MONTH.match(text)
    if not found or re.search(r"月.*日", text):
        return _open_end(text)
    return f"{found[1]}-{int(found[2]):02}" if found[2] else found[1]


def _open_end(text: str) -> str | None:
    """实际清偿之日 and 判决生效后十日内 are ends, though not yet days."""
    return _text(text) if _OPEN.search(text) else None


def _fen(text: str) -> int | None:
    """The amount; None for a rest of one, as the 万元 of 叁佰 伍拾万元 cut by a line."""
    return None if text[:1] in "万千亿百拾佰仟" else money_fen(text)


def _months(text: str) -> int | dict[str, int] | None:
    found = term(text)
    if not found:
        return None
    return {"months": found.months, "days": found.days} if found.days else found.months


def _number(text: str) -> int | float | None:
    whole = integer(text)
    if whole is not None:
        return whole
    found = re.search(r"\d+(?:\.\d+)?", text.replace(",", ""))
    try:
        number = float(Decimal(found.group())) if found else None
    except InvalidOperation:
        return None
    return int(number) if number is not None and number.is_integer() else number


def own_form(number: str) -> str:
    """A case number so that equal ones are equal."""
    return case_number.normal(number)


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.MONEY: _fen,
    Kind.DATE: _day,
    Kind.TERM: _months,
    Kind.NUMBER: _number,
    Kind.YES: lambda text: bool(text) or None,
}

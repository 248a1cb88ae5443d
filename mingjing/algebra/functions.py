"""The function table of the expression language: names, what each takes, what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mingjing.algebra.types import NUMERIC, Type, meet

Signature = Callable[[tuple[Type, ...]], Type | None]
"""From argument types to the result's type, or None when the function does not take such arguments."""


@dataclass(frozen=True)
class Function:
    """One function: `takes` says in Chinese what it wants, for errors and for help."""

    name: str
    chinese: str
    takes: str
    gives: Signature


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of type `given` may stand where `wanted` is asked."""
    return given in (wanted, Type.UNKNOWN) or (wanted is Type.NUMBER and given in NUMERIC)


def exactly(result: Type, *wanted: Type) -> Signature:
    """A function of a fixed list of argument types."""

    def check(given: tuple[Type, ...]) -> Type | None:
        ok = len(given) == len(wanted) and all(fits(g, w) for g, w in zip(given, wanted, strict=True))
        return result if ok else None

    return check


def compared(given: tuple[Type, ...]) -> Type | None:
    """Two values that may meet give yes or no."""
    return Type.BOOL if len(given) == 2 and meet(*given) else None


def ordered(given: tuple[Type, ...]) -> Type | None:
    """As `compared`, but yes/no and text have no order in a model."""
    return None if {Type.BOOL, Type.TEXT} & set(given) else compared(given)


def all_yes(given: tuple[Type, ...]) -> Type | None:
    """Conditions joined by and / or."""
    return Type.BOOL if given and all(fits(g, Type.BOOL) for g in given) else None


def any_one(given: tuple[Type, ...]) -> Type | None:
    """One value of any type."""
    return Type.BOOL if len(given) == 1 else None


def member(given: tuple[Type, ...]) -> Type | None:
    """A value and the list it may be in."""
    return Type.BOOL if all(meet(given[0], g) for g in given[1:]) else None


def common(given: tuple[Type, ...]) -> Type | None:
    """All arguments meet in one type, which is the result."""
    found: Type | None = given[0] if given else None
    for g in given[1:]:
        found = meet(found, g) if found else None
    return found


def common_order(given: tuple[Type, ...]) -> Type | None:
    """As `common`, for values that have an order."""
    return None if {Type.BOOL, Type.TEXT} & set(given) else common(given)


def chosen(given: tuple[Type, ...]) -> Type | None:
    """IF(condition, then, otherwise)."""
    return common(given[1:]) if len(given) == 3 and fits(given[0], Type.BOOL) else None


def added(given: tuple[Type, ...]) -> Type | None:
    """Sum or difference: of money with money, of number with number; dates use ADD_DAYS and DAYS."""
    ok = len(given) == 2 and set(given) <= {Type.INT, Type.NUMBER, Type.FEN, Type.UNKNOWN}
    return meet(*given) if ok else None


def multiplied(given: tuple[Type, ...]) -> Type | None:
    """Number by number, or money by a whole number."""
    if len(given) == 2 and set(given) <= NUMERIC:
        return meet(*given)
    return Type.FEN if sorted(given) == [Type.FEN, Type.INT] else None


def divided(given: tuple[Type, ...]) -> Type | None:
    """A share or a ratio; division by zero gives nothing (NULL)."""
    return Type.NUMBER if len(given) == 2 and (set(given) <= NUMERIC or given == (Type.FEN, Type.FEN)) else None


def signed(given: tuple[Type, ...]) -> Type | None:
    """The same type, for numbers and money."""
    return given[0] if len(given) == 1 and given[0] in {*NUMERIC, Type.FEN} else None


TABLE: dict[str, Function] = {
    f.name: f
    for f in (
        Function("eq", "等于", "两个同类的值", compared),
        Function("ne", "不等于", "两个同类的值", compared),
        Function("lt", "小于", "两个同类的数、金额或日期", ordered),
        Function("le", "不大于", "两个同类的数、金额或日期", ordered),
        Function("gt", "大于", "两个同类的数、金额或日期", ordered),
        Function("ge", "不小于", "两个同类的数、金额或日期", ordered),
        Function("and", "且", "条件", all_yes),
        Function("or", "或", "条件", all_yes),
        Function("not", "非", "一个条件", exactly(Type.BOOL, Type.BOOL)),
        Function("is_null", "为空", "一个值", any_one),
        Function("in", "属于", "一个值和同类的若干值", member),
        Function("add", "加", "两个数或两个金额（日期用 加天）", added),
        Function("sub", "减", "两个数或两个金额（日期用 天数）", added),
        Function("mul", "乘", "两个数，或金额与整数", multiplied),
        Function("div", "除", "两个数或两个金额", divided),
        Function("neg", "负", "一个数或金额", signed),
        Function("if", "如果", "条件、成立时的值、否则的值", chosen),
        Function("coalesce", "取首个非空", "同类的若干值", common),
        Function("least", "最小", "同类的若干数、金额或日期", common_order),
        Function("greatest", "最大", "同类的若干数、金额或日期", common_order),
        Function("abs", "绝对值", "一个数或金额", signed),
        Function("round", "四舍五入", "一个数值", exactly(Type.INT, Type.NUMBER)),
        Function("days", "天数", "后一日期、前一日期", exactly(Type.INT, Type.DATE, Type.DATE)),
        Function("add_days", "加天", "日期、天数", exactly(Type.DATE, Type.DATE, Type.INT)),
        Function("add_months", "加月", "日期、月数", exactly(Type.DATE, Type.DATE, Type.INT)),
        Function("year", "年份", "一个日期", exactly(Type.INT, Type.DATE)),
        Function("date_of", "取日", "一个时刻", exactly(Type.DATE, Type.TIME)),
        Function("to_text", "转文字", "一个整数", exactly(Type.TEXT, Type.INT)),
        Function("to_number", "转数值", "一个整数", exactly(Type.NUMBER, Type.INT)),
        Function("concat", "拼接", "两段文字", exactly(Type.TEXT, Type.TEXT, Type.TEXT)),
        Function("contains", "包含", "文字、所含文字", exactly(Type.BOOL, Type.TEXT, Type.TEXT)),
        Function("starts_with", "开头是", "文字、开头", exactly(Type.BOOL, Type.TEXT, Type.TEXT)),
        Function("length", "字数", "一段文字", exactly(Type.INT, Type.TEXT)),
    )
}

BY_WRITTEN_NAME: dict[str, Function] = {n: f for f in TABLE.values() for n in (f.name.upper(), f.chinese)}
"""How an author may write a function: its English name in any case, or its Chinese name."""

AGGREGATES = {
    "count": "件数",
    "count_distinct": "不同值个数",
    "sum": "合计",
    "min": "最小",
    "max": "最大",
    "any": "任一成立",
}
"""What aggregate and window columns may compute."""


def aggregate_type(fn: str, given: Type | None) -> Type | None:
    """Type of an aggregate over a column of type `given` (None: over rows); None if it does not apply."""
    if fn == "count" or (fn == "count_distinct" and given is not None):
        return Type.INT
    if fn == "any":
        return Type.BOOL if given is Type.BOOL else None
    if fn == "sum":
        return given if given in {*NUMERIC, Type.FEN} else None
    return given if given not in (None, Type.BOOL, Type.UNKNOWN) else None

"""The function table of the expression language: names, what each takes, what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mingjing.algebra.types import NUMERIC, Type, meet

Signature = Callable[[tuple[Type, ...]], Type | None]
"""From argument types to the result's type, or None when the function does not take such arguments."""


@dataclass(frozen=True)
class Function:
    """One function: `takes` says in Chinese what it wants, `means` what it gives, for errors and for help.

    `also` are further names it may be written under; `fixed` are places of arguments that must be whole constants.
    """

    name: str
    chinese: str
    takes: str
    gives: Signature
    means: str = ""
    also: tuple[str, ...] = ()
    fixed: tuple[int, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """Every name an author may use, in capitals where it has any."""
        return (self.name.upper(), self.chinese, *self.also)


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


def shared(given: tuple[Type, ...]) -> Type | None:
    """A part of an amount or of a whole number: times the second, divided by the third."""
    whole = len(given) == 3 and given[1:] == (Type.INT, Type.INT)
    return given[0] if whole and given[0] in (Type.INT, Type.FEN) else None


def rated(given: tuple[Type, ...]) -> Type | None:
    """An amount at a rate."""
    return Type.FEN if len(given) == 2 and given[0] is Type.FEN and given[1] in NUMERIC else None


def spread(given: tuple[Type, ...]) -> Type | None:
    """A known whole number, a number of buckets and a seed."""
    return Type.INT if given == (Type.INT, Type.INT, Type.INT) else None


def signed(given: tuple[Type, ...]) -> Type | None:
    """The same type, for numbers and money."""
    return given[0] if len(given) == 1 and given[0] in {*NUMERIC, Type.FEN} else None


whole_numbers = exactly(Type.INT, Type.INT, Type.INT)
COMPARED, SORTED = "两个同类的值", "两个同类的数、金额或日期"
CALENDAR = (Type.DATE, Type.TEXT)
"""Arguments that the reader adds: the first day of the calendar, and its steps."""

TABLE: dict[str, Function] = {
    f.name: f
    for f in (
        Function("eq", "等于", COMPARED, compared),
        Function("ne", "不等于", COMPARED, compared),
        Function("lt", "小于", SORTED, ordered),
        Function("le", "不大于", SORTED, ordered),
        Function("gt", "大于", SORTED, ordered),
        Function("ge", "不小于", SORTED, ordered),
        Function("and", "且", "条件", all_yes, "各条件都成立"),
        Function("or", "或", "条件", all_yes, "至少一个条件成立"),
        Function("not", "非", "一个条件", exactly(Type.BOOL, Type.BOOL)),
        Function("is_null", "为空", "一个值", any_one),
        Function("in", "属于", "一个值和同类的若干值", member),
        Function("add", "加", "两个数或两个金额（日期用 加天）", added),
        Function("sub", "减", "两个数或两个金额（日期用 天数）", added),
        Function("mul", "乘", "两个数，或金额与整数（金额乘比例用 按比例）", multiplied),
        Function("div", "除", "两个数或两个金额", divided),
        Function("neg", "负", "一个数或金额", signed),
        Function("if", "如果", "条件、成立时的值、否则的值", chosen, "条件成立取前者，不成立或不明取后者"),
        Function("coalesce", "取首个非空", "同类的若干值", common, "第一个不空的值"),
        Function("least", "最小", "同类的若干数、金额或日期", common_order, "最小或最早的，不计空值", ("MIN",)),
        Function("greatest", "最大", "同类的若干数、金额或日期", common_order, "最大或最晚的，不计空值", ("MAX",)),
        Function("abs", "绝对值", "一个数或金额", signed),
        Function("round", "四舍五入", "一个数值", exactly(Type.INT, Type.NUMBER), "最近的整数，半数远离零"),
        Function("idiv", "整除", "两个整数", whole_numbers, "商的整数部分，除以零为空", ("DIV",)),
        Function("mod", "余数", "两个整数", whole_numbers, "整除的余数，与被除数同号"),
        Function("mul_div", "乘除", "金额或整数、所乘整数、所除整数", shared, "精确相乘再除，四舍五入，半数远离零"),
        Function(
            "mul_rate", "按比例", "金额、比例", rated,
            "比例先四舍五入到小数点后八位，与金额精确相乘，再四舍五入到分，半数远离零",
        ),
        Function("percent_of", "按百分比", "金额、百分数", rated, "百分之几的金额，舍入同「按比例」"),
        Function("days", "天数", "后一日期、前一日期", exactly(Type.INT, Type.DATE, Type.DATE), "两日相差的天数"),
        Function("add_days", "加天", "日期、天数", exactly(Type.DATE, Type.DATE, Type.INT), "若干天之后"),
        Function(
            "add_months", "加月", "日期、月数", exactly(Type.DATE, Type.DATE, Type.INT),
            "若干月后的对应日；没有对应日的为月末日（民法典202条）",
        ),
        Function(
            "add_months_end", "加月对月末", "日期、月数", exactly(Type.DATE, Type.DATE, Type.INT),
            "同「加月」，但起算日是月末的，届满日也是月末（刑诉解释202条）",
        ),
        Function("end_of_month", "月末", "一个日期", exactly(Type.DATE, Type.DATE), "当月最后一日"),
        Function("year", "年份", "一个日期", exactly(Type.INT, Type.DATE)),
        Function("quarter", "季度", "一个日期", exactly(Type.INT, Type.DATE), "1 至 4"),
        Function("month", "月份", "一个日期", exactly(Type.INT, Type.DATE), "1 至 12"),
        Function("day", "几号", "一个日期", exactly(Type.INT, Type.DATE), "1 至 31"),
        Function("weekday", "星期几", "一个日期", exactly(Type.INT, Type.DATE), "1 为星期一，7 为星期日"),
        Function(
            "full_years", "周年", "后一日期、前一日期", exactly(Type.INT, Type.DATE, Type.DATE),
            "两日之间已满的整年数，如年龄；满年之日为对应日（没有的为月末日）",
        ),
        Function(
            "next_workday", "顺延", "一个日期", exactly(Type.DATE, Type.DATE, *CALENDAR),
            "本日；是休息日的为其后第一个工作日（民法典203条）",
        ),
        Function(
            "is_workday", "是工作日", "一个日期", exactly(Type.BOOL, Type.DATE, *CALENDAR), "是否工作日，调休上班计入",
        ),
        Function(
            "period_end", "届满日", "起算日、天数", exactly(Type.DATE, Type.DATE, Type.INT, *CALENDAR),
            "起算日不计入，末日是休息日的顺延（民法典201至203条）",
        ),
        Function(
            "period_end_months", "按月届满日", "起算日、月数", exactly(Type.DATE, Type.DATE, Type.INT, *CALENDAR),
            "若干月后的对应日，末日是休息日的顺延（民法典202、203条）",
        ),
        Function("date_of", "取日", "一个时刻", exactly(Type.DATE, Type.TIME)),
        Function("to_text", "转文字", "一个整数", exactly(Type.TEXT, Type.INT)),
        Function("to_number", "转数值", "一个整数", exactly(Type.NUMBER, Type.INT)),
        Function("concat", "拼接", "两段文字", exactly(Type.TEXT, Type.TEXT, Type.TEXT)),
        Function("contains", "包含", "文字、所含文字", exactly(Type.BOOL, Type.TEXT, Type.TEXT)),
        Function("starts_with", "开头是", "文字、开头", exactly(Type.BOOL, Type.TEXT, Type.TEXT)),
        Function("ends_with", "结尾是", "文字、结尾", exactly(Type.BOOL, Type.TEXT, Type.TEXT)),
        Function("position", "位置", "文字、所含文字", exactly(Type.INT, Type.TEXT, Type.TEXT), "从 1 数起，没有为 0"),
        Function(
            "substr", "取字", "文字、从第几字、几字", exactly(Type.TEXT, Type.TEXT, Type.INT, Type.INT),
            "从 1 数起；位置和字数须是不小于 1 的整数", fixed=(1, 2),
        ),
        Function("length", "字数", "一段文字", exactly(Type.INT, Type.TEXT)),
        Function(
            "bucket", "分桶", "整数标识、桶数、种子", spread,
            "由标识确定的 0 起的桶号，在各引擎上相同，供抽样", fixed=(1, 2),
        ),
    )
}  # fmt: skip

BY_WRITTEN_NAME: dict[str, Function] = {n: f for f in TABLE.values() for n in f.written}
"""How an author may write a function. DIV is the whole division: the other one is only written as a sign."""

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

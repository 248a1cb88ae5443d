"""Reading a checked expression back as Chinese, so that a judge can see what the model really asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from mingjing.algebra.expression import AsOf, Call, Col, Expr, Lit
from mingjing.algebra.types import Field, Type

INFIX = {
    "eq": "为",
    "ne": "不为",
    "lt": "小于",
    "le": "不超过",
    "gt": "超过",
    "ge": "不少于",
    "add": "加",
    "sub": "减",
    "mul": "乘以",
    "div": "除以",
}
ARITHMETIC = {"add", "sub", "mul", "div"}
DATES = {"lt": "早于", "le": "不晚于", "gt": "晚于", "ge": "不早于"}

TEMPLATES = {
    "is_null": "{}为空",
    "days": "{1}至{0}的天数",
    "add_days": "{0}后{1}天",
    "add_months": "{0}后{1}个月",
    "year": "{}的年份",
    "date_of": "{}",
    "abs": "{}的绝对值",
    "round": "{}四舍五入",
    "neg": "负{}",
    "to_text": "{}",
    "to_number": "{}",
    "contains": "{}含有{}",
    "starts_with": "{}以{}开头",
    "ends_with": "{}以{}结尾",
    "position": "{1}在{0}中的位置",
    "substr": "{}第{}字起的{}字",
    "length": "{}的字数",
    "idiv": "{}整除以{}",
    "mod": "{}除以{}的余数",
    "mul_div": "{}乘以{}除以{}",
    "mul_rate": "{}乘以比例{}",
    "percent_of": "{}的百分之{}",
    "add_months_end": "{0}后{1}个月（月末对月末）",
    "end_of_month": "{}的月末",
    "quarter": "{}的季度",
    "month": "{}的月份",
    "day": "{}是几号",
    "weekday": "{}是星期几",
    "full_years": "{1}至{0}满的年数",
    "next_workday": "{0}（遇休息日顺延）",
    "is_workday": "{0}是工作日",
    "period_end": "自{0}起{1}天的届满日",
    "period_end_months": "自{0}起{1}个月的届满日",
    "bucket": "按{0}分{1}桶的桶号",
    "concat": "{}连同{}",
}


def money(fen: int) -> str:
    """An amount as people write it: yuan, thousands apart, fen only where there are any."""
    yuan = f"{abs(fen) // 100:,}" + (f".{abs(fen) % 100:02d}" if fen % 100 else "")
    return f"{'-' if fen < 0 else ''}{yuan}元"


def phrase(e: Expr, scope: Mapping[str, Field]) -> str:
    """The expression in Chinese, with labels for columns and names for codes."""
    match e:
        case Col():
            return scope[e.name].shown if e.name in scope else e.name
        case AsOf():
            return "截至日"
        case Lit():
            return constant(e)
        case Call():
            return _call(e, scope)
    raise TypeError(type(e).__name__)


def constant(e: Lit) -> str:
    """A constant as people write it."""
    if e.value is None:
        return "空"
    if isinstance(e.value, bool):
        return "是" if e.value else "否"
    if e.type is Type.FEN and isinstance(e.value, int):
        return money(e.value)
    if isinstance(e.value, float):
        return f"{e.value:g}"
    return e.value.isoformat() if isinstance(e.value, dt.date) else str(e.value)


def _call(e: Call, scope: Mapping[str, Field]) -> str:
    said = [phrase(_named_code(a, e.args, scope), scope) for a in e.args]
    if e.fn in ("and", "or"):
        return _joined(e, said)
    if e.fn == "not":
        return _negated(e, scope)
    if e.fn in ("add_months", "add_days"):
        return _shifted(e, said)
    if e.fn in INFIX:
        word = DATES.get(e.fn, INFIX[e.fn]) if Type.DATE in (e.args[0].type, e.args[1].type) else INFIX[e.fn]
        return word.join(_apart(e, a, s) for a, s in zip(e.args, said, strict=True))
    return _other(e, said)


def _apart(e: Call, part: Expr, said: str) -> str:
    """A condition that is compared, and a sum in a sum, in brackets, so that it is clear what belongs together."""
    apart = {*INFIX, "and", "or"} - (ARITHMETIC if e.fn not in ARITHMETIC else set())
    return f"（{said}）" if isinstance(part, Call) and part.fn in apart else said


def _other(e: Call, said: list[str]) -> str:
    if e.fn == "in":
        return f"{said[0]}为{'、'.join(said[1:-1])}{'或' if len(said) > 2 else ''}{said[-1]}"
    if e.fn == "if":
        return f"（{said[0]}时取{said[1]}，否则{said[2]}）"
    if e.fn in ("least", "greatest"):
        kind = (
            ("较早者" if e.fn == "least" else "较晚者")
            if e.type is Type.DATE
            else ("较小者" if e.fn == "least" else "较大者")
        )
        return f"{'与'.join(said)}的{kind}"
    if e.fn == "coalesce":
        return said[0] if all(isinstance(a, Lit) for a in e.args[1:]) else f"{said[0]}（空缺时取{'、'.join(said[1:])}）"
    return TEMPLATES[e.fn].format(*said)


def _joined(e: Call, said: list[str]) -> str:
    if e.fn == "and":
        return "且".join(
            f"（{s}）" if isinstance(a, Call) and a.fn == "or" else s for a, s in zip(e.args, said, strict=True)
        )
    return "，或".join(said)


def _negated(e: Call, scope: Mapping[str, Field]) -> str:
    inner = e.args[0]
    if isinstance(inner, Call) and inner.fn == "is_null":
        return f"{phrase(inner.args[0], scope)}不为空"
    return f"并非（{phrase(inner, scope)}）"


def _shifted(e: Call, said: list[str]) -> str:
    unit = "个月" if e.fn == "add_months" else "天"
    by = e.args[1]
    if isinstance(by, Call) and by.fn == "neg":
        return f"{said[0]}之前{said[1].removeprefix('负')}{unit}"
    return f"{said[0]}之后{said[1]}{unit}"


def _named_code(a: Expr, siblings: tuple[Expr, ...], scope: Mapping[str, Field]) -> Expr:
    """A code constant beside a code column becomes the code's Chinese name."""
    if not (isinstance(a, Lit) and isinstance(a.value, str)):
        return a
    names = {c: n for s in siblings if isinstance(s, Col) and s.name in scope for c, n in scope[s.name].codes}
    return Lit(Type.TEXT, f"“{names.get(a.value, a.value)}”")

"""From the text an author writes to a checked expression. The parser only parses: what it may give is listed here."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast

from sqlglot import Dialect, exp, parser, tokens
from sqlglot.errors import SqlglotError

from mingjing.algebra.errors import BadFormula, UnknownColumn, WrongType
from mingjing.algebra.expression import AsOf, Call, Col, Expr, Lit
from mingjing.algebra.functions import BY_WRITTEN_NAME, TABLE
from mingjing.algebra.types import Field, Type


class Formula(Dialect):
    """SQL expressions with no function known by name, so that every call comes to us as it was written."""

    class Tokenizer(tokens.Tokenizer):
        """The standard tokens."""

    class Parser(parser.Parser):
        """The standard grammar without built-in functions."""

        FUNCTIONS = {}
        FUNCTION_PARSERS = {}
        NO_PAREN_FUNCTIONS = {}


COMPARISONS: dict[type[exp.Expression], str] = {
    exp.EQ: "eq",
    exp.NEQ: "ne",
    exp.LT: "lt",
    exp.LTE: "le",
    exp.GT: "gt",
    exp.GTE: "ge",
    exp.And: "and",
    exp.Or: "or",
    exp.Add: "add",
    exp.Sub: "sub",
    exp.Mul: "mul",
    exp.Div: "div",
}

MONEY = {"元", "YUAN"}
DAY = {"日", "DATE"}
AS_OF = {"as_of", "截至日"}
DEEPEST = 100
GREATEST = 2**63 - 1


@dataclass(frozen=True)
class Parameter:
    """A value that the scenario declares and a formula names as `:name`."""

    type: Type
    value: int | float | str | bool | dt.date


@dataclass(frozen=True)
class Formulas:
    """Reads formulas against the columns in scope and the scenario's parameters."""

    parameters: Mapping[str, Parameter]

    def read(self, text: str, scope: Mapping[str, Field]) -> Expr:
        """The checked expression of `text`. Raises BadFormula, UnknownColumn or WrongType."""
        return _Reader(str(text), scope, self.parameters).expression()

    def condition(self, text: str, scope: Mapping[str, Field]) -> Expr:
        """As `read`, for a formula that must be a condition."""
        found = self.read(text, scope)
        if found.type is not Type.BOOL:
            raise WrongType(formula=str(text), problem=f"这里需要一个条件，得到的是{found.type.chinese}")
        return found


@dataclass(frozen=True)
class _Reader:
    text: str
    scope: Mapping[str, Field]
    parameters: Mapping[str, Parameter]

    def expression(self) -> Expr:
        if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in self.text):
            raise BadFormula(formula=ascii(self.text), problem="含有不能存入数据库的字符")
        try:
            found = Formula().parse(self.text)
            if len(found) != 1 or found[0] is None:
                raise BadFormula(formula=self.text, problem="须是一个表达式")
            return shallow(self.checked(cast(exp.Expression, found[0])), self.text)
        except SqlglotError as e:
            raise BadFormula(formula=self.text, problem="写法有误，请检查括号、引号和运算符") from e
        except RecursionError as e:
            raise too_deep(self.text) from e

    def checked(self, n: exp.Expression) -> Expr:
        if type(n) in COMPARISONS:
            return self.call(COMPARISONS[type(n)], n.this, n.expression)
        reader = READERS.get(type(n))
        if reader is None:
            raise BadFormula(formula=self.text, problem=f"不允许使用 {type(n).__name__}")
        return reader(self, n)

    def call(self, name: str, *args: exp.Expression) -> Expr:
        return self.typed(name, tuple(self.checked(a) for a in args))

    def typed(self, name: str, args: tuple[Expr, ...]) -> Expr:
        function = TABLE[name]
        result = function.gives(tuple(a.type for a in args))
        if result is None:
            got = "、".join(a.type.chinese for a in args)
            raise WrongType(formula=self.text, problem=f"「{function.chinese}」需要{function.takes}，得到的是{got}")
        self.refuse_unknown_codes(name, args)
        return Call(result, name, args)

    def refuse_unknown_codes(self, name: str, args: tuple[Expr, ...]) -> None:
        """A code that its column can never hold is a typing mistake, not an empty result."""
        if name not in ("eq", "ne", "in"):
            return
        known = {c for a in args if isinstance(a, Col) for c, _ in self.scope[a.name].codes}
        for a in args:
            if known and isinstance(a, Lit) and isinstance(a.value, str) and a.value not in known:
                raise WrongType(
                    formula=self.text, problem=f"代码 '{a.value}' 不在代码表内；可用的有 {'、'.join(sorted(known))}"
                )

    def column(self, n: exp.Expression) -> Expr:
        name = n.name
        if not n.args.get("table") and name.lower() in AS_OF:
            return AsOf()
        if n.args.get("table") or name not in self.scope:
            near = get_close_matches(name, list(self.scope), 3, 0.5)
            raise UnknownColumn(column=n.sql(), have=tuple(near or sorted(self.scope)))
        return Col(self.scope[name].type, name)

    def literal(self, n: exp.Expression) -> Expr:
        if n.is_string:
            return Lit(Type.TEXT, n.name)
        return number(n.name, self.text)

    def parameter(self, n: exp.Expression) -> Expr:
        found = self.parameters.get(n.name)
        if found is None:
            raise BadFormula(
                formula=self.text, problem=f"没有参数 :{n.name}；已声明 {'、'.join(self.parameters) or '无'}"
            )
        return Lit(found.type, found.value)

    def named(self, n: exp.Expression) -> Expr:
        written, args = n.name, n.expressions
        if written.upper() in MONEY | DAY:
            return self.constant(written.upper(), args)
        function = BY_WRITTEN_NAME.get(written.upper())
        if function is None or function.name in RESERVED:
            near = get_close_matches(written.upper(), WRITABLE, 3, 0.4)
            raise BadFormula(
                formula=self.text, problem=f"没有函数 {written}" + (f"；相近的有 {'、'.join(near)}" if near else "")
            )
        return self.call(function.name, *args)

    def constant(self, kind: str, args: list[exp.Expression]) -> Expr:
        only = args[0] if len(args) == 1 and isinstance(args[0], exp.Literal) else None
        if only is None:
            raise BadFormula(formula=self.text, problem=f"{kind}(…) 里须写一个常数")
        return money(only.name, self.text) if kind in MONEY else civil_day(only.name, self.text)

    def either(self, n: exp.Expression) -> Expr:
        return self.typed("if", tuple(self.checked(n.args[k]) for k in ("this", "true", "false") if n.args.get(k)))

    def case(self, n: exp.Expression) -> Expr:
        if n.this is not None:
            raise BadFormula(formula=self.text, problem="CASE 后须直接写 WHEN 条件")
        default = n.args.get("default")
        out: Expr = self.checked(default) if default is not None else Lit(Type.UNKNOWN, None)
        for branch in reversed(n.args["ifs"]):
            out = self.typed("if", (self.checked(branch.this), self.checked(branch.args["true"]), out))
        return out

    def between(self, n: exp.Expression) -> Expr:
        value, low, high = (self.checked(n.args[k]) for k in ("this", "low", "high"))
        return self.typed("and", (self.typed("ge", (value, low)), self.typed("le", (value, high))))

    def is_(self, n: exp.Expression) -> Expr:
        if isinstance(n.expression, exp.Null):
            return self.call("is_null", n.this)
        if isinstance(n.expression, exp.Boolean):
            known = self.typed("coalesce", (self.checked(n.this), Lit(Type.BOOL, not n.expression.this)))
            return self.typed("eq", (known, Lit(Type.BOOL, bool(n.expression.this))))
        raise BadFormula(formula=self.text, problem="IS 之后只能是 NULL、TRUE 或 FALSE")

    def member(self, n: exp.Expression) -> Expr:
        if n.args.get("query") or not n.expressions:
            raise BadFormula(formula=self.text, problem="IN 之后须列出若干常数")
        return self.call("in", n.this, *n.expressions)


def shallow(e: Expr, formula: str) -> Expr:
    """`e`, unless it is nested so deep that an engine could not follow. Raises BadFormula."""
    level: tuple[Expr, ...] = (e,)
    for _ in range(DEEPEST):
        level = tuple(a for x in level if isinstance(x, Call) for a in x.args)
        if not level:
            return e
    raise too_deep(formula)


def too_deep(formula: str) -> BadFormula:
    """What to do about a formula that is nested too deep."""
    problem = f"嵌套超过 {DEEPEST} 层；许多个“或者等于”可写成 IN (…)，其余请分成几步计算"
    return BadFormula(formula=f"{formula[:40]}…", problem=problem)


def number(written: str, formula: str) -> Lit:
    """A number written in digits, if it fits where numbers are kept."""
    try:
        found = int(written) if written.isascii() and written.isdigit() else float(written)
    except ValueError as e:
        raise BadFormula(formula=formula, problem=f"{written} 不是一个数") from e
    if (isinstance(found, int) and found > GREATEST) or found == math.inf:
        raise BadFormula(formula=formula, problem=f"数 {written} 太大")
    return Lit(Type.INT if isinstance(found, int) else Type.NUMBER, found)


def money(written: str, formula: str) -> Lit:
    """An amount written in yuan, as fen."""
    found = re.fullmatch(r"(\d{1,16})(?:\.(\d{0,2}))?|\.(\d{1,2})", written, re.ASCII)
    if found is None:
        raise BadFormula(formula=formula, problem=f"金额 {written} 元须为数字，至多十六位整数、两位小数")
    whole, part, only = found.groups()
    return Lit(Type.FEN, int(whole or 0) * 100 + int((part or only or "").ljust(2, "0")))


def civil_day(written: str, formula: str) -> Lit:
    """A date written as YYYY-MM-DD."""
    try:
        return Lit(Type.DATE, dt.datetime.strptime(written, "%Y-%m-%d").date())
    except ValueError as e:
        raise BadFormula(formula=formula, problem=f"日期 {written} 须写成 2024-05-01 的样子") from e


RESERVED = {*COMPARISONS.values(), "neg", "not", "is_null", "in", "date_of"} - {"and", "or"}
WRITABLE = [n for n, f in BY_WRITTEN_NAME.items() if f.name not in RESERVED]

READERS: dict[type[exp.Expression], Callable[[_Reader, Any], Expr]] = {
    exp.Column: _Reader.column,
    exp.Literal: _Reader.literal,
    exp.Placeholder: _Reader.parameter,
    exp.Anonymous: _Reader.named,
    exp.If: _Reader.either,
    exp.Case: _Reader.case,
    exp.Between: _Reader.between,
    exp.Is: _Reader.is_,
    exp.In: _Reader.member,
    exp.Paren: lambda r, n: r.checked(n.this),
    exp.Not: lambda r, n: r.call("not", n.this),
    exp.Neg: lambda r, n: r.call("neg", n.this),
    exp.Boolean: lambda r, n: Lit(Type.BOOL, bool(n.this)),
    exp.Null: lambda r, n: Lit(Type.UNKNOWN, None),
}
"""Everything the grammar may give that a model may use; all else is refused by name."""

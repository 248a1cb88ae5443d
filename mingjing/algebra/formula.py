"""From the text an author writes to a checked expression: names resolved, types agreed, codes known."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from mingjing.algebra.calendar import Calendar
from mingjing.algebra.errors import AmbiguousColumn, BadFormula, ModelError, UnknownColumn, WrongType
from mingjing.algebra.expression import AsOf, Call, Col, Expr, Lit
from mingjing.algebra.functions import BY_WRITTEN_NAME, CALENDAR, TABLE, Function
from mingjing.algebra.grammar import DEEPEST, SIGNS, Applied, Called, Part, Word, parse, refuse_deep, too_deep
from mingjing.algebra.tokens import Kind, Token
from mingjing.algebra.types import Field, Type

MONEY = {"元", "YUAN"}
DAY = {"日", "DATE"}
AS_OF = {"as_of", "截至日"}
CONSTANTS = {"true": Lit(Type.BOOL, True), "false": Lit(Type.BOOL, False), "null": Lit(Type.UNKNOWN, None)}
GREATEST = 2**63 - 1
BY_CALENDAR = {"next_workday", "is_workday", "period_end", "period_end_months"}
RESERVED = {fn for fn, _ in SIGNS.values()} - {"mod"} | {"neg", "not", "is_null", "in", "date_of"}
"""Functions that are written as signs or words, not by name."""
WRITABLE = {n: f for n, f in BY_WRITTEN_NAME.items() if f.name not in RESERVED}
SUGAR = (
    Function("case", "情形", "条件、值，成对若干，最后可有一个否则的值", lambda given: None, "第一个成立的条件的值"),
    Function("between", "介于", "一个值、下限、上限", lambda given: None, "不小于下限且不大于上限"),
)
"""What is written like a function and read as a choice or as two comparisons."""


@dataclass(frozen=True)
class Parameter:
    """A value that the scenario declares and a formula names as `:name`."""

    type: Type
    value: int | float | str | bool | dt.date


@dataclass(frozen=True)
class Formulas:
    """Reads formulas against the columns in scope, the scenario's parameters and the calendar."""

    parameters: Mapping[str, Parameter]
    calendar: Calendar | None = None

    def read(self, text: str, scope: Mapping[str, Field]) -> Expr:
        """The checked expression of `text`. Raises BadFormula, UnknownColumn or WrongType, which say where."""
        return _Reader(str(text), scope, self).expression()

    def condition(self, text: str, scope: Mapping[str, Field]) -> Expr:
        """As `read`, for a formula that must be a condition."""
        found = self.read(text, scope)
        if found.type is not Type.BOOL:
            problem = f"这里需要一个条件，得到的是{found.type.chinese}"
            raise WrongType(formula=str(text), problem=problem, span=(0, len(str(text))))
        return found


@dataclass(frozen=True)
class _Reader:
    text: str
    scope: Mapping[str, Field]
    formulas: Formulas

    def expression(self) -> Expr:
        if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in self.text):
            raise BadFormula(formula=ascii(self.text), problem="含有不能存入数据库的字符", span=(0, len(self.text)))
        root = parse(self.text)
        refuse_deep(root, self.text)
        return shallow(self.checked(root), self.text)

    def checked(self, part: Part) -> Expr:
        match part:
            case Applied(fn="case"):
                return self.case(part, part.args)
            case Applied():
                return self.typed(part, part.fn, tuple(self.checked(a) for a in part.args))
            case Called():
                return self.named(part)
            case Word():
                return WORDS[part.token.kind](self, part.token)
        raise TypeError(type(part).__name__)

    def wrong(self, place: Part | Token, problem: str) -> BadFormula:
        return BadFormula(formula=self.text, problem=problem, span=(place.start, place.end))

    def typed(self, place: Part, name: str, args: tuple[Expr, ...]) -> Expr:
        function = TABLE[name]
        result = function.gives(tuple(a.type for a in args))
        if result is None:
            shown = args[: -len(CALENDAR)] if name in BY_CALENDAR else args
            got = "、".join(a.type.chinese for a in shown) or "空"
            problem = f"「{function.chinese}」需要{function.takes}，得到的是{got}"
            raise WrongType(formula=self.text, problem=problem, span=(place.start, place.end))
        self.refuse_unknown_codes(place, name, args)
        for i in function.fixed:
            if not (isinstance(found := args[i], Lit) and isinstance(found.value, int) and found.value >= 1):
                raise self.wrong(place, f"「{function.chinese}」的第 {i + 1} 项须是不小于 1 的整数")
        return Call(result, name, args)

    def refuse_unknown_codes(self, place: Part, name: str, args: tuple[Expr, ...]) -> None:
        """A code that its column can never hold is a typing mistake, not an empty result."""
        if name not in ("eq", "ne", "in"):
            return
        known = {c for a in args if isinstance(a, Col) for c, _ in self.scope[a.name].codes}
        for a, part in zip(args, place.below, strict=False):
            if known and isinstance(a, Lit) and isinstance(a.value, str) and a.value not in known:
                problem = f"代码 '{a.value}' 不在代码表内；可用的有 {'、'.join(sorted(known))}"
                raise WrongType(formula=self.text, problem=problem, span=(part.start, part.end))

    def column(self, token: Token) -> Expr:
        """A column by its name, or by its label where only one has it."""
        if token.kind is Kind.NAME and token.text.lower() in AS_OF:
            return AsOf()
        if token.kind is Kind.NAME and token.word in CONSTANTS:
            return CONSTANTS[token.word]
        name = token.text if token.text in self.scope else self.labelled(token)
        return Col(self.scope[name].type, name)

    def labelled(self, token: Token) -> str:
        found = [n for n, f in self.scope.items() if f.label == token.text]
        if len(found) > 1:
            raise AmbiguousColumn(column=token.text, span=(token.start, token.end), either=tuple(found))
        if not found:
            near = get_close_matches(token.text, list(self.scope), 3, 0.5)
            have = tuple(near or sorted(self.scope))
            raise UnknownColumn(column=token.text, have=have, span=(token.start, token.end))
        return found[0]

    def parameter(self, token: Token) -> Expr:
        found = self.formulas.parameters.get(token.text)
        if found is None:
            have = "、".join(self.formulas.parameters) or "无"
            raise self.wrong(token, f"没有参数 :{token.text}；已声明 {have}")
        return Lit(found.type, found.value)

    def named(self, part: Called) -> Expr:
        written = part.name.text.upper()
        if written in MONEY | DAY:
            return self.constant(written, part)
        if written in ("CASE", "情形"):
            return self.case(part, part.args)
        if written in ("BETWEEN", "介于"):
            return self.between(part)
        function = WRITABLE.get(written)
        if function is None:
            near = get_close_matches(written, WRITABLE, 3, 0.4)
            more = f"；相近的有 {'、'.join(near)}" if near else ""
            raise self.wrong(part.name, f"没有函数 {part.name.text}{more}")
        args = tuple(self.checked(a) for a in part.args)
        return self.typed(part, function.name, args + self.calendar(part, function))

    def calendar(self, part: Part, function: Function) -> tuple[Expr, ...]:
        """The calendar, for a function that counts by it."""
        if function.name not in BY_CALENDAR:
            return ()
        known = self.formulas.calendar
        if known is None:
            raise self.wrong(part, f"「{function.chinese}」需要工作日历，这里没有")
        return Lit(Type.DATE, known.first), Lit(Type.TEXT, known.steps)

    def constant(self, kind: str, part: Called) -> Expr:
        only = part.args[0] if len(part.args) == 1 else None
        if not isinstance(only, Word) or only.token.kind not in (Kind.NUMBER, Kind.TEXT):
            raise self.wrong(part, f"{kind}(…) 里须写一个常数")
        try:
            return money(only.token.text, self.text) if kind in MONEY else civil_day(only.token.text, self.text)
        except ModelError as e:
            e.span = (only.start, only.end)
            raise

    def case(self, place: Part, args: tuple[Part, ...]) -> Expr:
        """The value of the first condition that holds."""
        if len(args) < 2:
            raise self.wrong(place, "「情形」须成对写条件和值，最后可写否则的值")
        pairs, rest = args[: len(args) // 2 * 2], args[len(args) // 2 * 2 :]
        out: Expr = self.checked(rest[0]) if rest else CONSTANTS["null"]
        for condition, value in reversed(list(zip(pairs[::2], pairs[1::2], strict=True))):
            out = self.typed(place, "if", (self.checked(condition), self.checked(value), out))
        return out

    def between(self, part: Called) -> Expr:
        if len(part.args) != 3:
            raise self.wrong(part, "「介于」需要一个值、下限、上限")
        value, low, high = (self.checked(a) for a in part.args)
        return self.typed(part, "and", (self.typed(part, "ge", (value, low)), self.typed(part, "le", (value, high))))

    def number(self, token: Token) -> Expr:
        try:
            return number(token.text, self.text)
        except BadFormula as e:
            e.span = (token.start, token.end)
            raise


WORDS: dict[Kind, Callable[[_Reader, Token], Expr]] = {
    Kind.NAME: _Reader.column,
    Kind.QUOTED: _Reader.column,
    Kind.NUMBER: _Reader.number,
    Kind.TEXT: lambda r, token: Lit(Type.TEXT, token.text),
    Kind.PARAMETER: _Reader.parameter,
}


def shallow(e: Expr, formula: str) -> Expr:
    """`e`, unless it is nested so deep that an engine could not follow. Raises BadFormula."""
    level: tuple[Expr, ...] = (e,)
    for _ in range(DEEPEST):
        level = tuple(a for x in level if isinstance(x, Call) for a in x.args)
        if not level:
            return e
    raise too_deep(formula)


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

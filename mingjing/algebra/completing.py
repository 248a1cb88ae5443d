"""What an editor needs while a formula is written: what could stand at the cursor, and what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingjing.algebra.errors import BadFormula, ModelError
from mingjing.algebra.formula import SUGAR, WRITABLE, Formulas
from mingjing.algebra.functions import Function
from mingjing.algebra.grammar import EMPTY, KEYWORDS
from mingjing.algebra.phrases import phrase
from mingjing.algebra.tokens import Kind, Token, tokens
from mingjing.algebra.types import Field

CONSTANT_FORMS = (
    ("元(", "一笔钱，如 元(50000)"),
    ("日('", "一个日期，如 日('2024-05-01')"),
    ("截至日", "模型所问的那一天"),
)
OPERATORS = (
    ("=", "等于"), ("<>", "不等于"), (">", "大于"), (">=", "不小于"), ("<", "小于"), ("<=", "不大于"),
    ("in (", "属于其中之一"), ("between ", "介于两值之间"), ("is null", "为空"), ("is not null", "不为空"),
    ("and", "且"), ("or", "或"), ("+", "加"), ("-", "减"), ("*", "乘"), ("/", "除"),
)  # fmt: skip


@dataclass(frozen=True)
class Completion:
    """One thing that may be written between `start` and `end` in place of what stands there."""

    text: str
    kind: str
    label: str
    help: str
    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """One fault with its place, and what it costs nothing to try instead."""

    start: int
    end: int
    code: str
    message: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diagnosis:
    """What is to be said of a formula: its type and its meaning in Chinese, or what is wrong."""

    type: str
    said: str
    problems: tuple[Problem, ...]


def diagnose(formula: str, scope: Mapping[str, Field], formulas: Formulas, condition: bool = False) -> Diagnosis:
    """The type and meaning of a formula, or its fault."""
    try:
        found = formulas.condition(formula, scope) if condition else formulas.read(formula, scope)
    except ModelError as e:
        start, end = e.span or (0, len(formula))
        near = tuple(n for n in getattr(e, "have", ()) if n in scope)
        return Diagnosis("", "", (Problem(start, end, e.code, str(e), near),))
    return Diagnosis(found.type.value, phrase(found, scope), ())


def complete(formula: str, position: int, scope: Mapping[str, Field], formulas: Formulas) -> tuple[Completion, ...]:
    """What may stand at `position`, the likeliest first."""
    before = formula[:position]
    begun, words = begun_text(before)
    if begun is not None:
        closed = formula.startswith("'", position)
        return tuple(codes(words, scope, begun, position + closed))
    last = words[-1] if words and words[-1].end == position else None
    if last and last.kind in (Kind.NAME, Kind.PARAMETER):
        words, start, prefix = words[:-1], last.start, last.text
    else:
        start, prefix = position, ""
    if last and last.kind is Kind.PARAMETER:
        return tuple(parameters(formulas, prefix, start, position))
    if words and ends_operand(words[-1]):
        return tuple(operators(prefix, start, position))
    return tuple(values(scope, formulas, prefix, start, position))


def begun_text(before: str) -> tuple[int | None, list[Token]]:
    """Where the text begins that is not ended yet, if one is, and the words before it."""
    try:
        return None, tokens(before)[:-1]
    except BadFormula as e:
        start = e.span[0] if e.span else len(before)
        if before[start : start + 1] == "'":
            return start, tokens(before[:start])[:-1]
        return None, []


def ends_operand(word: Token) -> bool:
    """Whether a value ends here, so that an operator follows."""
    names = word.kind is Kind.NAME and word.word not in KEYWORDS - {*EMPTY, "end"}
    return names or word.kind in (Kind.NUMBER, Kind.TEXT, Kind.QUOTED, Kind.PARAMETER) or word.is_sign(")")


def codes(words: list[Token], scope: Mapping[str, Field], start: int, end: int) -> Iterator[Completion]:
    """The codes of the column that the text is compared with."""
    column = next((f for w in reversed(words) if (f := column_named(w, scope)) is not None), None)
    for code, name in column.codes if column else ():
        yield Completion(f"'{code}'", "code", name, f"{column.shown if column else ''}的代码", start, end)


def column_named(word: Token, scope: Mapping[str, Field]) -> Field | None:
    """The column that a word names."""
    if word.kind not in (Kind.NAME, Kind.QUOTED):
        return None
    return scope.get(word.text) or next((f for f in scope.values() if f.label == word.text), None)


def operators(prefix: str, start: int, end: int) -> Iterator[Completion]:
    """What may follow a value."""
    for sign, means in (*OPERATORS, *((w, "没有值" if not negated else "有值") for w, negated in EMPTY.items())):
        if sign.startswith(prefix.lower()) or means.startswith(prefix):
            yield Completion(sign, "operator", sign.strip(), means, start, end)


def parameters(formulas: Formulas, prefix: str, start: int, end: int) -> Iterator[Completion]:
    """The parameters that the scenario declares."""
    for name, p in formulas.parameters.items():
        if name.startswith(prefix):
            yield Completion(f":{name}", "parameter", name, f"参数，{p.type.chinese}", start, end)


def values(scope: Mapping[str, Field], formulas: Formulas, prefix: str, start: int, end: int) -> Iterator[Completion]:
    """Columns, functions and constants whose name or label begins like what is written; then those that hold it."""
    for f in sorted(scope.values(), key=lambda f: rank(prefix, f.name, f.label)):
        if rank(prefix, f.name, f.label) < 2:
            yield Completion(f.name, "column", f.shown, f.type.chinese, start, end)
    for function in dict.fromkeys([*WRITABLE.values(), *SUGAR]):
        if rank(prefix, *function.written) == 0:
            yield Completion(written_as(function, prefix), "function", function.chinese, helped(function), start, end)
    for text, means in CONSTANT_FORMS:
        if text.startswith(prefix):
            yield Completion(text, "constant", text.strip("('"), means, start, end)
    if not prefix:
        yield from parameters(formulas, "", start, end)


def rank(prefix: str, *names: str) -> int:
    """0 for what begins so, 1 for what holds it, 2 for what has nothing of it."""
    low = prefix.lower()
    return min((0 if n.lower().startswith(low) else 1 if low in n.lower() else 2) for n in names)


def written_as(function: Function, prefix: str) -> str:
    """The function under the kind of name that was begun."""
    english = bool(prefix) and prefix.isascii()
    return f"{function.name if english else function.chinese}("


def helped(function: Function) -> str:
    """What a function takes and means, in one line."""
    return f"{function.chinese}（{function.takes}）" + (f"：{function.means}" if function.means else "")

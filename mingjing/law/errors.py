"""What can be wrong with a question put to a calculator."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import MingjingError


class LawError(MingjingError):
    """A calculator cannot answer what it was asked."""

    code = "law_error"
    http_status = 422


@dataclass(eq=False)
class NoRuleInForce(LawError):
    """On that day none of the known rules was in force."""

    rule: str
    on: str
    known: tuple[str, ...]
    code = "no_rule_in_force"
    message = "「{rule}」在 {on} 没有已收录的规定；已收录的施行期间：{known}。"


@dataclass(eq=False)
class BeyondTable(LawError):
    """A day outside the table that a rule reads."""

    table: str
    on: str
    first: str
    last: str
    code = "beyond_table"
    message = "{table}只收录到 {first} 至 {last}，{on} 不在其中；请补充数据后再算。"


@dataclass(eq=False)
class BadInput(LawError):
    """An input is not of its kind."""

    input: str
    given: str
    wanted: str
    code = "bad_input"
    message = "「{input}」填的是「{given}」，应为{wanted}。"


@dataclass(eq=False)
class UnknownInput(LawError):
    """A calculator has no such input."""

    calculator: str
    given: str
    have: tuple[str, ...]
    code = "unknown_input"
    message = "「{calculator}」没有「{given}」这一项；可填 {have}。"


@dataclass(eq=False)
class UnknownCalculator(LawError):
    """There is no calculator of that name."""

    given: str
    near: tuple[str, ...]
    code = "unknown_calculator"
    http_status = 404
    message = "没有名为「{given}」的计算器；相近的有 {near}。"

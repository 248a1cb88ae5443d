"""The words of a formula, each with its place in the text, so that an error can point at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mingjing.algebra.errors import BadFormula


class Kind(StrEnum):
    """What a word is."""

    NAME = "name"
    QUOTED = "quoted"
    NUMBER = "number"
    TEXT = "text"
    PARAMETER = "parameter"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` is what it means (quotes taken off), `start` and `end` where it stands."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word as a keyword: lower case; empty for what can be no keyword."""
        return self.text.lower() if self.kind is Kind.NAME else ""

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of these signs."""
        return self.kind is Kind.SIGN and self.text in signs


WIDE = {
    "（": "(", "）": ")", "，": ",", "：": ":", "＝": "=", "＞": ">", "＜": "<", "＋": "+", "－": "-", "×": "*",
    "＊": "*", "÷": "/", "／": "/", "％": "%", "≠": "<>", "≤": "<=", "≥": ">=", "!=": "<>",
}  # fmt: skip
"""Signs as a Chinese keyboard writes them."""

PARTS = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:[^']|'')*')
    |(?P<quoted>"(?:[^"]|"")*")
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]*)?)
    |(?P<parameter>[:：](?=[^\W\d])\w+)
    |(?P<name>[^\W\d]\w*)
    |(?P<sign><>|!=|<=|>=|[-+*/%=<>(),:（），：＝＞＜＋－×＊÷／％≠≤≥])""",
    re.VERBOSE | re.DOTALL,
)  # fmt: skip
UNENDED = {"'": "文字的引号没有结束", '"': "列名的引号没有结束", "/": "注释没有结束"}


def tokens(text: str) -> list[Token]:
    """The words of a formula, the last one being its end. Raises BadFormula at what no formula may hold."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = PARTS.match(text, at)
        if match is None or (match.lastgroup == "sign" and text.startswith("/*", at)):
            raise unreadable(text, at)
        if match.lastgroup != "space":
            found.append(token(Kind(str(match.lastgroup)), match))
        at = match.end()
    return [*found, Token(Kind.END, "", len(text), len(text))]


def token(kind: Kind, match: re.Match[str]) -> Token:
    """One word with its quotes taken off and wide signs made plain."""
    written = match.group()
    if kind in (Kind.TEXT, Kind.QUOTED):
        written = written[1:-1].replace(written[0] * 2, written[0])
    elif kind is Kind.PARAMETER:
        written = written[1:]
    elif kind is Kind.SIGN:
        written = WIDE.get(written, written)
    return Token(kind, written, match.start(), match.end())


def unreadable(text: str, at: int) -> BadFormula:
    """Why the text cannot be read from `at` on."""
    problem = UNENDED.get(text[at]) if text[at] != "/" or text.startswith("/*", at) else None
    end = len(text) if problem else at + 1
    return BadFormula(formula=text, problem=problem or f"不允许使用 {text[at]}", span=(at, end))

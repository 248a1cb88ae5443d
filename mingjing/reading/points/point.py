"""What an info point is, and what one found value of it is."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What the value of a point is; the letters are those of the list of points."""

    TEXT = "S"
    ENUM = "E"
    NUMBER = "N"
    MONEY = "A"
    DATE = "D"
    YES = "B"
    PARTY = "P"
    LAW = "L"
    TERM = "T"
    CODE = "C"
    LIST = "Q"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _LABELS[self]


_LABELS = {
    Kind.TEXT: "文字",
    Kind.ENUM: "选项",
    Kind.NUMBER: "数值",
    Kind.MONEY: "金额（分）",
    Kind.DATE: "日期",
    Kind.YES: "是否",
    Kind.PARTY: "当事人",
    Kind.LAW: "法律条文",
    Kind.TERM: "期限（月）",
    Kind.CODE: "代码",
    Kind.LIST: "多项内容",
}
RECORDS = "records"
_PER_PARTY = ("judgment_parties", "judgment_criminal")
_CARDS = {"1": "一个", "?": "至多一个", "*": "可有多个"}


@dataclass(frozen=True, slots=True)
class Point:
    """One info point as declared: a row of `declared/*.csv`.

    `reader` names the function that finds it; a point without one is found by its own row: the cue words, in the
    sections, with the value grammar (see `grammar`). `example` is invented; the row must read `gives` from it.
    """

    id: str
    identifier: str
    name: str
    kind: Kind
    card: str  # "1" one, "?" at most one, "*" any number
    unit: str
    family: str
    papers: str  # all, judgments, rulings, mediation, records, or kinds of paper joined by |
    categories: tuple[str, ...]  # 民事, 刑事, ...; empty is all
    causes: re.Pattern[str] | None  # of the causes of action that the point belongs to
    section: str
    cues: tuple[str, ...]
    value: str
    reader: str
    example: str
    gives: str

    @property
    def many(self) -> bool:
        """Whether a paper may state the point more than once; what is stated once a party, as often as parties."""
        return self.card == "*" or self.per_party

    @property
    def per_party(self) -> bool:
        """Whether the point is stated once for each party or accused: equal values of two are two."""
        return self.family in _PER_PARTY

    @property
    def spoken(self) -> bool:
        """Whether the point is of a record of people speaking, which `transcripts` reads turn by turn."""
        return self.papers == RECORDS

    @property
    def card_label(self) -> str:
        """How often a paper may state the point, in Chinese."""
        return _CARDS[self.card]


@dataclass(frozen=True, slots=True)
class Found:
    """One value of a point in one paper: `text` is exactly the paper's text[start:end].

    `value` is what JSON can hold: fen, ISO days, months, true or false, text, or an object. `confidence` is between
    0 and 1; below 0.8 a person looks at it before use. `by` is the rule or model that found it.
    """

    id: str
    name: str
    value: Any
    text: str
    start: int
    end: int
    confidence: float
    by: str

    def to_json(self) -> dict[str, Any]:
        """The value as the contract writes it."""
        return asdict(self)

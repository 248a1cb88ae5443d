"""The shape of a declaration: a table, its columns, and what a column may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a value is. Money is integer fen; a date is a civil-law day, never a time."""

    INT = "int"
    FEN = "fen"
    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    DATE = "date"
    TIME = "time"


class Personal(StrEnum):
    """Personal-data class of a column (个人信息保护法 28, in force 2021-11-01, for `sensitive`)."""

    NONE = "none"
    NAME = "name"
    IDENTITY = "identity"
    CONTACT = "contact"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Column:
    """One column: name, type, Chinese label; `codes` maps each allowed code to its Chinese name."""

    name: str
    type: Type
    label: str
    required: bool = False
    refers: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    personal: Personal = Personal.NONE
    note: str = ""

    @property
    def unit(self) -> str:
        """Unit of the value as people read it; empty for text and codes."""
        by_suffix = {"_days": "天", "_months": "个月", "_percent": "%"}
        named = next((u for end, u in by_suffix.items() if self.name.endswith(end)), "")
        return "分" if self.type is Type.FEN else named


@dataclass(frozen=True)
class Table:
    """One table of the court: `grain` says in Chinese what one row is, `key` makes a row unique at any moment."""

    name: str
    label: str
    grain: str
    columns: tuple[Column, ...]
    source: str
    retention: str = "随案永久"
    derived: bool = False
    sort: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The first column is the key of every table."""
        return (self.columns[0].name,)

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((c for c in self.columns if c.name == name), None)


HISTORY = (
    Column("_from", Type.TIME, "知悉起", required=True, note="从此刻起平台知道这一行"),
    Column("_to", Type.TIME, "知悉止", required=True, note="到此刻（不含）为止；现行行为 9999-12-31"),
)
"""Every table has these two beside its own columns: when the row was true and known to us."""


def key(name: str, label: str) -> Column:
    """A row's own identifier."""
    return Column(name, Type.INT, label, required=True)


def refers(name: str, label: str, table: str, *, required: bool = False) -> Column:
    """An identifier of a row of another table."""
    return Column(name, Type.INT, label, required=required, refers=table)


def text(
    name: str, label: str, *, personal: Personal = Personal.NONE, required: bool = False, note: str = ""
) -> Column:
    """Free text or a name."""
    return Column(name, Type.TEXT, label, required=required, personal=personal, note=note)


def code(name: str, label: str, codes: dict[str, str], *, required: bool = False) -> Column:
    """One of a closed list of codes."""
    return Column(name, Type.TEXT, label, required=required, codes=tuple(codes.items()))


def day(name: str, label: str, note: str = "") -> Column:
    """A date."""
    return Column(name, Type.DATE, label, note=note)


def fen(name: str, label: str, note: str = "") -> Column:
    """An amount of money in fen."""
    return Column(name, Type.FEN, label, note=note)


def count(name: str, label: str, note: str = "") -> Column:
    """A whole number."""
    return Column(name, Type.INT, label, note=note)


def number(name: str, label: str, note: str = "") -> Column:
    """A number with a fraction, such as a rate or a share."""
    return Column(name, Type.NUMBER, label, note=note)


def yes(name: str, label: str, note: str = "") -> Column:
    """Yes, no or not known."""
    return Column(name, Type.BOOL, label, note=note)


def moment(name: str, label: str) -> Column:
    """A point in time, UTC in storage."""
    return Column(name, Type.TIME, label, required=True)

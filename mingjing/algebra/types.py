"""What a value can be, and which values may meet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Type of a column or of an expression."""

    INT = "int"
    FEN = "fen"
    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    DATE = "date"
    TIME = "time"
    UNKNOWN = "unknown"

    @property
    def chinese(self) -> str:
        """The name a judge reads in an error."""
        return CHINESE[self]


CHINESE = {
    Type.INT: "整数",
    Type.FEN: "金额",
    Type.NUMBER: "数值",
    Type.TEXT: "文字",
    Type.BOOL: "是否",
    Type.DATE: "日期",
    Type.TIME: "时刻",
    Type.UNKNOWN: "空值",
}

NUMERIC = {Type.INT, Type.NUMBER}


@dataclass(frozen=True, slots=True)
class Field:
    """A column as a relation knows it: name, type, Chinese label, and the codes it may hold."""

    name: str
    type: Type
    label: str = ""
    codes: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """What people read: the label, or the name where there is none."""
        return self.label or self.name


def meet(a: Type, b: Type) -> Type | None:
    """The common type of two values that are compared or chosen between; None if they may not meet."""
    if a == b or b is Type.UNKNOWN:
        return a
    if a is Type.UNKNOWN:
        return b
    return Type.NUMBER if {a, b} <= NUMERIC else None

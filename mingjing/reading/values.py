"""A value read from a paper, with the place it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """`value` as understood, and `text`, which is exactly source[start:end].

    `confidence` is between 0 and 1; below 0.8 a person looks at it before use. `by` is the rule that read it.
    """

    value: T
    text: str
    start: int
    end: int
    confidence: float
    by: str


def at(source: str, value: T, span: tuple[int, int], by: str, confidence: float = 0.95) -> Value[T]:
    """The value together with its text in `source`."""
    start, end = span
    return Value(value, source[start:end], start, end, confidence, by)


def trimmed(source: str, span: tuple[int, int], blanks: str = " \t\r\n\u3000\u00a0") -> tuple[int, int]:
    """The span without blanks at its ends."""
    start, end = span
    while start < end and source[start] in blanks:
        start += 1
    while end > start and source[end - 1] in blanks:
        end -= 1
    return start, end

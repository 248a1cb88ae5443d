"""One thing that may be wrong with a paper."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.reading.paper import Paper
from mingjing.reading.sections import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be wrong, where, and what would be right; `message` is for judges."""

    check: str  # the check that found it
    message: str
    text: str
    start: int
    end: int
    confidence: float


def finding(paper: Paper, check: str, span: Span, message: str, confidence: float = 0.8) -> Finding:
    """The finding at its words in the paper."""
    start, end = span
    return Finding(check, message, paper.text[start:end], start, end, confidence)

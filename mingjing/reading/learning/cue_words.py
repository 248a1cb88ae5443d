"""Which words announce the values of a kind: found by counting, not written by hand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mingjing.reading.folding import folded
from mingjing.reading.learning.letters import Cues
from mingjing.reading.learning.spans import Span

_LONG = (2, 3, 4)
_WORTH = 10.0
"""Twice the log likelihood ratio that a word must have (p < 0.002)."""


def cue_words(papers: Iterable[tuple[str, Sequence[Span]]], limit: int = 200) -> Cues:
    """The words that stand next to values far more often than elsewhere."""
    near: Counter[str] = Counter()
    total: Counter[str] = Counter()
    places = size = 0
    for text, spans in papers:
        plain = folded(text)
        total.update(_grams(plain))
        near.update(word for span in spans for word in _beside(plain, span))
        places += 2 * len(spans)
        size += len(plain)
    share = places / max(1, size)
    worth = {word: _worth(n, total[word], share) for word, n in near.items() if n >= 3}
    best = sorted((w for w in worth if worth[w] >= _WORTH), key=lambda w: (-worth[w], w))
    return Cues(tuple(best[:limit]))


def _grams(text: str) -> Iterator[str]:
    for long in _LONG:
        for i in range(len(text) - long + 1):
            if _is_word(text[i : i + long]):
                yield text[i : i + long]


def _beside(text: str, span: Span) -> Iterator[str]:
    """The words that end where the value begins, and those that begin where it ends."""
    for long in _LONG:
        for word in (text[max(0, span.start - long) : span.start], text[span.end : span.end + long]):
            if len(word) == long and _is_word(word):
                yield word


def _is_word(piece: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" and c not in "某的了年月日时" for c in piece)


def _worth(near: int, total: int, share: float) -> float:
    """Twice the log likelihood ratio of standing near a value more often than chance."""
    total = max(total, near)
    rate = near / total
    if rate <= share:
        return 0.0
    far = total - near
    return 2 * (near * math.log(rate / share) + (far * math.log((1 - rate) / (1 - share)) if far else 0.0))

"""Splitting examples for cross-validation: papers that repeat each other stay together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_LONG = 25
"""A shared sentence of this length makes two papers relatives ..."""
_COMMON = 15
"""... unless more papers than this share it: then it is a formula of the court."""


def folds(texts: Sequence[Sequence[str]], count: int = 5) -> list[int]:
    """A fold for each paper, given as its sentences; every fold has about as many sentences."""
    families: dict[int, list[int]] = defaultdict(list)
    for paper, family in enumerate(relatives(texts)):
        families[family].append(paper)
    size = {family: sum(len(texts[i]) for i in members) for family, members in families.items()}
    filled, home = [0] * count, [0] * len(texts)
    for family in sorted(families, key=lambda f: (-size[f], f)):
        smallest = filled.index(min(filled))
        filled[smallest] += max(1, size[family])
        for paper in families[family]:
            home[paper] = smallest
    return home


def relatives(texts: Sequence[Sequence[str]]) -> list[int]:
    """The number of each paper's family: papers joined by long sentences that they share."""
    parent = list(range(len(texts)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for members in _sharing(texts):
        for other in members[1:]:
            parent[root(other)] = root(members[0])
    return [root(i) for i in range(len(texts))]


def _sharing(texts: Sequence[Sequence[str]]) -> list[list[int]]:
    papers: dict[str, dict[int, None]] = defaultdict(dict)
    for i, sentences in enumerate(texts):
        for sentence in sentences:
            if len(sentence) >= _LONG:
                papers[sentence][i] = None
    return [list(p) for p in papers.values() if 1 < len(p) <= _COMMON]

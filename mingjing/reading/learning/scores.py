"""Precision, recall and F1, per point and over all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Count:
    """Right values, wrong values, values missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of the values given, the share that is right; 1 where nothing was given or wanted."""
        return self._share(self.wrong)

    @property
    def recall(self) -> float:
        """Of the values wanted, the share that was given."""
        return self._share(self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where nothing was given or wanted, as the judger of CAIL2019 has it."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    def _share(self, other: int) -> float:
        total = self.right + other
        return self.right / total if total else (0.0 if self.wrong or self.missed else 1.0)

    def to_json(self) -> dict[str, Any]:
        """Counts and rates."""
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return asdict(self) | {name: round(rate, 4) for name, rate in rates.items()}


Key = tuple[Any, ...]
"""An answer; its last part is the point or label that it is an answer to."""


def counts(answers: Iterable[tuple[set[Key], set[Key]]]) -> dict[str, Count]:
    """Counts per point over papers, each given as the answers found and those wanted."""
    out: dict[str, Count] = defaultdict(Count)
    for found, wanted in answers:
        for key in found | wanted:
            out[key[-1]] += Count(key in found and key in wanted, key not in wanted, key not in found)
    return dict(sorted(out.items()))


def micro(per_point: Mapping[str, Count]) -> Count:
    """All answers together."""
    return sum(per_point.values(), Count())


def macro(per_point: Mapping[str, Count], labels: Iterable[str]) -> float:
    """The mean F1 over these labels, each weighing the same."""
    rates = [per_point.get(label, Count()).f1 for label in labels]
    return sum(rates) / len(rates) if rates else 0.0

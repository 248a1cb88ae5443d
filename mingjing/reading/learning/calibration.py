"""Confidence that means what it says: of the values given 0.9, nine in ten are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mingjing.reading.learning.tagger import Floats

_CAUTION = 2.0
"""As if this many values, half of them right, had been seen besides: no confidence of exactly 0 or 1."""


@dataclass(frozen=True)
class Calibration:
    """A rising line from raw scores to the share that was right among papers not trained on."""

    scores: tuple[float, ...] = (0.0, 1.0)
    shares: tuple[float, ...] = (0.5, 0.5)

    def confidence(self, score: float) -> float:
        """The share of right values at this score."""
        return float(np.interp(score, self.scores, self.shares))


def calibrated(scores: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Isotonic regression by pooling adjacent violators, each pool held back a little towards one half."""
    if not scores:
        return Calibration()
    order = np.argsort(scores, kind="stable")
    pools: list[list[float]] = []  # sum right, number, sum of scores
    for i in order:
        pools.append([float(right[i]), 1.0, float(scores[i])])
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return Calibration(tuple(p[2] / p[1] for p in pools), tuple(_share(p) for p in pools))


def _share(pool: Sequence[float]) -> float:
    return (pool[0] + _CAUTION / 2) / (pool[1] + _CAUTION)


def error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """How far confidence is from the truth, on average: the expected calibration error."""
    sure: Floats = np.asarray(confidences, np.float32)
    true: Floats = np.asarray(right, np.float32)
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[bin_of == b].sum() - true[bin_of == b].sum()) for b in range(bins)]
    return float(sum(gaps)) / max(1, len(sure))

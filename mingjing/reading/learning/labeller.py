"""Which labels a sentence has: one linear model per label, over its n-grams, its cues, its part and its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mingjing.reading.learning.grams import Rows, Vocabulary
from mingjing.reading.learning.label_rules import Rule
from mingjing.reading.learning.sentences import PARTS, parts
from mingjing.reading.learning.tagger import Floats

OWN_CUE, NEAR_CUE, PART = 0.5, 0.2, 0.3
"""Weights of a matching rule in the sentence itself and beside it, and of the part of the paper, against n-grams."""


@dataclass(frozen=True)
class Choice:
    """A label given to a sentence, and by how much its score was over the threshold."""

    sentence: int
    label: str
    margin: float
    by: str


class Labeller:
    """Weights and a threshold per label; a label with too few examples is left to its rule."""

    def __init__(
        self, labels: Sequence[str], vocabulary: Vocabulary, weights: Floats, bias: Floats, thresholds: Floats
    ) -> None:
        self.labels, self.vocabulary = tuple(labels), vocabulary
        self.weights, self.bias, self.thresholds = weights, bias, thresholds

    def scores(self, texts: Sequence[str], rules: Mapping[str, Rule]) -> Floats:
        """One row per sentence of a paper, one column per label."""
        rows, extras = features(self.vocabulary, self.labels, texts, rules)
        known = len(self.vocabulary.keys)
        out: Floats = rows.times(self.weights[:known]) + extras @ self.weights[known:] + self.bias
        return out

    def choose(self, texts: Sequence[str], rules: Mapping[str, Rule]) -> list[Choice]:
        """The labels of each sentence of a paper."""
        if not texts:
            return []
        margins = self.scores(texts, rules) - self.thresholds
        chosen = [
            Choice(int(i), self.labels[j], float(margins[i, j]), "model")
            for i, j in np.argwhere(np.isfinite(self.thresholds) & (margins > 0))
        ]
        return sorted([*chosen, *self._by_rule(texts, rules)], key=lambda c: (c.sentence, c.label))

    def _by_rule(self, texts: Sequence[str], rules: Mapping[str, Rule]) -> list[Choice]:
        """Labels that no model could be trained for."""
        alone = [label for label, limit in zip(self.labels, self.thresholds, strict=True) if not np.isfinite(limit)]
        return [
            Choice(i, label, 0.0, "rule")
            for label in alone
            if label in rules
            for i, text in enumerate(texts)
            if rules[label].pattern.search(text)
        ]


def features(
    vocabulary: Vocabulary, labels: Sequence[str], texts: Sequence[str], rules: Mapping[str, Rule]
) -> tuple[Rows, Floats]:
    """What a model sees of each sentence of one paper: its n-grams, and the few features beside them."""
    cues = np.array(
        [[label in rules and rules[label].pattern.search(text) is not None for label in labels] for text in texts],
        np.float32,
    ).reshape(len(texts), len(labels))
    none = np.zeros((1, len(labels)), np.float32)
    before, after = np.vstack([none, cues[:-1]]), np.vstack([cues[1:], none])
    part = np.eye(len(PARTS), dtype=np.float32)[parts(texts)] if texts else np.zeros((0, len(PARTS)), np.float32)
    extras = np.hstack([cues * OWN_CUE, before[: len(texts)] * NEAR_CUE, after[: len(texts)] * NEAR_CUE, part * PART])
    return vocabulary.rows(texts), extras

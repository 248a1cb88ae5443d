"""Which papers to label next: those the model is in most doubt about, and unlike each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mingjing.reading.learning.grams import gram_keys
from mingjing.reading.learning.model import Model
from mingjing.reading.learning.sentences import sentences
from mingjing.reading.learning.tagger import Floats

_WIDTH = 2048
_WORST = 5
"""A paper's doubt is that of its most doubtful sentences: length alone is no reason to label it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A paper worth labelling: its number, how much doubt it holds, and its most doubtful sentence."""

    number: int
    doubt: float
    sentence: str


def suggest(model: Model, texts: Sequence[str], count: int) -> list[Suggestion]:
    """The papers to label next, the best first."""
    judged = [doubt(model, text) for text in texts]
    likeness = _likeness(texts)
    chosen: list[Suggestion] = []
    nearest = np.zeros(len(texts), np.float32)
    worth = np.array([d for d, _ in judged], np.float32)
    for _ in range(min(count, len(texts))):
        best = int(np.argmax(worth * (1 - nearest) + 1e-9 * (1 - nearest)))
        chosen.append(Suggestion(best, round(float(worth[best]), 4), judged[best][1]))
        nearest = np.maximum(nearest, likeness[best])
        nearest[best], worth[best] = 2.0, 1.0  # never again
    return chosen


def doubt(model: Model, text: str) -> tuple[float, str]:
    """How unsure the model is about a paper, and the sentence it is least sure about."""
    places = sentences(text)
    if not places:
        return 0.0, ""
    each = np.zeros(len(places), np.float32)
    keys = model.keys(text, ())
    for tagger in model.taggers:
        each = each + _by_sentence(tagger.doubt(keys, [end for _, end in places]), len(places))
    if model.labeller:
        margins = model.labeller.scores([text[a:b] for a, b in places], model.rules) - model.labeller.thresholds
        each = each + np.exp(-2 * np.abs(margins)).sum(1)
    start, end = places[int(np.argmax(each))]
    return float(np.sort(each)[-_WORST:].mean()) + missing(model, text), text[start:end].strip()


def missing(model: Model, text: str) -> float:
    """How much is not found of what papers of this kind usually have: a tagger may be sure of itself and blind."""
    found = {point.id for point in model.read(text)} | model.facts.by_rule
    return sum(share for name, share in model.facts.usual.items() if name not in found and share > 0.5)


def _by_sentence(values: Floats, size: int) -> Floats:
    """Doubts of a tagger, whose last piece may be the blanks after the last sentence."""
    out = np.zeros(size, np.float32)
    out[: min(size, len(values))] = values[:size]
    return out


def _likeness(texts: Sequence[str]) -> Floats:
    """How alike each two papers are, between 0 and 1: the cosine of their n-grams."""
    table = np.zeros((len(texts), _WIDTH), np.float32)
    for row, text in zip(table, texts, strict=True):
        np.add.at(row, (gram_keys(text) % np.uint64(_WIDTH)).astype(int), 1)
    table = np.log1p(table)
    table -= table.mean(0) if len(texts) > 2 else 0
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    out: Floats = np.clip(table @ table.T, 0, 1)
    return out

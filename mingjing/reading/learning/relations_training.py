"""Training relations between points: from labelled pairs, with thresholds from papers not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from mingjing.reading.learning.examples import Example
from mingjing.reading.learning.keys import Keys, Table
from mingjing.reading.learning.labeller_training import Bools, best_threshold
from mingjing.reading.learning.relations import Joiner, Pair, pair_keys, pairs
from mingjing.reading.learning.tagger import Floats

_STRENGTH = 0.3
_SEEN = 3
Kinds = tuple[tuple[str, str, str], ...]


def kinds_of(examples: Iterable[Example]) -> Kinds:
    """Each relation with the kinds of points it joins, as the examples have them."""
    return tuple(sorted({(r.id, e.points[r.source].id, e.points[r.target].id) for e in examples for r in e.relations}))


def train(examples: Sequence[Example], folds: Sequence[int]) -> Joiner:
    """The joiner, with thresholds found on papers that were not trained on."""
    kinds = kinds_of(examples)
    scores, truth = [], []
    for fold in sorted(set(folds)):
        model = fit([e for e, f in zip(examples, folds, strict=True) if f != fold], kinds)
        for example in (e for e, f in zip(examples, folds, strict=True) if f == fold):
            found, so = judged(model, example)
            scores.append(found)
            truth.append(so)
    fitted = fit(examples, kinds)
    rows, right = np.concatenate(scores), np.concatenate(truth)
    best = [best_threshold(right[:, j], rows[:, j]) for j in range(len(fitted.relations))]
    fitted.thresholds = np.array(best, np.float32)
    return fitted


def judged(model: Joiner, example: Example) -> tuple[Floats, Bools]:
    """For each two names and each relation the best score of their mentions, and whether they are so related."""
    found, scores = model.scores(example.text, example.points)
    names = {pair: tuple(example.words(n) for n in (pair.source, pair.target)) for pair in found}
    wanted = {(r.id, example.words(r.source), example.words(r.target)) for r in example.relations}
    best: dict[tuple[str, ...], Floats] = {}
    for pair, row in zip(found, scores, strict=True):
        best[names[pair]] = np.maximum(best.get(names[pair], row), row)
    for _, *ends in wanted:
        best.setdefault(tuple(ends), np.full(len(model.relations), -20.0, np.float32))
    rows = np.array(list(best.values()), np.float32).reshape(-1, len(model.relations))
    right = np.array([[(r, *ends) in wanted for r in model.relations] for ends in best], bool)
    return np.maximum(rows, -20.0), right.reshape(rows.shape)


def fit(examples: Sequence[Example], kinds: Kinds) -> Joiner:
    """One linear model per relation; thresholds are not yet set."""
    relations = sorted({relation for relation, _, _ in kinds})
    keys, truth, ends = _rows(examples, kinds, relations)
    known, count = np.unique(np.concatenate([*keys, np.zeros(0, np.uint64)]), return_counts=True)
    known = known[count >= _SEEN]
    table = Table(known)
    positions = [(at := table.positions(row))[at >= 0] for row in keys]
    starts = np.cumsum([0, *map(len, positions)])
    flat = np.concatenate([*positions, np.zeros(0, np.int32)])
    matrix = csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(keys), len(known)))
    weights = np.zeros((len(known), len(relations)), np.float32)
    bias = np.full(len(relations), -20.0, np.float32)
    for j, relation in enumerate(relations):
        mine = np.array([(relation, *end) in kinds for end in ends]) & (truth[:, j] >= 0)
        if len(set(truth[mine, j].tolist())) == 2:
            model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0)
            model.fit(matrix[mine], truth[mine, j])
            weights[:, j], bias[j] = model.coef_[0], model.intercept_[0]
    return Joiner(relations, kinds, known, weights, bias, np.zeros(len(relations), np.float32))


def _rows(
    examples: Sequence[Example], kinds: Kinds, relations: Sequence[str]
) -> tuple[list[Keys], npt.NDArray[np.int64], list[tuple[str, str]]]:
    """Features and truth of every pair: 1 related, 0 not, -1 another mention of names that are related."""
    keys: list[Keys] = []
    truth: list[list[int]] = []
    ends: list[tuple[str, str]] = []
    joined = {(a, b) for _, a, b in kinds}
    for example in examples:
        found = list(pairs(example.points, joined))
        keys.extend(pair_keys(example.text, example.points, found))
        truth.extend(_truth(example, pair, relations) for pair in found)
        ends.extend((example.points[p.source].id, example.points[p.target].id) for p in found)
    return keys, np.array(truth).reshape(-1, len(relations)), ends


def _truth(example: Example, pair: Pair, relations: Sequence[str]) -> list[int]:
    here = {r.id for r in example.relations if (r.source, r.target) == (pair.source, pair.target)}
    ends = (example.words(pair.source), example.words(pair.target))
    named = {r.id for r in example.relations if (example.words(r.source), example.words(r.target)) == ends}
    return [1 if r in here else -1 if r in named else 0 for r in relations]

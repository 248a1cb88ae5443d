"""Training relations between points: from labelled pairs, with thresholds from papers not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from mingjing.reading.learning.examples import Example
from mingjing.reading.learning.keys import Keys, Table
from mingjing.reading.learning.labeller_training import Bools, best_threshold
from mingjing.reading.learning.relations import Joiner, Pair, Seen, look
from mingjing.reading.learning.tagger import Floats

_STRENGTH = 0.3
_SEEN = 3
_NEVER = -20.0
Kinds = tuple[tuple[str, str, str], ...]


def kinds_of(examples: Iterable[Example]) -> Kinds:
    """Each relation with the kinds of points it joins, as the examples have them."""
    return tuple(sorted({(r.id, e.points[r.source].id, e.points[r.target].id) for e in examples for r in e.relations}))


def train(examples: Sequence[Example], folds: Sequence[int]) -> Joiner:
    """The joiner, with thresholds found on papers that were not trained on."""
    kinds = kinds_of(examples)
    seen = [look(e.text, e.points, kinds) for e in examples]
    scores, truth = [], []
    for fold in sorted(set(folds)):
        others = [i for i, f in enumerate(folds) if f != fold]
        model = fit([examples[i] for i in others], [seen[i] for i in others], kinds)
        for i in (i for i, f in enumerate(folds) if f == fold):
            found, so = judged(model, examples[i], seen[i])
            scores.append(found)
            truth.append(so)
    fitted = fit(examples, seen, kinds)
    rows, right = np.concatenate(scores), np.concatenate(truth)
    best = [best_threshold(right[:, j], rows[:, j]) for j in range(len(fitted.relations))]
    fitted.thresholds = np.array(best, np.float32)
    return fitted


def judged(model: Joiner, example: Example, seen: Seen) -> tuple[Floats, Bools]:
    """For each two names and each relation the best score of their mentions, and whether they are so related."""
    wanted = {(r.id, example.words(r.source), example.words(r.target)) for r in example.relations}
    best: dict[tuple[str, str], Floats] = {}
    for (pair, _), row in zip(seen, model.scores(example.points, seen), strict=True):
        names = (example.words(pair.source), example.words(pair.target))
        best[names] = np.maximum(best.get(names, row), row)
    for _, source, target in wanted:
        best.setdefault((source, target), np.full(len(model.relations), _NEVER, np.float32))
    rows = np.array(list(best.values()), np.float32).reshape(-1, len(model.relations))
    right = np.array([[(r, *names) in wanted for r in model.relations] for names in best], bool)
    return np.maximum(rows, _NEVER), right.reshape(rows.shape)


def fit(examples: Sequence[Example], seen: Sequence[Seen], kinds: Kinds) -> Joiner:
    """One linear model per relation; thresholds are not yet set."""
    relations = sorted({relation for relation, _, _ in kinds})
    known, matrix = _matrix([keys for pairs in seen for _, keys in pairs])
    truth = np.array(
        [_truth(e, pair, relations) for e, pairs in zip(examples, seen, strict=True) for pair, _ in pairs]
    ).reshape(-1, len(relations))
    ends = [
        (e.points[pair.source].id, e.points[pair.target].id)
        for e, pairs in zip(examples, seen, strict=True)
        for pair, _ in pairs
    ]
    weights = np.zeros((len(known), len(relations)), np.float32)
    bias = np.full(len(relations), _NEVER, np.float32)
    for j, relation in enumerate(relations):
        mine = np.array([(relation, *end) in kinds for end in ends], bool) & (truth[:, j] >= 0)
        if len(set(truth[mine, j].tolist())) == 2:
            model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0)
            model.fit(matrix[mine], truth[mine, j])
            weights[:, j], bias[j] = model.coef_[0], model.intercept_[0]
    return Joiner(relations, kinds, known, weights, bias, np.zeros(len(relations), np.float32))


def _matrix(rows: Sequence[Keys]) -> tuple[Keys, csr_matrix]:
    """The features seen often enough, and which of them each pair has."""
    known, count = np.unique(np.concatenate([*rows, np.zeros(0, np.uint64)]), return_counts=True)
    known = known[count >= _SEEN]
    table = Table(known)
    positions = [(at := table.positions(row))[at >= 0] for row in rows]
    starts = np.cumsum([0, *map(len, positions)])
    flat = np.concatenate([*positions, np.zeros(0, np.int32)])
    return known, csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(rows), len(known)))


def _truth(example: Example, pair: Pair, relations: Sequence[str]) -> list[int]:
    """For each relation: 1 related, 0 not, -1 another mention of names that are related."""
    here = {r.id for r in example.relations if (r.source, r.target) == (pair.source, pair.target)}
    ends = (example.words(pair.source), example.words(pair.target))
    named = {r.id for r in example.relations if (example.words(r.source), example.words(r.target)) == ends}
    return [1 if r in here else -1 if r in named else 0 for r in relations]

"""Training the labels of sentences: linear models, thresholds found on papers that were not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from mingjing.reading.learning.grams import Rows, Vocabulary
from mingjing.reading.learning.label_rules import Rule
from mingjing.reading.learning.labeller import Labeller, features
from mingjing.reading.learning.tagger import Floats

Bools = npt.NDArray[np.bool_]
LEAST = 12
"""With fewer sentences of a label its rule is better than a model, measured on three domains."""
_PROVEN = 0.15
"""A rule must have this F1 on the examples to speak for a label alone."""
_STRENGTH = 0.7
_SHRINK = 20.0
"""A label's own threshold counts as much as the common one when it has this many sentences."""


@dataclass(frozen=True)
class Sheet:
    """Sentences of one paper with the truth about each: one column per label."""

    texts: tuple[str, ...]
    truth: Bools


def train(
    sheets: Sequence[Sheet], labels: Sequence[str], rules: Mapping[str, Rule], folds: Sequence[int]
) -> tuple[Labeller, Floats]:
    """The labeller, and for each sentence its scores by a labeller that had not seen its fold."""
    unseen = out_of_fold(sheets, labels, rules, folds)
    truth = np.vstack([sheet.truth for sheet in sheets])
    fitted = fit(sheets, labels, rules)
    fitted.thresholds = thresholds(truth, unseen, proven(sheets, labels, rules))
    return fitted, unseen


def out_of_fold(
    sheets: Sequence[Sheet], labels: Sequence[str], rules: Mapping[str, Rule], folds: Sequence[int]
) -> Floats:
    """The scores of every sentence by a labeller trained on the other folds."""
    scores: dict[int, Floats] = {}
    for fold in sorted(set(folds)):
        model = fit([s for s, f in zip(sheets, folds, strict=True) if f != fold], labels, rules)
        for i, sheet in enumerate(sheets):
            if folds[i] == fold:
                scores[i] = model.scores(sheet.texts, rules)
    return np.vstack([scores[i] for i in range(len(sheets))])


def fit(sheets: Sequence[Sheet], labels: Sequence[str], rules: Mapping[str, Rule]) -> Labeller:
    """One linear model per label; thresholds are not yet set."""
    vocabulary = Vocabulary.of([text for sheet in sheets for text in sheet.texts])
    seen = [features(vocabulary, labels, sheet.texts, rules) for sheet in sheets]
    table = hstack([stacked([rows for rows, _ in seen], len(vocabulary.keys)), np.vstack([e for _, e in seen])]).tocsr()
    truth = np.vstack([sheet.truth for sheet in sheets])
    weights = np.zeros((table.shape[1], len(labels)), np.float32)
    bias = np.full(len(labels), -1.0, np.float32)
    for j in range(len(labels)):
        if 0 < truth[:, j].sum() < len(truth):
            model = LinearSVC(C=_STRENGTH, class_weight={False: 1, True: 2}, random_state=0, max_iter=5000)
            model.fit(table, truth[:, j])
            weights[:, j], bias[j] = model.coef_[0], model.intercept_[0]
    return Labeller(labels, vocabulary, weights, bias, np.zeros(len(labels), np.float32))


def stacked(rows: Sequence[Rows], width: int) -> csr_matrix:
    """The rows of all papers as one sparse matrix."""
    values = np.concatenate([r.values for r in rows])
    positions = np.concatenate([r.positions for r in rows])
    sizes = np.concatenate([np.diff(r.starts) for r in rows])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((values, positions, starts), shape=(len(sizes), width))


def proven(sheets: Sequence[Sheet], labels: Sequence[str], rules: Mapping[str, Rule]) -> list[bool]:
    """For each label whether it has a rule that is not nearly always wrong on the examples."""
    texts = [text for sheet in sheets for text in sheet.texts]
    truth = np.vstack([sheet.truth for sheet in sheets])
    out = []
    for j, label in enumerate(labels):
        hit = np.array([label in rules and rules[label].pattern.search(text) is not None for text in texts], bool)
        f1 = 2 * (hit & truth[:, j]).sum() / max(1, hit.sum() + truth[:, j].sum())
        out.append(bool(f1 >= _PROVEN))
    return out


def thresholds(truth: Bools, scores: Floats, ruled: Sequence[bool]) -> Floats:
    """For each label the score from which it is given; infinite where it is better left to its rule."""
    common = best_threshold(truth.ravel(), scores.ravel())
    out = np.full(truth.shape[1], np.inf, np.float32)
    for j, count in enumerate(truth.sum(0)):
        if count >= (LEAST if ruled[j] else 1):
            share = count / (count + _SHRINK)
            out[j] = share * best_threshold(truth[:, j], scores[:, j]) + (1 - share) * common
    return out


def best_threshold(truth: Bools, scores: Floats) -> float:
    """The score above which F1 is greatest."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    best = int(np.argmax(f1))
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 1e-3
    return float((scores[order[best]] + following) / 2)

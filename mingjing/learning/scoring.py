"""Scores by a learned model: plain arithmetic on the JSON that was learned, without the library that learned it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from mingjing.learning.encoding import Encoding, Matrix, encoding_of

Model = dict[str, Any]


def scores(model: Model, rows: pa.Table) -> pa.Array:
    """The score of each row: a probability, an estimate, or the number of a cluster (none for an outlier)."""
    return SCORERS[model["method"]](model["learned"], encoding_of(model["inputs"]), rows)


def tree_scores(learned: Model, encoding: Encoding, rows: pa.Table) -> pa.Array:
    """The share of the label in the leaf that each row falls into."""
    at = leaves(learned, encoding.matrix(rows))
    return pa.array(np.array(learned["share"])[at], pa.float64())


def leaves(tree: Model, matrix: Matrix) -> Any:
    """The leaf of each row: left where the feature is not above the threshold."""
    feature, threshold, left, right = (np.array(tree[k]) for k in ("feature", "threshold", "left", "right"))
    at = np.zeros(len(matrix), dtype=np.int64)
    while (inner := left[at] >= 0).any():
        rows = np.flatnonzero(inner)
        here = at[rows]
        # the library compares in four bytes, so we do
        low = matrix[rows, feature[here]].astype(np.float32) <= threshold[here]
        at[rows] = np.where(low, left[here], right[here])
    return at


def linear_scores(learned: Model, encoding: Encoding, rows: pa.Table) -> pa.Array:
    """The estimate of each row."""
    return pa.array(estimate(learned, encoding.scaled(rows)), pa.float64())


def logistic_scores(learned: Model, encoding: Encoding, rows: pa.Table) -> pa.Array:
    """The probability of the label for each row."""
    return pa.array(1.0 / (1.0 + np.exp(-estimate(learned, encoding.scaled(rows)))), pa.float64())


def estimate(learned: Model, scaled: Matrix) -> Any:
    """Intercept and weighted features, added one by one: a row scores alike whatever rows stand beside it."""
    total = np.full(len(scaled), learned["intercept"])
    for i, weight in enumerate(learned["weights"]):
        total = total + scaled[:, i] * weight
    return total


def kmeans_scores(learned: Model, encoding: Encoding, rows: pa.Table) -> pa.Array:
    """The nearest centre of each row."""
    return pa.array(distances(encoding.scaled(rows), np.array(learned["centres"])).argmin(axis=1), pa.int64())


def dbscan_scores(learned: Model, encoding: Encoding, rows: pa.Table) -> pa.Array:
    """The cluster of the nearest core point within reach; nothing for an outlier."""
    apart = distances(encoding.scaled(rows), np.array(learned["cores"]))
    nearest, labels = apart.argmin(axis=1), np.array(learned["labels"])
    within = apart.min(axis=1) <= learned["reach"]
    return pa.array([int(c) if ok else None for c, ok in zip(labels[nearest], within, strict=True)], pa.int64())


def distances(a: Matrix, b: Matrix) -> Matrix:
    """From each row of `a` to each row of `b`, a block of rows at a time."""
    blocks = [np.sqrt(((a[i : i + 1000, None, :] - b[None, :, :]) ** 2).sum(axis=2)) for i in range(0, len(a), 1000)]
    return np.concatenate(blocks) if blocks else np.zeros((0, len(b)))


SCORERS: dict[str, Callable[[Model, Encoding, pa.Table], pa.Array]] = {
    "decision_tree": tree_scores,
    "linear_regression": linear_scores,
    "logistic_regression": logistic_scores,
    "kmeans": kmeans_scores,
    "dbscan": dbscan_scores,
}

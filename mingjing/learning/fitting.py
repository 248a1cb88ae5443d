"""Learning with scikit-learn: seeded, cross-validated, and written down as numbers that anyone can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.base import clone
from sklearn.cluster import DBSCAN, KMeans
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import silhouette_score
from sklearn.model_selection import KFold, StratifiedKFold, cross_validate
from sklearn.tree import DecisionTreeClassifier

from mingjing.learning.encoding import Encoding, Input, Matrix, amount_told, named, told

FOLDS = 5
SAMPLED = 5000
"""Rows at most on which a silhouette is measured."""
MOST_CORES = 2000
"""Core points at most that a density model may keep."""


@dataclass(frozen=True)
class Task:
    """What is to be learned: the encoded rows, the label where there is one, the seed and the settings of the form."""

    encoding: Encoding
    rows: pa.Table
    label: Any
    seed: int
    settings: dict[str, Any]


@dataclass(frozen=True)
class Learned:
    """What was learned: the numbers, how good it is, and what it says in Chinese."""

    learned: dict[str, Any]
    metrics: dict[str, float]
    said: list[str]


class CannotLearn(ValueError):
    """The rows are not such that anything can be learned; the text says why."""


def decision_tree(task: Task) -> Learned:
    """A small tree, and a sentence for each of its leaves."""
    refuse_one_sided(task.label)
    x = task.encoding.matrix(task.rows)
    shape = {"max_depth": task.settings["depth"], "min_samples_leaf": task.settings["least"]}
    model = DecisionTreeClassifier(random_state=task.seed, **shape).fit(x, task.label)
    t = model.tree_
    share = t.value[:, 0, 1] / t.value[:, 0, :].sum(axis=1)
    learned = {
        "feature": [max(int(f), 0) for f in t.feature],
        "threshold": [float(v) for v in t.threshold],
        "left": [int(v) for v in t.children_left],
        "right": [int(v) for v in t.children_right],
        "share": [float(v) for v in share],
        "rows": [int(v) for v in t.n_node_samples],
    }
    return Learned(learned, classified(model, x, task), rules(learned, task.encoding.inputs))


Question = tuple[int, bool, float]
"""A feature, whether the row is above the threshold, and the threshold."""


def rules(tree: dict[str, Any], inputs: tuple[Input, ...]) -> list[str]:
    """A sentence per leaf, the surest first."""
    found: list[tuple[float, str]] = []

    def visit(at: int, path: tuple[Question, ...]) -> None:
        if tree["left"][at] < 0:
            when = "且".join(told(inputs[i], above, cut) for i, above, cut in shortened(path, inputs)) or "任何情形"
            found.append((tree["share"][at], f"{when}：占 {tree['share'][at]:.1%}（{tree['rows'][at]} 件）"))
            return
        i, cut = tree["feature"][at], tree["threshold"][at]
        visit(tree["left"][at], (*path, (i, False, cut)))
        visit(tree["right"][at], (*path, (i, True, cut)))

    visit(0, ())
    return [said for _, said in sorted(found, key=lambda f: (-f[0], f[1]))]


def shortened(path: tuple[Question, ...], inputs: tuple[Input, ...]) -> list[Question]:
    """The questions without those that a later one makes needless: the narrower bound, and what a text is."""
    last = {(i, above): (i, above, cut) for i, above, cut in path}
    is_one = {inputs[i].column.name for i, above, _ in path if above and inputs[i].value is not None}
    return [q for q in last.values() if q[1] or inputs[q[0]].value is None or inputs[q[0]].column.name not in is_one]


def logistic_regression(task: Task) -> Learned:
    """Weights of the scaled features towards the label."""
    refuse_one_sided(task.label)
    x = task.encoding.scaled(task.rows)
    model = LogisticRegression(max_iter=2000).fit(x, task.label)
    weights = [float(w) for w in model.coef_[0]]
    learned = {"weights": weights, "intercept": float(model.intercept_[0])}
    return Learned(learned, classified(model, x, task), weighed(weights, task.encoding))


def linear_regression(task: Task) -> Learned:
    """Weights of the scaled features towards a number."""
    if len(task.label) < 2 * FOLDS:
        raise CannotLearn(f"有结果的行只有 {len(task.label)} 行，至少要 {2 * FOLDS} 行")
    x = task.encoding.scaled(task.rows)
    model = LinearRegression().fit(x, task.label)
    weights = [float(w) for w in model.coef_]
    learned = {"weights": weights, "intercept": float(model.intercept_)}
    folds = KFold(FOLDS, shuffle=True, random_state=task.seed)
    found = cross_validate(clone(model), x, task.label, cv=folds, scoring=("r2", "neg_mean_absolute_error"))
    metrics = {
        "r2": float(found["test_r2"].mean()),
        "mean_absolute_error": float(-found["test_neg_mean_absolute_error"].mean()),
    }
    return Learned(learned, metrics, weighed(weights, task.encoding))


def weighed(weights: list[float], encoding: Encoding) -> list[str]:
    """The features by how much they weigh."""
    order = sorted(zip(weights, encoding.inputs, strict=True), key=lambda wi: (-abs(wi[0]), named(wi[1])))
    return [f"{named(i)}：{'正' if w >= 0 else '负'}向，每增加一个标准差，权重 {w:+.4g}" for w, i in order]


def classified(model: Any, x: Matrix, task: Task) -> dict[str, float]:
    """How good a classifier is on rows that it has not seen."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=task.seed)
    asked = ("roc_auc", "accuracy", "neg_brier_score")
    found = cross_validate(clone(model), x, task.label, cv=folds, scoring=asked)
    return {
        "auc": float(found["test_roc_auc"].mean()),
        "auc_spread": float(found["test_roc_auc"].std()),
        "accuracy": float(found["test_accuracy"].mean()),
        "brier": float(-found["test_neg_brier_score"].mean()),
        "base_rate": float(np.mean(task.label)),
    }


def refuse_one_sided(label: Any) -> None:
    """Raises CannotLearn when there are too few rows of one kind."""
    fewest = min(int(label.sum()), int(len(label) - label.sum()))
    if fewest < FOLDS:
        raise CannotLearn(f"结果为是和为否的行须各不少于 {FOLDS} 行，较少的一方只有 {fewest} 行")


def kmeans(task: Task) -> Learned:
    """Centres of a number of clusters."""
    x = task.encoding.scaled(task.rows)
    k = task.settings["k"]
    if len(np.unique(x, axis=0)) < k:
        raise CannotLearn(f"互不相同的行不足 {k} 行，分不成 {k} 类")
    model = KMeans(n_clusters=k, n_init=10, random_state=task.seed).fit(x)
    order = np.argsort([-np.sum(model.labels_ == c) for c in range(k)], kind="stable")
    labels = np.argsort(order)[model.labels_]
    centres = model.cluster_centers_[order]
    said = [clustered(c, labels, centres[c], task.encoding) for c in range(k)]
    return Learned({"centres": centres.tolist()}, grouped(x, labels, task.seed), said)


def dbscan(task: Task) -> Learned:
    """Core points of clusters of whatever shape; what is far from all is an outlier."""
    x = task.encoding.scaled(task.rows)
    model = DBSCAN(eps=task.settings["reach"], min_samples=task.settings["neighbours"]).fit(x)
    cores = model.core_sample_indices_
    if not 0 < len(cores) <= MOST_CORES:
        raise CannotLearn(
            f"核心点有 {len(cores)} 个，须在 1 与 {MOST_CORES} 之间；请调整 reach 和 neighbours，或先抽样"
        )
    labels = model.labels_
    learned = {
        "cores": x[cores].tolist(),
        "labels": [int(v) for v in labels[cores]],
        "reach": float(task.settings["reach"]),
    }
    known = sorted(set(labels.tolist()) - {-1})
    said = [clustered(c, labels, x[labels == c].mean(axis=0), task.encoding) for c in known]
    metrics = grouped(x[labels >= 0], labels[labels >= 0], task.seed) | {"outliers": float((labels < 0).mean())}
    return Learned(learned, metrics, said)


def grouped(x: Matrix, labels: Any, seed: int) -> dict[str, float]:
    """How well apart the clusters are, from -1 to 1; nothing for a single one."""
    kinds = len(set(labels.tolist()))
    if not 1 < kinds < len(x):
        return {"clusters": float(kinds)}
    size = min(SAMPLED, len(x))
    score = silhouette_score(x, labels, sample_size=size, random_state=seed)
    return {"clusters": float(kinds), "silhouette": float(score)}


def clustered(c: int, labels: Any, centre: Any, encoding: Encoding) -> str:
    """What marks a cluster: the three features in which its centre is farthest from the mean of all."""
    order = sorted(zip(centre, encoding.inputs, strict=True), key=lambda vi: (-abs(vi[0]), named(vi[1])))[:3]
    said = [marked(float(v), i) for v, i in order]
    return f"第 {c} 类（{int((labels == c).sum())} 件）：{'、'.join(said)}"


def marked(value: float, i: Input) -> str:
    """One mark of a cluster."""
    if i.missing or i.value is not None:
        return f"{named(i)}的占 {min(max(value * i.spread + i.mean, 0.0), 1.0):.0%}"
    return f"{i.column.label}平均 {amount_told(i.column, value * i.spread + i.mean)}"


FITTERS: dict[str, Callable[[Task], Learned]] = {
    "decision_tree": decision_tree,
    "linear_regression": linear_regression,
    "logistic_regression": logistic_regression,
    "kmeans": kmeans,
    "dbscan": dbscan,
}

"""What was learned scores alike without the library that learned it, the same on every run, and says what it found."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from mingjing.learning.association import association_rules
from mingjing.learning.encoding import Column, encoding_of, learned_encoding
from mingjing.learning.fitting import FITTERS, CannotLearn, Learned, Task
from mingjing.learning.profile import profile
from mingjing.learning.scoring import scores

AMOUNT = Column("amount_fen", "标的额", "fen")
CAUSE = Column("cause", "案由", "text", (("9001", "民间借贷纠纷"), ("9002", "离婚纠纷")))
FILED = Column("filed_on", "立案日", "date")
OPEN = Column("open", "在办", "bool")
COLUMNS = (AMOUNT, CAUSE, FILED, OPEN)


def rows(n: int = 600, seed: int = 5) -> pa.Table:
    """Invented cases: the great loans of which are appealed, but for one in ten."""
    rng = random.Random(seed)
    amounts = [rng.choice((None, *(rng.randrange(1, 100) * 1_000_00,) * 9)) for _ in range(n)]
    causes = [rng.choice(("9001", "9002", None)) for _ in range(n)]
    appealed = [
        (a is not None and a > 5_000_000 and c == "9001") != (rng.random() < 0.1)
        for a, c in zip(amounts, causes, strict=True)
    ]
    return pa.table(
        {
            "case_id": list(range(n)),
            "amount_fen": pa.array(amounts, pa.int64()),
            "cause": pa.array(causes, pa.string()),
            "filed_on": [dt.date(2024, 1, 1) + dt.timedelta(rng.randrange(300)) for _ in range(n)],
            "open": [rng.random() < 0.3 for _ in range(n)],
            "appealed": appealed,
            "days": [float((a or 0) / 100_000 + rng.random()) for a in amounts],
        }
    )


SETTINGS = {
    "decision_tree": {"depth": 3, "least": 10},
    "logistic_regression": {},
    "linear_regression": {},
    "kmeans": {"k": 3},
    "dbscan": {"reach": 0.9, "neighbours": 5},
}
LABELS = {"decision_tree": "appealed", "logistic_regression": "appealed", "linear_regression": "days"}


def learned(method: str, given: pa.Table) -> tuple[Learned, dict[str, Any]]:
    """What a method learns of the rows, and its model as it is kept."""
    encoding = learned_encoding(given, COLUMNS)
    label = np.array(given.column(LABELS[method]).to_pylist()) if method in LABELS else None
    found = FITTERS[method](Task(encoding, given, label, 7, SETTINGS[method]))
    model = {"method": method, "inputs": encoding.as_json(), "learned": found.learned}
    return found, json.loads(json.dumps(model))


@pytest.mark.parametrize("method", list(FITTERS))
def test_learning_twice_gives_the_same(method: str) -> None:
    given = rows()
    assert learned(method, given) == learned(method, given)


@pytest.mark.parametrize("method", list(FITTERS))
def test_a_row_scores_alike_alone_and_among_others(method: str) -> None:
    given = rows()
    _, model = learned(method, given)
    whole = scores(model, given).to_pylist()
    assert [scores(model, given.slice(i, 1)).to_pylist()[0] for i in range(40)] == whole[:40]


def test_the_tree_scores_what_the_library_would() -> None:
    from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415 - only to compare with

    given = rows()
    _, model = learned("decision_tree", given)
    x = encoding_of(model["inputs"]).matrix(given)
    library = DecisionTreeClassifier(random_state=7, max_depth=3, min_samples_leaf=10)
    expected = library.fit(x, np.array(given.column("appealed").to_pylist())).predict_proba(x)[:, 1]
    assert np.allclose(scores(model, given).to_numpy(), expected, atol=1e-12)


@pytest.mark.parametrize("method", ["decision_tree", "logistic_regression"])
def test_a_classifier_learns_what_was_planted(method: str) -> None:
    given = rows()
    found, model = learned(method, given)
    assert found.metrics["auc"] > 0.75 and found.metrics["auc_spread"] < 0.2
    got = np.array(scores(model, given).to_pylist())
    truth = np.array(given.column("appealed").to_pylist())
    assert got[truth].mean() > got[~truth].mean() + 0.2 and ((got >= 0) & (got <= 1)).all()


def test_the_rules_of_a_tree_say_what_was_planted() -> None:
    found, _ = learned("decision_tree", rows())
    assert "案由为“民间借贷纠纷”" in found.said[0] and "标的额超过" in found.said[0] and "元" in found.said[0]


def test_a_line_is_found_again() -> None:
    found, model = learned("linear_regression", rows())
    assert found.metrics["r2"] > 0.95 and found.said[0].startswith("标的额：正向")
    assert abs(scores(model, rows())[0].as_py() - rows().column("days")[0].as_py()) < 20


def test_clusters_are_numbered_by_size_and_described() -> None:
    found, model = learned("kmeans", rows())
    sizes = np.bincount(scores(model, rows()).to_numpy())
    assert list(sizes) == sorted(sizes, reverse=True) and -1 <= found.metrics["silhouette"] <= 1
    assert found.said[0].startswith(f"第 0 类（{sizes[0]} 件）：")


def test_what_is_far_from_all_belongs_to_no_cluster() -> None:
    _, model = learned("dbscan", rows())
    far = rows().slice(0, 1).set_column(1, "amount_fen", pa.array([10**12]))
    assert scores(model, far).to_pylist() == [None]


def test_a_value_never_seen_scores_like_none_of_the_known() -> None:
    _, model = learned("logistic_regression", rows())
    new = rows().slice(0, 1).set_column(2, "cause", pa.array(["8888"]))
    assert 0 <= scores(model, new)[0].as_py() <= 1


def test_a_label_with_one_side_only_teaches_nothing() -> None:
    given = rows()
    encoding = learned_encoding(given, COLUMNS)
    for method in ("decision_tree", "logistic_regression"):
        with pytest.raises(CannotLearn, match="较少的一方只有 0 行"):
            FITTERS[method](Task(encoding, given, np.ones(600, dtype=bool), 1, SETTINGS[method]))


def test_rules_between_values_have_support_confidence_and_lift() -> None:
    given = pa.table({"case_id": [1, 2, 3, 4], "a": ["甲", "甲", "甲", "乙"], "b": [True, True, False, None]})
    columns = (Column("a", "案由", "text"), Column("b", "公告", "bool"))
    found = association_rules(given, "case_id", columns, 0.25, 0.6, 3)
    rule = next(r for r in found["rules"] if r["then"] == ["公告为是"])
    assert (rule["if"], rule["support"], rule["confidence"]) == (["案由为甲"], 0.5, pytest.approx(2 / 3))
    assert rule["lift"] == pytest.approx(4 / 3)


def test_a_profile_tells_fill_distribution_and_closeness() -> None:
    given = rows()
    found = profile(given, COLUMNS, Column("appealed", "上诉", "bool"))
    amount, cause, filed, _ = found["columns"]
    assert 0.85 < amount["filled"] < 0.95 and sum(amount["histogram"]["counts"]) == round(amount["filled"] * 600)
    assert amount["quantiles"][0].endswith("元") and filed["quantiles"][0].startswith("2024-")
    assert {v["value"] for v in cause["commonest"]} == {"民间借贷纠纷", "离婚纠纷"}
    assert cause["association"] > 0.3 > abs(filed["association"]) and found["said"][0].startswith(("案由", "标的额"))

"""`mingjing learn`: the boxes of a scenario that learn, each on its input as of one day, and those that only report."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mingjing.court.catalogue import TABLES
from mingjing.engines.duckdb import rows, screening_sql
from mingjing.errors import ScenarioError
from mingjing.learning.association import association_rules
from mingjing.learning.encoding import learned_encoding
from mingjing.learning.fitting import FITTERS, CannotLearn, Task
from mingjing.learning.profile import profile
from mingjing.operators import Operator
from mingjing.operators.association import Association
from mingjing.operators.feature import TABLE, Feature
from mingjing.operators.feature_profile import FeatureProfile
from mingjing.operators.learned import Learner, learning_columns
from mingjing.running.court import end_of
from mingjing.running.features import Written, compute_feature
from mingjing.scenario.scenario import Scenario
from mingjing.store.schema import create_sql

Con = duckdb.DuckDBPyConnection
Model = dict[str, Any]


@dataclass(eq=False)
class NothingToLearn(ScenarioError):
    """The rows do not allow a box to learn."""

    where: str
    problem: str
    code = "nothing_to_learn"
    message = "{where}：无法学习。{problem}。"


@dataclass(frozen=True)
class Lesson:
    """What one node learned or found, and what it wrote of scores."""

    node: str
    model: Model
    written: Written | None


def learn(con: Con, scenario: Scenario, day: dt.date) -> Iterator[Lesson]:
    """Learn every node in order, writing the scores of each, so that a later node may learn from an earlier one's.

    Raises NothingToLearn.
    """
    con.execute(create_sql(TABLES[TABLE]))
    for node, box in scenario.boxes:
        if isinstance(box, Learner):
            model = learned(con, scenario, node, box, day)
            yield Lesson(node, model, compute_feature(con, scenario, node, box, day, model))
        elif isinstance(box, Feature):
            compute_feature(con, scenario, node, box, day, None)
        elif type(box) in REPORTS:
            given = rows(con, screening_sql(box.input, end_of(day)))  # type: ignore[attr-defined]
            yield Lesson(node, REPORTS[type(box)](box, given) | {"method": type(box).label, "as_of": str(day)}, None)


def learned(con: Con, scenario: Scenario, node: str, box: Learner, day: dt.date) -> Model:
    """The model of one node. Raises NothingToLearn."""
    given = rows(con, screening_sql(box.input, end_of(day))).sort_by(box.key)
    label, known = None, given
    if box.label_column is not None:
        known = given.filter(pc.is_valid(given.column(box.label_column)))
        label = np.array(known.column(box.label_column).to_pylist())
    if known.num_rows == 0:
        raise NothingToLearn(where=f"{scenario.name} / {node}", problem="没有可学的行")
    encoding = learned_encoding(known, learning_columns(box.input, box.features))
    try:
        found = FITTERS[box.method](Task(encoding, known, label, box.seed, box.settings))
    except CannotLearn as e:
        raise NothingToLearn(where=f"{scenario.name} / {node}", problem=str(e)) from e
    content = {"method": box.method, "inputs": encoding.as_json(), "learned": found.learned}
    return {
        "feature": box.identity,
        "label": type(box).label,
        "scenario": scenario.name,
        "version": scenario.version,
        "as_of": str(day),
        "rows": known.num_rows,
        "seed": box.seed,
        "settings": box.settings,
        "target": box.label_column,
        "metrics": found.metrics,
        "said": found.said,
        "digest": digest(content),
        **content,
    }


def digest(content: Model) -> str:
    """A short name of what was learned."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def profiled(box: Operator, given: pa.Table) -> Model:
    """The profile that a box asks for."""
    assert isinstance(box, FeatureProfile)
    target = learning_columns(box.input, [box.target])[0] if box.target else None
    return profile(given, learning_columns(box.input, box.columns), target)


def associated(box: Operator, given: pa.Table) -> Model:
    """The association rules that a box asks for."""
    assert isinstance(box, Association)
    columns = learning_columns(box.input, box.items)
    return association_rules(given, box.key, columns, box.support, box.confidence, box.longest)


REPORTS: dict[type[Operator], Callable[[Operator, pa.Table], Model]] = {
    FeatureProfile: profiled,
    Association: associated,
}

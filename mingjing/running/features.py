"""Computing the columns that no formula can give, and keeping them with their validity.

The rows of a box are read as of the end of a day; its values hold from then on, until a later run gives others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.court.catalogue import TABLES
from mingjing.engines.duckdb import rows, screening_sql
from mingjing.errors import ScenarioError
from mingjing.operators.feature import KEPT_IN, KEYS, TABLE, Feature
from mingjing.running.court import end_of
from mingjing.scenario.scenario import Scenario
from mingjing.store.schema import END_OF_TIME, create_sql
from mingjing.store.writing import ARROW

Con = duckdb.DuckDBPyConnection
Model = dict[str, Any]


@dataclass(eq=False)
class NotOneValue(ScenarioError):
    """A box gives two different values for one case."""

    where: str
    key: int
    code = "not_one_value"
    message = "{where}：标识 {key} 有不同的取值；批量计算的列每个标识只能有一个值，请先分组或去重。"


@dataclass(eq=False)
class OutOfOrder(ScenarioError):
    """Values of a later day are there already."""

    where: str
    day: str
    last: str
    code = "out_of_order"
    message = "{where}：已有 {last} 的取值，不能再补算 {day} 的；批量计算须按时间先后进行。"


@dataclass(frozen=True)
class Written:
    """What one box wrote: how many values it has now, and how many of them are new or changed."""

    node: str
    identity: str
    values: int
    changed: int
    ended: int


def compute_features(
    con: Con, scenario: Scenario, day: dt.date, models: Mapping[str, Model] | None = None
) -> list[Written]:
    """Compute and keep every batch column of the scenario; a later box may read what an earlier one wrote.

    Raises NotOneValue, OutOfOrder.
    """
    con.execute(create_sql(TABLES[TABLE]))
    known = models or {}
    return [compute_feature(con, scenario, name, box, day, known.get(name)) for name, box in scenario.features]


def compute_feature(
    con: Con, scenario: Scenario, name: str, box: Feature, day: dt.date, model: Model | None
) -> Written:
    """Compute and keep the column of one box. Raises NotOneValue, OutOfOrder."""
    at = end_of(day)
    refuse_out_of_order(con, f"{scenario.name} / {name}", box, at)
    given = rows(con, screening_sql(box.input, at))
    values = box.compute(given, model)
    found = pa.table(
        {"key": given.column(box.key), "value": pa.array(values.to_pylist(), ARROW[ARROW_TYPES[box.type]])}
    )
    con.register("_computed", found)
    try:
        refuse_several(con, f"{scenario.name} / {name}")
        ended, changed = keep(con, box, at, str((model or {}).get("digest", "")) or None)
        ((total,),) = con.execute("SELECT count(DISTINCT key) FROM _computed WHERE value IS NOT NULL").fetchall()
    finally:
        con.unregister("_computed")
    return Written(name, box.identity, total, changed, ended)


ARROW_TYPES = {t: next(c.type for c in TABLES[TABLE].columns if c.name == column) for t, column in KEPT_IN.items()}
"""Type of the feature table's column for each type of value."""


def refuse_out_of_order(con: Con, where: str, box: Feature, at: dt.datetime) -> None:
    """Raises OutOfOrder when values are kept that began later."""
    ((last,),) = con.execute(f"SELECT max(_from) FROM {TABLE} WHERE name = ?", [box.identity]).fetchall()
    if last is not None and last > at:
        raise OutOfOrder(where=where, day=at.date().isoformat(), last=last.date().isoformat())


def refuse_several(con: Con, where: str) -> None:
    """Raises NotOneValue when a key has two values."""
    twice = con.execute("SELECT key FROM _computed GROUP BY key HAVING count(DISTINCT value) > 1 LIMIT 1").fetchall()
    if twice:
        raise NotOneValue(where=where, key=twice[0][0])


def keep(con: Con, box: Feature, at: dt.datetime, version: str | None) -> tuple[int, int]:
    """End the values that no longer hold and begin the new ones; what stays the same is left. Gives both counts."""
    key, value = KEYS[box.of], KEPT_IN[box.type]
    now = f"name = $name AND _to = TIMESTAMP '{END_OF_TIME}'"
    same = f"c.key = f.{key} AND c.value = f.{value}"
    asked = {"name": box.identity, "at": at}
    con.execute(f"DELETE FROM {TABLE} f WHERE {now} AND _from = $at", asked)
    ((ended,),) = con.execute(
        f"UPDATE {TABLE} f SET _to = $at WHERE {now} AND NOT EXISTS (SELECT 1 FROM _computed c WHERE {same})", asked
    ).fetchall()
    ((highest,),) = con.execute(f"SELECT coalesce(max(feature_id), 0) FROM {TABLE}").fetchall()
    ((begun,),) = con.execute(
        f"INSERT INTO {TABLE} (feature_id, name, version, {key}, {value}, _from, _to) "
        f"SELECT $highest + row_number() OVER (ORDER BY key), $name, $version, key, value, $at, "
        f"TIMESTAMP '{END_OF_TIME}' FROM (SELECT DISTINCT key, value FROM _computed "
        f"WHERE key IS NOT NULL AND value IS NOT NULL) c "
        f"WHERE NOT EXISTS (SELECT 1 FROM {TABLE} f WHERE {now} AND {same})",
        asked | {"highest": highest, "version": version},
    ).fetchall()
    return int(ended), int(begun)

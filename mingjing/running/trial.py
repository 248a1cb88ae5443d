"""One test row of a scenario over a court of a few rows: asked three ways, which must agree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb

from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type as AlgebraType
from mingjing.court.catalogue import HISTORY, TABLES, Column, Table, Type
from mingjing.engines.duckdb import screening_sql
from mingjing.engines.rows import RowEngine
from mingjing.engines.sql import quoted
from mingjing.errors import EngineError, ScenarioError
from mingjing.running.clue import Clue
from mingjing.running.court import end_of
from mingjing.running.duckdb_store import DuckdbStore
from mingjing.running.fetching import Fetcher
from mingjing.running.hits import clues
from mingjing.running.plans import CASES, as_dicts, plan_of
from mingjing.scenario.fields import as_dict
from mingjing.scenario.loading import read_yaml, scenario_of
from mingjing.scenario.scenario import Scenario
from mingjing.store import schema

Row = dict[str, Any]
Given = Mapping[str, Sequence[Any]]
"""Tables by name: a list of rows, or a list whose first item lists the columns and whose others list the values."""

BEGINNING = dt.datetime(2000, 1, 1)
END = dt.datetime(9999, 12, 31)
HISTORY_NAMES = {c.name for c in HISTORY}
LEDGER = Path(schema.__file__).with_name("ledger.sql")
PYTHON: dict[Type, tuple[type, ...]] = {
    Type.INT: (int,),
    Type.FEN: (int,),
    Type.NUMBER: (int, float),
    Type.TEXT: (str,),
    Type.BOOL: (bool,),
    Type.DATE: (dt.date,),
    Type.TIME: (dt.date, dt.datetime),
}


@dataclass(eq=False)
class BadTestRow(ScenarioError):
    """The given tables of a test row are not tables of the court."""

    place: str
    problem: str
    code = "bad_test_row"
    message = "测试数据 {place}：{problem}。"


@dataclass(eq=False)
class Disagreement(EngineError):
    """Two ways of asking the same thing gave different rows."""

    what: str
    ways: tuple[str, ...]
    only_first: tuple[str, ...]
    only_other: tuple[str, ...]
    code = "disagreement"
    message = "{what}：{ways}结果不同。前者独有 {only_first}；后者独有 {only_other}。"


@dataclass(frozen=True)
class Trial:
    """What a scenario says of a test row: its hits, the clues made of them, and the cases it could not decide."""

    rows: list[Row]
    clues: list[Clue]
    undecided: frozenset[int]


class Bench:
    """An empty court in memory, filled anew for each test row."""

    def __init__(self) -> None:
        self.con = duckdb.connect(":memory:", config={"threads": 1})
        self.con.execute(";".join(schema.create_statements()))
        self.ledger = LEDGER.read_text(encoding="utf-8")
        self.filled: set[str] = set()

    def try_row(self, scenario: Scenario, given: Given, as_of: dt.date) -> Trial:
        """What the scenario says of these tables on that day. Raises BadTestRow or Disagreement."""
        tables = {name: as_rows(name, written) for name, written in given.items()}
        self.fill(tables)
        at, cases, plan = end_of(as_of), case_ids(tables), plan_of(scenario)
        fetcher = Fetcher(self.con, at)

        def two_ways(what: str, r: Relation, few: RowEngine) -> list[Row]:
            screened = self.answered(r, screening_sql(r, at))
            one_by_one = [row for c in cases for row in few.run(fetcher, {CASES.name: [(c,)]}, as_of)]
            refuse_difference(f"{scenario.name} {what}", ("筛查", "逐案核查"), screened, as_dicts(r, one_by_one))
            return screened

        found = two_ways("的结果", scenario.result, plan.few)
        checked = self.answered(scenario.result, plan.many, {"cases": cases, "at": at})
        refuse_difference(f"{scenario.name} 的结果", ("筛查", "多案核查"), found, checked)
        evidence = [
            two_ways(f"的证据「{e.note}」", e.relation, few)
            for e, few in zip(scenario.evidence, plan.few_evidence, strict=True)
        ]
        refuse_unknown_cases(found, tables)
        made = clues(DuckdbStore(self.con), scenario, found, at, lambda spec, i: evidence[i])
        undecided = {
            r["case_id"] for u in scenario.unknown for r in self.answered(u.relation, screening_sql(u.relation, at))
        }
        return Trial(found, made, frozenset(undecided))

    def answered(self, r: Relation, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The rows that a statement of `r` gives."""
        return as_dicts(r, self.con.execute(sql, parameters).fetchall())

    def fill(self, given: Mapping[str, list[Row]]) -> None:
        """Replace what the court knows by the given tables; the party ledger follows from them."""
        for name in self.filled:
            self.con.execute(f"DELETE FROM {quoted(name)}")
        self.filled = {"case_party"}
        for name, table_rows in given.items():
            table = table_named(name)
            self.filled.add(name)
            for i, row in enumerate(table_rows, 1):
                self._insert(table, complete(table, row, i))
        self.con.execute(self.ledger)

    def _insert(self, table: Table, row: Row) -> None:
        names, marks = ", ".join(map(quoted, row)), ", ".join("?" * len(row))
        self.con.execute(f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})", list(row.values()))


def with_params(folder: Path, params: Mapping[str, float]) -> Scenario:
    """The scenario of a folder with some parameters set otherwise. Raises BadTestRow for one it does not have."""
    raw = read_yaml(folder / "scenario.yaml")
    known = as_dict("params", raw.get("params") or {})
    for name, value in params.items():
        if name not in known:
            raise BadTestRow(place="params", problem=f"没有参数「{name}」；可设的有 {'、'.join(known) or '无'}")
        known[name]["value"] = value
    return scenario_of(raw, str(folder))


def as_rows(name: str, written: Sequence[Any]) -> list[Row]:
    """The rows of a given table, whichever way they are written. Raises BadTestRow."""
    if not written or isinstance(written[0], Mapping):
        return [dict(row) for row in written]
    header, *values = written
    for i, row in enumerate(values, 1):
        if len(row) != len(header):
            raise BadTestRow(place=f"{name} 第 {i} 行", problem=f"有 {len(row)} 个值，表头有 {len(header)} 列")
    return [dict(zip(header, row, strict=True)) for row in values]


def case_ids(given: Mapping[str, list[Row]]) -> list[int]:
    """Every case that a row of the given tables names."""
    return sorted({r["case_id"] for table_rows in given.values() for r in table_rows if r.get("case_id") is not None})


def refuse_unknown_cases(found: list[Row], given: Mapping[str, list[Row]]) -> None:
    """Raises BadTestRow when a hit is of a case that was not given."""
    for case_id in {r["case_id"] for r in found} - {r.get("case_id") for r in given.get("case_main", ())}:
        raise BadTestRow(place="case_main", problem=f"结果里有案件 {case_id}，请给出它的 case_main 行")


def table_named(name: str) -> Table:
    """The table of the court of that name. Raises BadTestRow."""
    if name == "case_party":
        raise BadTestRow(place=name, problem="由 party、case_main、subject 推得，不必给出")
    if name not in TABLES:
        near = get_close_matches(name, TABLES, 3, 0.3)
        raise BadTestRow(place=name, problem=f"数据目录里没有这张表；相近的有 {'、'.join(near)}")
    return TABLES[name]


def complete(table: Table, row: Mapping[str, Any], number: int) -> Row:
    """A row with its history and, where the author left them out, its own key and the texts that may not be empty."""
    place = f"{table.name} 第 {number} 行"
    for name in row:
        if table.column(name) is None and name not in HISTORY_NAMES:
            near = get_close_matches(name, [c.name for c in table.columns], 3, 0.3)
            raise BadTestRow(place=place, problem=f"没有「{name}」这一列；相近的有 {'、'.join(near)}")
    known = {"_from": BEGINNING, "_to": END, table.key[0]: number, **row}
    for column in (*table.columns, *HISTORY):
        refuse_value(place, column, known.get(column.name))
    return {c.name: "—" for c in table.columns if c.required and c.type is Type.TEXT} | known


def refuse_value(place: str, column: Column, value: Any) -> None:
    """Raises BadTestRow for a value that the column cannot hold."""
    if value is None:
        if column.required and column.type is not Type.TEXT:
            raise BadTestRow(place=place, problem=f"「{column.name}」不可为空")
        return
    if not isinstance(value, PYTHON[column.type]) or (isinstance(value, bool) and column.type is not Type.BOOL):
        raise BadTestRow(place=place, problem=f"「{column.name}」的值「{value}」不是{AlgebraType(column.type).chinese}")
    codes = dict(column.codes)
    if codes and value not in codes:
        raise BadTestRow(place=place, problem=f"「{column.name}」没有代码「{value}」；可用的有 {'、'.join(codes)}")


def refuse_difference(what: str, ways: tuple[str, str], first: list[Row], other: list[Row]) -> None:
    """Raises Disagreement unless both hold the same rows, in whatever order."""
    a, b = (Counter(tuple(r.items()) for r in found) for found in (first, other))
    if a != b:
        raise Disagreement(what=what, ways=ways, only_first=tuple(map(str, a - b)), only_other=tuple(map(str, b - a)))

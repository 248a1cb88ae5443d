"""The test rows of an operator: asked of the row engine, of DuckDB, and row by row of its first port's key."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.algebra.errors import ModelError
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation, Source
from mingjing.algebra.types import Field, Type
from mingjing.engines.duckdb import DUCKDB, screening_sql
from mingjing.engines.rows import RowEngine, Rows
from mingjing.engines.sql import quoted
from mingjing.operators import Example, Operator
from mingjing.operators.feature import Feature
from mingjing.scenario.workdays import working_days
from mingjing.store.writing import ARROW

AT = dt.datetime(2025, 12, 31, 23, 59, 59)
BEGINNING, END = dt.datetime(2000, 1, 1), dt.datetime(9999, 12, 31)


@dataclass(frozen=True)
class Outcome:
    """What came of one test row: nothing wrong, or what is."""

    example: str
    problem: str = ""


def try_operator(operator: type[Operator]) -> list[Outcome]:
    """The outcome of every test row of an operator."""
    return [Outcome(e.name, problem_of(operator, e)) for e in operator.examples]


def problem_of(operator: type[Operator], example: Example) -> str:
    """Why a test row fails; empty when it passes."""
    try:
        ports = {port: source(port, columns) for port, (columns, _) in example.given.items()}
        box = operator(**ports, **example.form)
        built = box.build(Formulas({}, working_days()))
        box.sentence(built)
        found = computed(box, example) if isinstance(box, Feature) else answered(built, ports, example)
    except (ModelError, TypeError, ValueError, KeyError) as e:
        return str(e)
    return "" if found == example.expect else f"应为 {example.expect}，得到 {found}"


def source(port: str, columns: str) -> Source:
    """A table of these columns: "case_id: int, amount_fen: fen"."""
    pairs = (c.split(":") for c in columns.split(","))
    return Source(f"example_{port}", tuple(Field(n.strip(), Type(t.strip()), n.strip()) for n, t in pairs))


def computed(box: Feature, example: Example) -> list[Any]:
    """What the box computes over Arrow rows."""
    ((columns, rows),) = example.given.values()
    fields = source("input", columns).given
    arrays = [pa.array([r[i] for r in rows], ARROW[CATALOGUE[f.type]]) for i, f in enumerate(fields)]
    values: list[Any] = box.compute(pa.table(arrays, names=[f.name for f in fields])).to_pylist()
    return values


CATALOGUE = {Type(t.value): t for t in ARROW}
"""The catalogue's name of each type that a table may hold."""


def answered(built: Relation, ports: dict[str, Source], example: Example) -> Rows:
    """The rows, the same by the row engine and by DuckDB; in the order of the expected ones where they agree."""
    tables = {ports[port].table: (ports[port], rows) for port, (_, rows) in example.given.items()}

    def fetch(wanted: Source, keys: Any) -> Rows:
        whole, rows = tables[wanted.table]
        places = [whole.columns.index(c) for c in wanted.columns]
        return [tuple(r[p] for p in places) for r in rows]

    by_rows = RowEngine(built).run(fetch, {}, AT.date())
    on_duckdb = Counter(asked(built, tables))
    if on_duckdb != Counter(by_rows):
        raise ValueError(f"两种引擎结果不同：逐行 {by_rows}；DuckDB {list(on_duckdb.elements())}")
    return list(example.expect) if Counter(map(tuple, example.expect)) == on_duckdb else by_rows


def asked(built: Relation, tables: dict[str, tuple[Source, Rows]]) -> Rows:
    """The rows by one statement on DuckDB."""
    with duckdb.connect(":memory:", config={"threads": 1}) as con:
        for name, (given, rows) in tables.items():
            columns = ", ".join(f"{quoted(f.name)} {DUCKDB.types[f.type]}" for f in given.given)
            con.execute(f"CREATE TABLE {quoted(name)} ({columns}, _from TIMESTAMP, _to TIMESTAMP)")
            marks = ", ".join("?" * (len(given.given) + 2))
            for r in rows:
                con.execute(f"INSERT INTO {quoted(name)} VALUES ({marks})", [*r, BEGINNING, END])
        return con.execute(screening_sql(built, AT)).fetchall()

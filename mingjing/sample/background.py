"""Draws the background and fills the tables of the court, in SQL."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb

from mingjing.court.catalogue import TABLES, Table
from mingjing.court.courts import BY_CODE, SHANGHAI
from mingjing.law.lending_rate import caps
from mingjing.law.statutes import Repeal, repeals
from mingjing.sample.names import LISTS
from mingjing.sample.planting import name_cases, stage_cases, stage_rows
from mingjing.sample.statements import statements
from mingjing.sample.world import FIRST_DAY, LAST_DAY, World

Progress = Callable[[str, float], None]
DATA = Path(__file__).parent / "data"
TABLE_FILES = ("cases", "process", "enforcement", "supervision", "topics", "society", "registers")
STAGES = (
    "mediation",
    "first",
    "second",
    "again",
    "petition",
    "retrial",
    "enforcement",
    "resumed",
    "objection",
    "review",
    "securing",
)
ROOTS_PER_CASE = 0.9
"""Disputes drawn per case wanted: more than needed, as only whole disputes are kept."""


def set_chance(con: duckdb.DuckDBPyConnection, wanted: int, seed: int) -> None:
    """The seed, the number of background cases, the days and the names that the SQL draws from."""
    roots = int(wanted * ROOTS_PER_CASE) + 200
    values = {"seed": seed, "wanted": wanted, "roots": roots, "first_day": FIRST_DAY, "last_day": LAST_DAY}
    for name, value in (*values.items(), *((name, list(words)) for name, words in LISTS.items())):
        con.execute(f"SET VARIABLE {name} = $value", {"value": value})
    for statement in statements("chance").values():
        con.execute(statement)


def draw_cases(con: duckdb.DuckDBPyConnection, world: World, cases: int) -> None:
    """All cases, background and planted, with their identifiers, numbers, sides and payments."""
    _stage_lists(con, cases)
    chain, gather = statements("chain"), statements("gather")
    for name in ("roots", "outcomes", "cases"):
        con.execute(chain[name])
    for stage in STAGES:
        con.execute(chain[f"stage_{stage}"])
        con.execute(chain["settle"])
    con.execute(chain["keep"])
    con.execute(chain["sides"])
    stage_cases(con, world)
    for name, statement in gather.items():
        con.execute(statement)
        if name == "ids":
            name_cases(con, world)
    stage_rows(con, world)


def fill_tables(con: duckdb.DuckDBPyConnection, say: Callable[[str], None]) -> None:
    """Every table that has a statement or planted rows; subjects first, as other tables write their names."""
    bodies = {name: body for file in TABLE_FILES for name, body in statements(file).items()}
    for name in sorted(bodies, key=lambda table: table != "subject"):
        say(TABLES[name].label)
        con.execute(_insert_sql(TABLES[name], bodies[name]))
        if name == "subject":
            con.execute(
                "CREATE OR REPLACE TEMP TABLE _name AS SELECT subject_id, name, kind AS subj"
                "ect_kind FROM subject WHERE _to = forever()"
            )
    _fill_planted_only(con, set(TABLES) - set(bodies))


def _fill_planted_only(con: duckdb.DuckDBPyConnection, names: set[str]) -> None:
    for name in sorted(names):
        if not TABLES[name].derived:
            con.execute(_insert_sql(TABLES[name], f'FROM "_plant_{name}" LIMIT 0'))


def _insert_sql(table: Table, body: str) -> str:
    """Background and planted rows in the order in which the table is read."""
    order = ", ".join(dict.fromkeys((*table.sort, *table.key, "_from")))
    rows = f'({body}) UNION ALL BY NAME FROM "_plant_{table.name}"'
    return f'INSERT INTO "{table.name}" BY NAME SELECT * FROM ({rows}) ORDER BY {order}'


def _stage_lists(con: duckdb.DuckDBPyConnection, cases: int) -> None:
    """The small tables that the background is drawn with."""
    for name, file in (("_cause", "causes"), ("_outcome", "outcomes"), ("_pace", "paces"), ("_flow", "flows")):
        _stage(con, name, _csv(file))
    _stage(con, "_cap", [{"since": cap.since.isoformat(), "cap_percent": str(cap.percent)} for cap in caps()])
    _stage(con, "_statute", [_ended(repeal) for repeal in repeals().values()])
    _stage(con, "_court", _courts(cases))


def _ended(repeal: Repeal) -> dict[str, str]:
    return {"law": repeal.law, "until": repeal.until.isoformat(), "successor": repeal.by}


def _courts(cases: int) -> list[dict[str, str]]:
    """Courts with their share of first cases and the size of their bench."""
    shares = {row["code"]: float(row["share"]) for row in _csv("court_shares")}
    total = sum(shares.values())
    return [
        {
            "court_id": str(court.court_id),
            "code": court.code,
            "name": court.name,
            "level": str(court.level),
            "parent_id": str(BY_CODE[court.above].court_id) if court.above else "",
            "share": str(shares[court.code]),
            "judges": str(max(9, round(min(cases / 1200, 1500) * max(shares[court.code], 4) / total))),
        }
        for court in SHANGHAI
    ]


def _csv(file: str) -> list[dict[str, str]]:
    with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


TYPES = {
    "share": "DOUBLE",
    "amount_mu": "DOUBLE",
    "amount_sigma": "DOUBLE",
    "days_mu": "DOUBLE",
    "days_sigma": "DOUBLE",
    "fraction": "DOUBLE",
    "probability": "DOUBLE",
    "cap_percent": "DOUBLE",
    "ord": "INTEGER",
    "level": "INTEGER",
    "judges": "INTEGER",
    "court_id": "BIGINT",
    "parent_id": "BIGINT",
    "since": "DATE",
    "until": "DATE",
}
"""Types of the columns of the small tables that are not text."""


def _stage(con: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, str]]) -> None:
    """A small temporary table with a column `line` that keeps the order."""
    columns = ", ".join(f'"{column}" {TYPES.get(column, "VARCHAR")}' for column in rows[0])
    con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" (line INTEGER, {columns})')
    slots = ", ".join("?" * (len(rows[0]) + 1))
    con.executemany(
        f'INSERT INTO "{name}" VALUES ({slots})',
        [[i, *(v or None for v in row.values())] for i, row in enumerate(rows)],
    )

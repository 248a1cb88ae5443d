"""Runs every plant and brings what they made into the database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.court.catalogue import HISTORY, TABLES, Table, Type
from mingjing.sample.plants import KINDS
from mingjing.sample.sown import sown_kinds
from mingjing.sample.world import FIRST_DAY, FIRST_SLOT, LAST_DAY, Case, PartyOf, Row, Subject, World, filed

ARROW = {
    Type.INT: pa.int64(),
    Type.FEN: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.TEXT: pa.string(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIME: pa.timestamp("us"),
}
CASE_FACTS = pa.schema(
    [
        ("tkey", pa.int64()),
        ("case_kind", pa.string()),
        ("sub_kind", pa.string()),
        ("cause_code", pa.string()),
        ("cause_name", pa.string()),
        ("procedure", pa.string()),
        ("court_id", pa.int64()),
        ("filed_on", pa.date32()),
        ("amount_fen", pa.int64()),
        ("origin_tkey", pa.int64()),
        ("related_tkey", pa.int64()),
        ("remanding_tkey", pa.int64()),
        ("ends_on", pa.date32()),
        ("closed_on", pa.date32()),
        ("disposition", pa.string()),
        ("award_fen", pa.int64()),
        ("remand_reason", pa.string()),
        ("own_panel", pa.bool_()),
        ("own_claim", pa.bool_()),
        ("own_review", pa.bool_()),
    ]
)
FIRST_ROW = 700_000_000_000
PARTY_FACTS = pa.schema(
    [
        ("tkey", pa.int64()),
        ("slot", pa.int64()),
        ("subject_id", pa.int64()),
        ("name_as_written", pa.string()),
        ("role", pa.string()),
        ("side", pa.string()),
    ]
)
SLOTS = {"A": (1, 2), "B": (3, 4, 5, 10, 11, 12), "C": (6, 13, 14)}
"""The places of parties in a case, as in the background: the first of side A is 1, the first of side B is 3."""


def planted(seed: int, groups: int) -> World:
    """The world after `groups` groups of every kind."""
    world = World(seed)
    for kind in (*KINDS, *sown_kinds()):
        for number in range(groups):
            world.begin(kind.scenario, kind.name, kind.positive, number)
            kind.plant(world)
    _check_days(world)
    _introduce(world)
    return world


def _check_days(world: World) -> None:
    for case in world.cases:
        assert FIRST_DAY <= case.filed_on <= (case.closed_on or LAST_DAY) <= LAST_DAY, (
            case.facts,
            "a planted case lies outside the data",
        )


def _introduce(world: World) -> None:
    """A row of table subject for everybody, known from the filing of the first case or earlier."""
    first: dict[int, datetime] = {}
    for case in world.cases:
        for subject, _, _ in case.parties:
            first[subject.subject_id] = min(first.get(subject.subject_id, filed(case)), filed(case))
    for subject in world.subjects:
        since = first.get(subject.subject_id, datetime(2019, 1, 1))
        world.rows.append(Row("subject", None, _subject_values(world, subject), since - timedelta(minutes=1)))


def _subject_values(world: World, subject: Subject) -> dict[str, Any]:
    born = date(1955, 1, 1) + timedelta(days=hash_days(subject.subject_id)) if subject.kind == "person" else None
    return {
        "subject_id": subject.subject_id,
        "kind": subject.kind,
        "id_key": subject.id_key,
        "name": subject.name,
        "born_on": born,
    }


def hash_days(number: int) -> int:
    """A number of days under 45 years that looks irregular."""
    return number * 7919 % 16000


def stage_cases(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """Fills `_planted` and `_planted_party`, from which cases get their identifiers."""
    _table(con, "_planted", [_case_row(case) for case in world.cases], CASE_FACTS)
    _table(con, "_planted_party", [row for case in world.cases for row in _party_rows(case)], PARTY_FACTS)


def _case_row(case: Case) -> dict[str, Any]:
    links = {
        f"{name}_tkey": case.facts[name].key for name in ("origin", "related", "remanding") if case.facts.get(name)
    }
    return {"tkey": case.key} | case.facts | links


def _party_rows(case: Case) -> list[dict[str, Any]]:
    used = dict.fromkeys(SLOTS, 0)
    rows = []
    for subject, role, side in case.parties:
        rows.append(
            {
                "tkey": case.key,
                "slot": SLOTS[side][used[side]],
                "subject_id": subject.subject_id,
                "name_as_written": subject.name,
                "role": role,
                "side": side,
            }
        )
        used[side] += 1
    return rows


def name_cases(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """Tells the planted cases their identifiers."""
    known = dict(con.execute("SELECT tkey, case_id FROM _id SEMI JOIN _planted USING (tkey)").fetchall())
    for case in world.cases:
        case.case_id = known[case.key]


def stage_rows(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """Makes a table `_plant_<table>` for every table of the catalogue, empty where nothing is planted."""
    by_table: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for row in world.rows:
        by_table[row.table].append(_values(row))
    for name, rows in by_table.items():
        _table(con, f"_plant_{name}", rows, arrow_schema(TABLES[name]))
    con.execute("UPDATE _plant_panel_member SET name = person_name(member_id)")


def _values(row: Row) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in row.values.items()}
    own = {TABLES[row.table].key[0]: row_id(row), "_from": row.known_from, "_to": row.known_to}
    return own | ({"case_id": row.case.case_id} if row.case else {}) | plain


def row_id(row: Row) -> int:
    """The key of a planted row: by its case and place there, or by its place in its table."""
    return row.case.case_id * 100 + FIRST_SLOT + row.slot if row.case else FIRST_ROW + row.slot


def _plain(value: Any) -> Any:
    match value:
        case Case():
            return value.case_id
        case Subject():
            return value.subject_id
        case PartyOf():
            return value.case.case_id * 100 + _slot(value)
        case Row():
            return row_id(value)
        case _:
            return value


def _slot(party: PartyOf) -> int:
    """The place of a party in its case, as `_party_rows` gives it."""
    side = next(side for subject, _, side in party.case.parties if subject is party.subject)
    beside = [subject for subject, _, own in party.case.parties if own == side]
    return SLOTS[side][beside.index(party.subject)]


def arrow_schema(table: Table) -> pa.Schema:
    """The arrow types of a table of the catalogue, with its row history."""
    return pa.schema([(column.name, ARROW[column.type]) for column in (*table.columns, *HISTORY)])


def _table(con: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    con.register("_arriving", pa.Table.from_pylist(rows, schema=schema))
    con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM _arriving')
    con.unregister("_arriving")

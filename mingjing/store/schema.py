"""The schema of court data, written from the catalogue; the same on every database."""

from __future__ import annotations

from collections.abc import Mapping

from mingjing.court.catalogue import HISTORY, TABLES, Column, Table, Type

DUCKDB_TYPES = {
    Type.INT: "BIGINT",
    Type.FEN: "BIGINT",
    Type.NUMBER: "DOUBLE",
    Type.TEXT: "VARCHAR",
    Type.BOOL: "BOOLEAN",
    Type.DATE: "DATE",
    Type.TIME: "TIMESTAMP",
}

POSTGRES_TYPES = {
    Type.INT: "BIGINT",
    Type.FEN: "BIGINT",
    Type.NUMBER: "DOUBLE PRECISION",
    Type.TEXT: 'TEXT COLLATE "C"',
    Type.BOOL: "BOOLEAN",
    Type.DATE: "DATE",
    Type.TIME: "TIMESTAMP",
}
"""Text is ordered by code point, as everywhere else."""

END_OF_TIME = "9999-12-31 00:00:00"
"""`_to` of a row that is still in force."""


Types = Mapping[Type, str]


def column_sql(column: Column, types: Types) -> str:
    """One column of a CREATE TABLE statement."""
    return f'"{column.name}" {types[column.type]}{" NOT NULL" if column.required else ""}'


def create_sql(table: Table, types: Types = DUCKDB_TYPES) -> str:
    """The CREATE TABLE statement of one table, its own columns first, then the row history."""
    body = ", ".join(column_sql(c, types) for c in (*table.columns, *HISTORY))
    return f'CREATE TABLE IF NOT EXISTS "{table.name}" ({body})'


def create_statements(types: Types = DUCKDB_TYPES) -> tuple[str, ...]:
    """The statements that make an empty court."""
    return tuple(create_sql(t, types) for t in TABLES.values())

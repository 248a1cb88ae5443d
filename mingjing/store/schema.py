"""The schema of court data, written from the catalogue; the same on every database."""

from __future__ import annotations

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

END_OF_TIME = "9999-12-31 00:00:00"
"""`_to` of a row that is still in force."""


def column_sql(column: Column) -> str:
    """One column of a CREATE TABLE statement."""
    return f'"{column.name}" {DUCKDB_TYPES[column.type]}{" NOT NULL" if column.required else ""}'


def create_sql(table: Table) -> str:
    """The CREATE TABLE statement of one table, its own columns first, then the row history."""
    body = ", ".join(column_sql(c) for c in (*table.columns, *HISTORY))
    return f'CREATE TABLE IF NOT EXISTS "{table.name}" ({body})'


def create_statements() -> tuple[str, ...]:
    """The statements that make an empty court."""
    return tuple(create_sql(t) for t in TABLES.values())

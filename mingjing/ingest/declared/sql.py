"""How PostgreSQL computes the values of a feed, when a row must be refused, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingjing.algebra.expression import Expr
from mingjing.algebra.types import Field, Type
from mingjing.engines.postgres import POSTGRES, PostgresGenerator
from mingjing.engines.sql import quoted, text_literal
from mingjing.ingest.declared.system import (
    Coded,
    DeclaredTable,
    Feed,
    Formula,
    Found,
    Hashed,
    LocalTime,
    Money,
    Reference,
    Value,
    WrittenDay,
)
from mingjing.store.schema import END_OF_TIME

END = f"TIMESTAMP '{END_OF_TIME}'"
SEEN_AS = {
    Type.INT: "CAST({} AS BIGINT)",
    Type.NUMBER: "CAST({} AS DOUBLE PRECISION)",
    Type.TEXT: "CAST({} AS TEXT)",
    Type.BOOL: "{}",
    Type.DATE: "{}",
    Type.TIME: "CAST({} AS TIMESTAMP)",
}
"""A stored column as a formula sees it."""
NUMBER_TEXT = r"'^\s*-?\d{1,13}(\.\d{1,8})?\s*$'"
DAY_TEXT = r"'^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$'"
GREATEST_FEN = 10**18
HASH = "CAST(CAST('x' || '0' || SUBSTR(MD5({}), 1, 15) AS BIT(64)) AS BIGINT)"


@dataclass(frozen=True)
class Refusal:
    """When a row is refused, and the reason, both as SQL; `waits` where the row may only be too early."""

    when: str
    reason: str
    waits: bool = False


def scope(fields: Mapping[str, Field], types: Mapping[str, str], alias: str) -> dict[str, str]:
    """How formulas' columns are written; a moment with a zone is taken in UTC."""
    shown = {}
    for name, f in fields.items():
        stored = f"{alias}.{quoted(name)}"
        kind = f"({stored} AT TIME ZONE 'UTC')" if types[name] == "timestamptz" else SEEN_AS[f.type].format(stored)
        shown[name] = kind
    return shown


def expression(e: Expr, names: Mapping[str, str]) -> str:
    """A checked formula over written names."""
    return PostgresGenerator(POSTGRES, "NULL").expr(e, names)


def written(v: Value, table: DeclaredTable, alias: str) -> str:
    """The value over the columns of the stored row."""
    match v:
        case Formula():
            return expression(v.expr, scope(table.fields, table.types, alias))
        case Money():
            return money(f"{alias}.{quoted(v.column)}", v.fen_per_unit, table.fields[v.column].type is Type.TEXT)
        case Coded():
            pairs = " ".join(f"WHEN {text_literal(a)} THEN {text_literal(b)}" for a, b in v.codes)
            return f"(CASE TRIM(CAST({alias}.{quoted(v.column)} AS TEXT)) {pairs} END)"
        case WrittenDay():
            as_text = table.fields[v.column].type is Type.TEXT
            stored = f"{alias}.{quoted(v.column)}"
            return day(stored) if as_text else f"CAST({stored} AS DATE)"
        case LocalTime():
            return f"({alias}.{quoted(v.column)} AT TIME ZONE {text_literal(v.zone)} AT TIME ZONE 'UTC')"
        case Reference():
            return written(v.key, table, alias)
        case Hashed():
            return hashed(v, alias)
        case Found():
            sought = expression(v.expr, scope(table.fields, table.types, alias))
            return (
                f"(SELECT f.{quoted(v.key)} FROM {quoted(v.table)} f "
                f"WHERE f.{quoted(v.column)} = {sought} AND f._to = {END} ORDER BY 1 LIMIT 1)"
            )
    raise TypeError(type(v).__name__)


def money(stored: str, fen: int, as_text: bool) -> str:
    """An amount in fen; NULL where it is no whole number of them."""
    given = f"CASE WHEN {stored} ~ {NUMBER_TEXT} THEN {stored} END" if as_text else stored
    amount = f"CAST({given} AS NUMERIC) * {fen}"
    whole = f"{amount} = TRUNC({amount}) AND ABS({amount}) < {GREATEST_FEN}"
    return f"(CASE WHEN {whole} THEN CAST({amount} AS BIGINT) END)"


def day(stored: str) -> str:
    """The day that a text says; NULL where it says none."""
    digits = f"TRANSLATE(TRIM(CAST({stored} AS TEXT)), '-/.', '')"
    first = f"TO_DATE(SUBSTR({digits}, 1, 6) || '01', 'YYYYMMDD')"
    last = f"EXTRACT(DAY FROM {first} + INTERVAL '1 month' - INTERVAL '1 day')"
    there = f"(SUBSTR({digits}, 7, 2) <= '28' OR CAST(SUBSTR({digits}, 7, 2) AS INTEGER) <= {last})"
    return f"(CASE WHEN {digits} ~ {DAY_TEXT} THEN CASE WHEN {there} THEN TO_DATE({digits}, 'YYYYMMDD') END END)"


def hashed(v: Hashed, alias: str) -> str:
    """Sixty bits of the digest of the values; NULL where one is missing."""
    values = " || CHR(31) || ".join(f"CAST({alias}.{quoted(c)} AS TEXT)" for c in v.of)
    return HASH.format(f"{text_literal(v.space)} || CHR(31) || {values}")


def refusals(feed: Feed, table: DeclaredTable, values: str, stored: str) -> Iterator[Refusal]:
    """When a row of the feed is refused; `values` and `stored` are how its values and its source row are written."""
    for name, v in feed.columns.items():
        column = feed.into.column(name)
        assert column is not None
        made = f"{values.format(name)}"
        label = text_literal(column.label)
        match v:
            case Money() | Coded() | WrittenDay():
                given = f"CAST({stored.format(v.column)} AS TEXT)"
                lost = f"{made} IS NULL AND TRIM({given}) <> ''"
                yield Refusal(lost, f"{label} || {text_literal(complaint(v))} || LEFT({given}, 60)")
            case Found():
                sought = expression(v.expr, _seen(table, stored))
                reason = f"{label} || {text_literal(f'：{v.table} 里还没有 {v.column} = ')} || CAST({sought} AS TEXT)"
                yield Refusal(f"{made} IS NULL AND {sought} IS NOT NULL", reason, waits=True)
            case Formula() if column.codes:
                listed = ", ".join(text_literal(c) for c, _ in column.codes)
                yield Refusal(f"{made} NOT IN ({listed})", f"{label} || '不在代码之列：' || LEFT({made}, 60)")
        if column.required:
            yield Refusal(f"{made} IS NULL", f"{label} || '为空，而它是必填的'")


def complaint(v: Money | Coded | WrittenDay) -> str:
    """What is wrong with a value that could not be taken over."""
    match v:
        case Money():
            return "不是以分为最小单位的金额："
        case Coded():
            return f"的代码不在代码表 {v.table} 内："
        case WrittenDay():
            return "不是日期："


def _seen(table: DeclaredTable, stored: str) -> dict[str, str]:
    """As `scope`, over names that are written otherwise."""
    out = {}
    for name, f in table.fields.items():
        column = stored.format(name)
        zoned = table.types[name] == "timestamptz"
        out[name] = f"({column} AT TIME ZONE 'UTC')" if zoned else SEEN_AS[f.type].format(column)
    return out

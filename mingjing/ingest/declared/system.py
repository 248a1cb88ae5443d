"""A declared source system: its tables, and how their rows become rows of the court."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingjing.algebra.expression import Expr
from mingjing.algebra.types import Field, Type
from mingjing.court.catalogue import Table

KINDS = {
    "postgres": "PostgreSQL 10 或更新，逻辑复制",
    "mariadb": "MariaDB 10.5 或更新，行格式 binlog",
    "pull": "没有日志可读的 PostgreSQL 协议的库，按时间戳或流水号拉取",
    "push": "来源系统经 HTTP 推送",
    "kafka": "Kafka 里的 Debezium、Canal、Maxwell、OGG JSON 消息",
    "files": "放进文件夹的 CSV、XLSX、Parquet、JSON Lines 文件",
}
TYPES = {
    "smallint": Type.INT,
    "integer": Type.INT,
    "bigint": Type.INT,
    "numeric": Type.NUMBER,
    "real": Type.NUMBER,
    "double precision": Type.NUMBER,
    "text": Type.TEXT,
    "boolean": Type.BOOL,
    "date": Type.DATE,
    "timestamp": Type.TIME,
    "timestamptz": Type.TIME,
}
"""What a formula takes a declared column for."""


@dataclass(frozen=True)
class Formula:
    """A value written in the project's formula language over the columns of one row."""

    expr: Expr


@dataclass(frozen=True)
class Money:
    """An amount that the source keeps in yuan (or ten thousand yuan), as fen; a part of a fen is refused."""

    column: str
    fen_per_unit: int


@dataclass(frozen=True)
class Coded:
    """A code of the source as the court's code; one that is not in the table is refused."""

    column: str
    table: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WrittenDay:
    """The day of a time, or one that the source keeps as text, 20240229 or 2024-02-29; what is no day is refused."""

    column: str


@dataclass(frozen=True)
class LocalTime:
    """A time without a zone, as it was told in that zone, in UTC."""

    column: str
    zone: str


@dataclass(frozen=True)
class Reference:
    """The key that another table's row has in the court."""

    key: Value


@dataclass(frozen=True)
class Hashed:
    """A key made of any columns: sixty bits of their digest."""

    of: tuple[str, ...]
    space: str


@dataclass(frozen=True)
class Found:
    """The key of the court's row in force whose column holds the value; the row waits until there is one."""

    table: str
    key: str
    column: str
    expr: Expr


Value = Formula | Money | Coded | WrittenDay | LocalTime | Reference | Hashed | Found


@dataclass(frozen=True)
class Feed:
    """What one table of a source gives to one table of the court: a row each, where the condition holds."""

    into: Table
    key: Value
    columns: Mapping[str, Value]
    when: Expr | None = None


@dataclass(frozen=True)
class DeclaredTable:
    """A table of a source: its columns as formulas see them, and what it feeds."""

    name: str
    label: str
    schema: str
    types: Mapping[str, str]
    fields: Mapping[str, Field]
    primary: tuple[str, ...]
    feeds: tuple[Feed, ...] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)
    """How this kind of source is to read the table: files, topic, watermark."""

    @property
    def full_name(self) -> str:
        """The table with its schema."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class System:
    """A source system; how to reach it stands in the environment, never here."""

    name: str
    title: str
    kind: str
    connection: str
    tables: tuple[DeclaredTable, ...]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def table(self, name: str) -> DeclaredTable | None:
        """The table of that name, or None."""
        return next((t for t in self.tables if t.name == name), None)

"""From the YAML of a source system to its checked declaration."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from mingjing.algebra.errors import ModelError
from mingjing.algebra.expression import Col, Expr, columns, rewrite
from mingjing.algebra.formula import Formulas
from mingjing.algebra.types import Field, Type
from mingjing.court.catalogue import TABLES, Column, Table
from mingjing.ingest.declared.system import (
    KINDS,
    TYPES,
    Coded,
    DeclaredTable,
    Feed,
    Formula,
    Found,
    Hashed,
    LocalTime,
    Money,
    Reference,
    System,
    Value,
    WrittenDay,
)
from mingjing.ingest.errors import BadSystem, NoConnection, UnknownSystem
from mingjing.scenario.workdays import working_days
from mingjing.scenario.yaml12 import load
from mingjing.settings import source_folders

UNITS = {"yuan": 100, "wan_yuan": 1_000_000}
FORMS = "公式，或 {yuan: 列}、{wan_yuan: 列}、{codes: 代码表, of: 列}、{day: 列}、{time: 列, zone: 时区}、{ref: 表, of: 列}、{find: 表.列, of: 公式}、{hashed: [列]}"  # noqa: E501


def names() -> tuple[str, ...]:
    """The declared systems: ours, then the court's own, which take the place of ours of the same name."""
    return tuple(sorted({p.stem for folder in source_folders() for p in folder.glob("*.yaml")}))


def load_system(name: str) -> System:
    """The declared system of that name. Raises UnknownSystem or BadSystem."""
    for folder in reversed(source_folders()):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return read_system(path)
    raise UnknownSystem(name, names())


def read_system(path: Path) -> System:
    """The declaration in a file. Raises BadSystem."""
    try:
        raw = load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise BadSystem(path.stem, path.name, "不是合格的 YAML，请检查缩进、冒号和引号") from e
    return _Reading(str(raw.get("name", path.stem)), raw).system()


def address(system: System) -> str:
    """How to reach the source. Raises NoConnection."""
    found = os.environ.get(system.connection, "").strip()
    if not found:
        raise NoConnection(system.name, system.connection)
    return found


class _Reading:
    """Reads one declaration; every complaint names its place."""

    def __init__(self, name: str, raw: Mapping[str, Any]) -> None:
        self.name, self.raw = name, raw
        self.formulas = Formulas({}, working_days())
        self.declared: dict[str, DeclaredTable] = {}

    def wrong(self, place: str, problem: str) -> BadSystem:
        return BadSystem(self.name, place, problem)

    def system(self) -> System:
        for needed in ("name", "title", "kind", "connection", "tables"):
            if needed not in self.raw:
                raise self.wrong("文件", f"缺少 {needed}")
        if self.raw["kind"] not in KINDS:
            raise self.wrong("kind", f"没有这种来源；可用的有 {'、'.join(KINDS)}")
        tables: Mapping[str, Any] = self.raw["tables"]
        self.declared = {n: self.table(n, t) for n, t in tables.items()}
        fed = tuple(self.fed(self.declared[n], t.get("feeds") or {}) for n, t in tables.items())
        codes = {n: {str(k): str(v) for k, v in t.items()} for n, t in (self.raw.get("codes") or {}).items()}
        return System(self.name, str(self.raw["title"]), str(self.raw["kind"]), str(self.raw["connection"]), fed, codes)

    def table(self, name: str, raw: Mapping[str, Any]) -> DeclaredTable:
        """A table without what it feeds."""
        types, fields = {}, {}
        for column, said in (raw.get("columns") or {}).items():
            kind, label = (said, "") if isinstance(said, str) else (str(said[0]), str(said[1]))
            if kind not in TYPES:
                raise self.wrong(f"{name}.{column}", f"没有类型 {kind}；可用的有 {'、'.join(TYPES)}")
            types[column], fields[column] = kind, Field(column, TYPES[kind], label)
        if not fields:
            raise self.wrong(name, "没有声明列")
        primary = raw.get("primary") or [next(iter(fields))]
        primary = tuple([primary] if isinstance(primary, str) else primary)
        for column in primary:
            self.known(fields, column, f"{name}.primary")
        label, schema = str(raw.get("label", name)), str(raw.get("schema", "public"))
        return DeclaredTable(name, label, schema, types, fields, primary, reading=raw.get("read") or {})

    def fed(self, table: DeclaredTable, raw: Mapping[str, Any]) -> DeclaredTable:
        """The table with what it feeds."""
        feeds = tuple(self.feed(table, into, said) for into, said in raw.items())
        return replace(table, feeds=feeds)

    def feed(self, table: DeclaredTable, into: str, raw: Mapping[str, Any]) -> Feed:
        place = f"{table.name} → {into}"
        court = TABLES.get(into)
        if court is None or court.derived:
            raise self.wrong(place, "法院数据目录里没有这张可写入的表")
        key = self.key(table, raw.get("key"), place)
        said: Mapping[str, Any] = raw.get("columns") or {}
        found = {}
        for name, written in said.items():
            column = court.column(name)
            if column is None or name in court.key:
                raise self.wrong(
                    f"{place}.{name}", f"{court.label}没有这一列；有 {'、'.join(c.name for c in court.columns[1:])}"
                )
            found[name] = self.value(table, column, written, f"{place}.{name}")
        for column in court.columns[1:]:
            if column.required and column.name not in found:
                raise self.wrong(place, f"必填列 {column.name}（{column.label}）没有映射")
        when = self.formula(table, str(raw["when"]), f"{place}.when") if "when" in raw else None
        if when is not None and when.type is not Type.BOOL:
            raise self.wrong(f"{place}.when", "这里需要一个条件")
        return Feed(court, key, found, when)

    def key(self, table: DeclaredTable, raw: Any, place: str) -> Value:
        """A key reads the primary key alone, so that it is known of a row that is gone."""
        if isinstance(raw, Mapping) and "hashed" in raw:
            of = tuple(raw["hashed"])
            for column in of:
                self.known(table.fields, column, f"{place}.key")
            read = frozenset(of)
            found: Value = Hashed(of, f"{self.name}.{table.name}")
        else:
            expr = self.formula(table, str(raw if raw is not None else table.primary[0]), f"{place}.key")
            if expr.type is not Type.INT:
                raise self.wrong(f"{place}.key", "标识须为整数；文字主键请写 {hashed: [列]}")
            read, found = columns(expr), Formula(expr)
        if not read <= set(table.primary):
            raise self.wrong(f"{place}.key", f"标识只能由主键（{'、'.join(table.primary)}）算出")
        return found

    def known(self, fields: Mapping[str, Field], column: Any, place: str) -> str:
        if column not in fields:
            raise self.wrong(place, f"没有声明列 {column}；已声明 {'、'.join(fields)}")
        return str(column)

    def formula(self, table: DeclaredTable, text: str, place: str) -> Expr:
        try:
            found = self.formulas.read(text, table.fields)
        except ModelError as e:
            raise self.wrong(place, str(e)) from e
        return found

    def value(self, table: DeclaredTable, column: Column, raw: Any, place: str) -> Value:
        """How one column of the court is made."""
        if not isinstance(raw, Mapping):
            return self.plain(table, column, str(raw), place)
        for unit, fen in UNITS.items():
            if unit in raw:
                return Money(self.known(table.fields, raw[unit], place), fen)
        if "codes" in raw:
            return self.coded(table, column, raw, place)
        if "day" in raw:
            return WrittenDay(self.known(table.fields, raw["day"], place))
        if "time" in raw:
            return LocalTime(self.known(table.fields, raw["time"], place), str(raw.get("zone", "Asia/Shanghai")))
        if "hashed" in raw:
            return Hashed(tuple(self.known(table.fields, c, place) for c in raw["hashed"]), f"{self.name}.{table.name}")
        if "ref" in raw:
            return self.reference(table, str(raw["ref"]), raw.get("of"), place)
        if "find" in raw:
            return self.find(table, str(raw["find"]), str(raw.get("of")), place)
        raise self.wrong(place, f"看不懂；请写{FORMS}")

    def plain(self, table: DeclaredTable, column: Column, text: str, place: str) -> Value:
        expr = self.formula(table, text, place)
        wanted = Type(column.type.value)
        fits = expr.type in (wanted, Type.UNKNOWN) or (wanted is Type.NUMBER and expr.type is Type.INT)
        if not fits:
            raise self.wrong(place, f"{column.label}是{wanted.chinese}，公式得到的是{expr.type.chinese}")
        return Formula(expr)

    def coded(self, table: DeclaredTable, column: Column, raw: Mapping[str, Any], place: str) -> Value:
        name = str(raw["codes"])
        codes = (self.raw.get("codes") or {}).get(name)
        if codes is None:
            raise self.wrong(place, f"没有代码表 {name}")
        allowed = {c for c, _ in column.codes}
        for code in codes.values():
            if allowed and str(code) not in allowed:
                raise self.wrong(place, f"代码表 {name} 给出 {code}，{column.label}只有 {'、'.join(allowed)}")
        pairs = tuple((str(k), str(v)) for k, v in codes.items())
        return Coded(self.known(table.fields, raw.get("of"), place), name, pairs)

    def reference(self, table: DeclaredTable, name: str, of: Any, place: str) -> Value:
        """The key of another table's feed, with the columns of this one in the place of its primary key."""
        other, _, into = name.partition(".")
        there = self.declared.get(other)
        feeds: Mapping[str, Any] = (self.raw["tables"].get(other) or {}).get("feeds") or {}
        if there is None or (into and into not in feeds) or (not into and len(feeds) != 1):
            raise self.wrong(place, f"ref 须写本系统有映射的表，或 表.法院表；{name} 不是")
        given = [self.known(table.fields, c, place) for c in ([of] if isinstance(of, str) else of or ())]
        if len(given) != len(there.primary):
            raise self.wrong(place, f"表 {other} 的主键有 {len(there.primary)} 列，of 写了 {len(given)} 列")
        instead = dict(zip(there.primary, given, strict=True))
        return Reference(
            self.renamed(self.key(there, feeds[into or next(iter(feeds))].get("key"), place), table, instead)
        )

    def renamed(self, key: Value, table: DeclaredTable, instead: Mapping[str, str]) -> Value:
        match key:
            case Hashed():
                return Hashed(tuple(instead[c] for c in key.of), key.space)
            case Formula():
                return Formula(rewrite(key.expr, lambda x: _in_place(x, table, instead)))
        raise TypeError(type(key).__name__)

    def find(self, table: DeclaredTable, where: str, of: str, place: str) -> Value:
        name, _, column = where.partition(".")
        court: Table | None = TABLES.get(name)
        there = court.column(column) if court else None
        if court is None or there is None:
            raise self.wrong(place, f"find 须写 法院表.列；{where} 不是")
        expr = self.formula(table, of, place)
        if expr.type is not Type(there.type.value):
            raise self.wrong(place, f"{there.label}是{Type(there.type.value).chinese}，公式得到的是{expr.type.chinese}")
        return Found(court.name, court.key[0], column, expr)


def _in_place(x: Expr, table: DeclaredTable, instead: Mapping[str, str]) -> Expr | None:
    if not isinstance(x, Col):
        return None
    name = instead[x.name]
    return Col(table.fields[name].type, name)


def every(systems: Sequence[str]) -> tuple[System, ...]:
    """The systems of these names, or all."""
    return tuple(load_system(n) for n in systems or names())

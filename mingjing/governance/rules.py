"""Rules of quality: those the catalogue declares, and those written beside it as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mingjing.court.catalogue import TABLES, Column, Table
from mingjing.errors import WrongUse
from mingjing.scenario.yaml12 import load

FILE = Path(__file__).with_name("rules.yaml")
NOW = "_to = TIMESTAMP '9999-12-31'"
SEVERITIES = {"error": "错误", "warn": "可疑"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `broken` is the condition, over a row `t`, under which it is broken."""

    name: str
    table: str
    kind: str
    severity: str
    says: str
    broken: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule. Raises WrongUse when the file names what the catalogue does not have."""
    return (*declared(), *written(load(FILE.read_text(encoding="utf-8"))))


def declared() -> Iterator[Rule]:
    """What the catalogue promises of each table: columns filled, codes of the list, references that lead somewhere."""
    for table in TABLES.values():
        if table.derived:
            continue
        for column in table.columns:
            yield from of_column(table, column)


def of_column(table: Table, column: Column) -> Iterator[Rule]:
    """The rules that a column's declaration makes."""
    place, name = f't."{column.name}"', f"{table.name}.{column.name}"
    if column.required:
        yield Rule(f"{name}.filled", table.name, "not_null", "error", f"{column.label}为空", f"{place} IS NULL")
    if column.codes:
        codes = ", ".join(f"'{code}'" for code, _ in column.codes)
        broken = f"{place} IS NOT NULL AND {place} NOT IN ({codes})"
        yield Rule(f"{name}.code", table.name, "domain", "error", f"{column.label}不在代码表内", broken)
    if column.refers:
        yield Rule(
            f"{name}.refers", table.name, "reference", "error",
            f"{column.label}指向不存在的{TABLES[column.refers].label}", lost(place, column.refers),
        )  # fmt: skip


def lost(place: str, target: str) -> str:
    """A reference that leads nowhere."""
    key = TABLES[target].key[0]
    return f'{place} IS NOT NULL AND NOT EXISTS (FROM "{target}" o WHERE o."{key}" = {place} AND o.{NOW})'


def written(lines: list[dict[str, Any]]) -> Iterator[Rule]:
    """The rules of the file. Raises WrongUse."""
    for line in lines:
        refuse_unknown(line)
        yield Rule(
            line["name"], line["table"], line["kind"], line["severity"], line["says"], CONDITIONS[line["kind"]](line)
        )


def refuse_unknown(line: Mapping[str, Any]) -> None:
    """Raises WrongUse for a table, column or kind that is not there."""
    name = line.get("name", "?")
    if line.get("kind") not in CONDITIONS or line.get("severity") not in SEVERITIES:
        raise WrongUse(f"质量规则 {name} 的种类或严重程度不认识。", f"种类可用 {'、'.join(CONDITIONS)}。")
    at_home = [line.get(c) for c in ("column", "first", "second") if c in line] + list(line.get("when", {}))
    abroad = [line["other_column"], *line.get("conflict", {})] if "other" in line else []
    for table, columns in ((line.get("table"), at_home), (line.get("other"), abroad)):
        for column in columns:
            if TABLES.get(str(table)) is None or TABLES[str(table)].column(str(column)) is None:
                raise WrongUse(f"质量规则 {name}：数据目录里没有 {table}.{column}。", "请改为数据目录里的表和列。")


def in_order(line: Mapping[str, Any]) -> str:
    """Broken when the second day is before the first."""
    return f't."{line["second"]}" < t."{line["first"]}"'


def filled(line: Mapping[str, Any]) -> str:
    """Broken when the column is empty."""
    return f'trim(CAST(t."{line["column"]}" AS VARCHAR)) IS NULL OR trim(CAST(t."{line["column"]}" AS VARCHAR)) = \'\''


def across(line: Mapping[str, Any]) -> str:
    """Broken when another system says of the same subject what cannot be true beside this row."""
    here = "".join(f" AND t.\"{c}\" = '{v}'" for c, v in line["when"].items())
    there = "".join(f" AND o.\"{c}\" = '{v}'" for c, v in line["conflict"].items())
    same = f'o."{line["other_column"]}" = t."{line["column"]}" AND o.{NOW}'
    return f'EXISTS (FROM "{line["other"]}" o WHERE {same}{there}){here}'


CONDITIONS = {"order": in_order, "filled": filled, "cross": across}

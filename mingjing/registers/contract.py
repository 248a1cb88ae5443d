"""A register's contract: who supplies what for which purpose, on which legal ground, how fresh and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from mingjing.court.catalogue import TABLES, Table, Type
from mingjing.registers.errors import BadContract, UnknownRegister
from mingjing.scenario.fields import basis
from mingjing.scenario.scenario import Basis
from mingjing.scenario.yaml12 import load

FOLDER = Path(__file__).parent / "contracts"
OURS = ("source_agency", "data_on", "fetched_on")
"""Columns that we fill: who supplied it, as of which day, when it was fetched."""
Way = Literal["rest", "folder", "push"]
WAYS: tuple[Way, ...] = get_args(Way)
FORMATS = {"yyyymmdd": Type.DATE, "yuan": Type.FEN, "是否": Type.BOOL}


@dataclass(frozen=True, slots=True)
class Field:
    """Where a column comes from: `given` names the source field, `number` one whose number is keyed at the door."""

    column: str
    given: str
    number: str = ""
    form: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """One register as agreed; `whole` when each delivery has every row, so that what is not in it has ended."""

    name: str
    title: str
    table: str
    agency: str
    purpose: str
    basis: tuple[Basis, ...]
    fresh_days: int
    expires_on: dt.date
    retention_days: int
    by: Way
    whole: bool
    every_hours: int
    fields: tuple[Field, ...]
    """Columns that the agreement does not name stay empty."""

    @property
    def declared(self) -> Table:
        """The table of the catalogue that it fills."""
        return TABLES[self.table]


@cache
def contracts() -> dict[str, Contract]:
    """Every contract by name. Raises BadContract."""
    return {c.name: c for c in (read_contract(p) for p in sorted(FOLDER.glob("*.yaml")))}


def contract(name: str) -> Contract:
    """The contract of that name. Raises UnknownRegister."""
    found = contracts().get(name)
    if found is None:
        raise UnknownRegister(name, tuple(contracts()))
    return found


def of_table(table: str) -> Contract | None:
    """The contract that fills a table of the catalogue."""
    return next((c for c in contracts().values() if c.table == table), None)


def read_contract(path: Path) -> Contract:
    """The checked contract in a file. Raises BadContract."""
    raw: dict[str, Any] = load(path.read_text(encoding="utf-8"))
    try:
        made = contract_of(raw)
    except (KeyError, ValueError, TypeError) as e:
        raise BadContract(path.stem, f"缺少或写错了 {e}") from e
    for problem in problems(made):
        raise BadContract(path.stem, problem)
    return made


def contract_of(raw: dict[str, Any]) -> Contract:
    """The contract of a file's content."""
    delivery = raw["delivery"]
    return Contract(
        name=raw["name"],
        title=raw["title"],
        table=raw["table"],
        agency=raw["agency"],
        purpose=raw["purpose"],
        basis=basis(raw["basis"]),
        fresh_days=int(raw["fresh_days"]),
        expires_on=as_day(raw["expires_on"]),
        retention_days=int(raw["retention_days"]),
        by=delivery["by"],
        whole=delivery["whole"],
        every_hours=int(delivery["every_hours"]),
        fields=tuple(field_of(name, given) for name, given in raw["fields"].items()),
    )


def as_day(value: Any) -> dt.date:
    """A day of YAML, written plainly or quoted."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def field_of(column: str, raw: dict[str, Any]) -> Field:
    """One column's line."""
    codes = tuple((str(k), str(v)) for k, v in raw.get("codes", {}).items())
    return Field(column, raw["from"], raw.get("number", ""), raw.get("as", ""), codes)


def problems(made: Contract) -> list[str]:
    """What of the contract does not fit the catalogue."""
    table = TABLES.get(made.table)
    if table is None:
        return [f"数据目录里没有表 {made.table}"]
    found = [] if made.by in WAYS else [f"delivery.by 须是 {'、'.join(WAYS)} 之一，不能是 {made.by}"]
    found += [] if made.basis and made.purpose else ["目的和依据不可为空"]
    theirs, ours = {f.column for f in made.fields}, {c.name for c in table.columns} - set(OURS)
    found += [] if table.key[0] in theirs else [f"没有说明记录标识 {table.key[0]} 从何而来"]
    found += [f"{made.table} 没有列 {c}" for c in sorted(theirs - ours)]
    return found + [p for f in made.fields if f.column in ours for p in field_problems(table, f)]


def field_problems(table: Table, f: Field) -> list[str]:
    """What of a column's line does not fit the column."""
    column = table.column(f.column)
    known = {code for code, _ in column.codes} if column else set()
    wrong = [f"{f.column} 没有代码 {v}" for _, v in f.codes if v not in known]
    if f.form and (f.form not in FORMATS or column is None or FORMATS[f.form] is not column.type):
        wrong.append(f"{f.column} 不能按 {f.form} 读")
    return wrong

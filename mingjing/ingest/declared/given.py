"""Rows that a source gives by name, read as its declaration has them: changes, or refusals in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingjing.ingest.capture.cells import CellRefused, cell
from mingjing.ingest.capture.events import UNCHANGED, Cell, Change, Row, SourceColumn, SourceTable
from mingjing.ingest.declared.system import DeclaredTable

WRITTEN = {"timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone"}
"""Declared types as PostgreSQL names them."""
KEY_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Refused:
    """A row that could not even be stored as it is: whose, why, and what it was."""

    table: str
    row_key: str
    reason: str
    row: str
    """As JSON."""


Given = Mapping[str, Any]
Read = Change | Refused


def shape(table: DeclaredTable) -> SourceTable:
    """The table as its declaration describes it."""
    columns = tuple(SourceColumn(n, WRITTEN.get(t, t)) for n, t in table.types.items())
    places = {c.name: i for i, c in enumerate(columns)}
    return SourceTable(table.schema, table.name, columns, tuple(sorted(places[c] for c in table.primary)))


class Rows:
    """Reads the rows of one declared table; with `strict`, a row may have no other columns than are declared."""

    def __init__(self, table: DeclaredTable, *, strict: bool = True) -> None:
        self.table, self.shape, self.strict = table, shape(table), strict

    def put(self, given: Given, place: str) -> Read:
        """The row as it now is. `place` names it where its key cannot be read."""
        try:
            self._known(given)
            return Change("U", self.shape, new=self._row(given, self.table.types))
        except CellRefused as e:
            return self.refused(given, place, str(e))

    def change(self, given: Given, old: Given, place: str) -> Read:
        """The row as it now is, and what it was where that is known; a column in neither has not changed."""
        try:
            now = {**old, **given}
            new = self._row(now, {c: t for c, t in self.table.types.items() if c in now or c in self.table.primary})
            row: Row = [v if c in now else UNCHANGED for v, c in zip(new, self.table.types, strict=True)]
            before = self._row({**now, **old}, {c: self.table.types[c] for c in self.table.primary})
            moved = self.shape.key_of(before) != self.shape.key_of(row)
            return Change("U", self.shape, new=row, old=before if moved else None)
        except CellRefused as e:
            return self.refused(given, place, str(e))

    def delete(self, given: Given, place: str) -> Read:
        """The row is gone; its key is enough."""
        try:
            return Change("D", self.shape, old=self._row(given, {c: self.table.types[c] for c in self.table.primary}))
        except CellRefused as e:
            return self.refused(given, place, str(e))

    def refused(self, given: Given, place: str, reason: str) -> Refused:
        """The row with the reason."""
        return Refused(self.table.name, self._row_key(given) or place, reason, as_json(given))

    def _known(self, given: Given) -> None:
        unknown = [str(c) for c in given if c not in self.table.types] if self.strict else []
        if unknown:
            raise CellRefused(f"有没有声明的列 {'、'.join(unknown)}；已声明 {'、'.join(self.table.types)}")

    def _row(self, given: Given, needed: Mapping[str, str]) -> Row:
        row: Row = [None] * len(self.table.types)
        for place, (name, kind) in enumerate(self.table.types.items()):
            if name in needed:
                row[place] = self._cell(given, name, kind)
        return row

    def _cell(self, given: Given, name: str, kind: str) -> Cell:
        if name not in given:
            raise CellRefused(f"缺少列 {name}（没有值请写 null）")
        try:
            found = cell(kind, given[name])
        except CellRefused as e:
            raise CellRefused(f"列 {name} 的值{e}") from e
        if found is None and name in self.table.primary:
            raise CellRefused(f"主键列 {name} 为空")
        return found

    def _row_key(self, given: Given) -> str:
        """The key as the mirror would write it; empty where it cannot be read."""
        try:
            cells = [self._cell(given, self.shape.columns[i].name, self._kind(i)) for i in self.shape.key]
        except CellRefused:
            return ""
        return key_text(tuple(cells))

    def _kind(self, place: int) -> str:
        return self.table.types[self.shape.columns[place].name]


def key_text(key: tuple[Cell, ...]) -> str:
    """A key as parked rows write it."""
    return KEY_SEPARATOR.join(v.decode() for v in key if isinstance(v, bytes))


def exact_json(text: str) -> Any:
    """What a JSON text says, with numbers as they are written. Raises ValueError, also for a name given twice."""
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name was given twice")
    return found


def as_json(value: object) -> str:
    """The value as JSON in which every number keeps its digits; what JSON has no word for is written as text."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{as_json(str(k))}: {as_json(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(as_json, value)) + "]"
        case Decimal() if value.is_finite():
            return format(value, "f")
        case bool() | int() | None:
            return json.dumps(value)
        case float() if value - value == 0:
            return repr(value)
    return json.dumps(str(value).encode(errors="replace").decode().replace("\x00", "␀"), ensure_ascii=False)

"""Change messages in the four JSON formats that capture products write: Debezium, Canal, Maxwell and OGG."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

EPOCH = dt.datetime(1970, 1, 1)
UNSENT = "__debezium_unavailable_value"
SKIPPED = {"m", "CREATE", "ALTER", "ERASE", "QUERY", "RENAME", "CINDEX", "DINDEX"}
"""Messages about no row; the shape of a table is what its declaration says."""


class NotAChange(Exception):
    """The message is not what its format says; says why, in Chinese."""


@dataclass(frozen=True)
class Told:
    """One change as a message tells it: of which table, what of the row, and where and when that was in the source."""

    table: str
    op: str
    """put, change, delete or truncate."""
    row: Mapping[str, Any] = field(default_factory=dict)
    old: Mapping[str, Any] = field(default_factory=dict)
    place: tuple[int, ...] = ()
    """Grows with every change of a row; empty where the format carries none."""
    era: str = ""
    """Places can be compared within one era alone: the server that gave them."""
    at_ms: int = 0


def debezium(said: Mapping[str, Any]) -> Iterator[Told]:
    """A Debezium envelope, with its schema or without."""
    payload = said.get("payload", said)
    op, source = payload.get("op"), payload.get("source") or {}
    if op in SKIPPED:
        return
    types = row_types(said.get("schema"))
    rows = {k: plain(payload.get(k) or {}, types) for k in ("before", "after")}
    told = Told("", "", place=debezium_place(source), era=debezium_era(source), at_ms=int(source.get("ts_ms") or 0))
    of = str(source.get("table", ""))
    match op:
        case "c" | "r":
            yield _told(told, of, "put", rows["after"])
        case "u" if UNSENT in rows["after"].values():
            sent = {k: v for k, v in rows["after"].items() if v != UNSENT}
            yield _told(told, of, "change", sent)
        case "u":
            yield _told(told, of, "put", rows["after"])
        case "d":
            yield _told(told, of, "delete", rows["before"])
        case "t":
            yield _told(told, of, "truncate", {})
        case _:
            raise NotAChange(f"Debezium 消息的 op 是 {op}")


def _told(like: Told, table: str, op: str, row: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> Told:
    return Told(table, op, row, old or {}, like.place, like.era, like.at_ms)


def debezium_place(source: Mapping[str, Any]) -> tuple[int, ...]:
    """Where the change stood: in PostgreSQL's log, or in a binlog file."""
    if source.get("lsn") is not None:
        return (int(source["lsn"]),)
    if source.get("file"):
        return (file_number(source["file"]), int(source.get("pos") or 0), int(source.get("row") or 0))
    return ()


def debezium_era(source: Mapping[str, Any]) -> str:
    """Whose log it was."""
    return f"{source.get('name', '')}/{source.get('server_id', '')}"


def file_number(name: object) -> int:
    """The number at the end of a binlog file's name. Raises NotAChange."""
    digits = str(name).rsplit(".", 1)[-1]
    if not digits.isdecimal():
        raise NotAChange(f"日志文件名“{name}”没有编号")
    return int(digits)


def row_types(schema: Any) -> dict[str, Mapping[str, Any]]:
    """What the message's own schema says of the columns of a row."""
    parts = (schema or {}).get("fields") or []
    row: Mapping[str, Any] = next((p for p in parts if p.get("field") in ("after", "before")), {})
    return {f["field"]: f for f in row.get("fields") or []}


def plain(row: Mapping[str, Any], types: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Values in the words that every format shares."""
    return {name: _plain(value, types.get(name, {})) for name, value in row.items()}


def _plain(value: Any, said: Mapping[str, Any]) -> Any:
    read = LOGICAL.get(str(said.get("name", "")))
    if value is None or value == UNSENT or read is None:
        return value
    try:
        return read(value, said)
    except (ValueError, TypeError, KeyError, OverflowError) as e:
        raise NotAChange(f"“{str(value)[:40]}”不是 {said.get('name')}") from e


def since_epoch(per_second: int) -> Callable[[Any, Mapping[str, Any]], dt.datetime]:
    """Reads a number of fractions of a second since 1970."""

    def read(value: Any, said: Mapping[str, Any]) -> dt.datetime:
        micros, rest = divmod(int(value) * 1_000_000, per_second)
        if rest:
            raise ValueError(value)
        return EPOCH + dt.timedelta(microseconds=micros)

    return read


def scaled(value: Any, said: Mapping[str, Any]) -> Decimal:
    """A number as its unscaled bytes."""
    return unscaled(value, int(said["parameters"]["scale"]))


def self_scaled(value: Any, said: Mapping[str, Any]) -> Decimal:
    """A number that carries its own scale."""
    return unscaled(value["value"], int(value["scale"]))


def unscaled(written: str, scale: int) -> Decimal:
    """A number of so many decimal places."""
    whole = int.from_bytes(base64.b64decode(written, validate=True), signed=True)
    return Decimal((whole < 0, tuple(map(int, str(abs(whole)))), -scale))


LOGICAL: dict[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "io.debezium.time.Date": lambda v, _: (EPOCH + dt.timedelta(days=int(v))).date(),
    "org.apache.kafka.connect.data.Date": lambda v, _: (EPOCH + dt.timedelta(days=int(v))).date(),
    "io.debezium.time.Timestamp": since_epoch(1_000),
    "org.apache.kafka.connect.data.Timestamp": since_epoch(1_000),
    "io.debezium.time.MicroTimestamp": since_epoch(1_000_000),
    "io.debezium.time.NanoTimestamp": since_epoch(1_000_000_000),
    "org.apache.kafka.connect.data.Decimal": scaled,
    "io.debezium.data.VariableScaleDecimal": self_scaled,
}


def canal(said: Mapping[str, Any]) -> Iterator[Told]:
    """A flat message of Canal, of one row or several. It has no place: what comes again is applied again."""
    kind, table, at = str(said.get("type", "")), str(said.get("table", "")), int(said.get("es") or 0)
    if kind == "TRUNCATE":
        yield Told(table, "truncate", at_ms=at)
        return
    if said.get("isDdl") or kind in SKIPPED:
        return
    if kind not in CANAL:
        raise NotAChange(f"Canal 消息的 type 是 {kind}")
    rows = said.get("data") or []
    for row, old in zip(rows, said.get("old") or [{}] * len(rows), strict=True):
        yield Told(table, CANAL[kind], row, old or {}, at_ms=at)


CANAL = {"INSERT": "put", "UPDATE": "change", "DELETE": "delete"}


def maxwell(said: Mapping[str, Any]) -> Iterator[Told]:
    """A message of Maxwell."""
    kind, table = str(said.get("type", "")), str(said.get("table", ""))
    if kind.startswith(("bootstrap-start", "bootstrap-complete", "table-", "database-")):
        return
    if kind not in MAXWELL:
        raise NotAChange(f"Maxwell 消息的 type 是 {kind}")
    name, _, offset = str(said.get("position", "")).partition(":")
    place = (file_number(name), int(offset), int(said.get("xoffset") or 0)) if offset else ()
    row, old = said.get("data") or {}, said.get("old") or {}
    yield Told(table, MAXWELL[kind], row, old, place, str(said.get("server_id", "")), int(said.get("ts") or 0) * 1000)


MAXWELL = {"insert": "put", "bootstrap-insert": "put", "update": "change", "delete": "delete"}


def ogg(said: Mapping[str, Any]) -> Iterator[Told]:
    """A message of Oracle GoldenGate."""
    kind, table = str(said.get("op_type", "")), str(said.get("table", "")).rsplit(".", 1)[-1]
    place = (int(said["pos"]),) if str(said.get("pos", "")).isdecimal() else ()
    before, after, at = said.get("before") or {}, said.get("after") or {}, ogg_time(said)
    match kind:
        case "I":
            yield Told(table, "put", after, {}, place, "", at)
        case "U":
            yield Told(table, "change", after, before, place, "", at)
        case "D":
            yield Told(table, "delete", before, {}, place, "", at)
        case "T":
            yield Told(table, "truncate", place=place, at_ms=at)
        case _:
            raise NotAChange(f"OGG 消息的 op_type 是 {kind}")


def ogg_time(said: Mapping[str, Any]) -> int:
    """When the source did it, in milliseconds as if its clock ran in UTC: for comparing with its like alone."""
    try:
        return int((dt.datetime.fromisoformat(str(said.get("op_ts"))[:26]) - EPOCH).total_seconds() * 1000)
    except ValueError:
        return 0


FORMATS: dict[str, Callable[[Mapping[str, Any]], Iterator[Told]]] = {
    "debezium": debezium,
    "canal": canal,
    "maxwell": maxwell,
    "ogg": ogg,
}

"""Changes of one MariaDB database from its binlog, in row format, begun at a GTID; and its tables at such a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BufferedReader
from socket import socket
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pymysql
from pymysql.connections import Connection
from pymysql.cursors import SSDictCursor
from pymysqlreplication import BinLogStreamReader
from pymysqlreplication.event import HeartbeatLogEvent, MariadbGtidEvent, QueryEvent, XidEvent
from pymysqlreplication.row_event import DeleteRowsEvent, UpdateRowsEvent, WriteRowsEvent

from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.capture.events import Begin, Change, Commit, Event, Truncate
from mingjing.ingest.declared.given import Read, Rows, shape
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import BadSystem, ShapeBroken, SlotLost, SourceGone, WrongSettings

NEEDED = {
    "log_bin": "ON",
    "binlog_format": "ROW",
    "binlog_row_image": "FULL",
    "binlog_row_metadata": "FULL",
    "log_bin_compress": "OFF",
}
"""Without these a row is told in part, without its columns' names, or in a form that would be passed over."""
HEARTBEAT_SECONDS = 0.2
"""How long the server is silent before it says that nothing is waiting."""
STANDALONE = 1
"""The flag of a GTID whose one statement is its own transaction."""
TIMES = {"timestamptz": ("timestamp",), "timestamp": ("datetime",), "date": ("date",)}
"""What a declared time must be in the source: else its zone would be guessed."""
COLUMNS = """
    SELECT column_name AS name, data_type AS type, column_key = 'PRI' AS pk FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = %s"""
NAMED = r"(?:`?\w+`?\.)?`?{}`?(?![\w`])"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PURGED = 1236
ZERO = "0000-00-00"


class Lost(Exception):
    """The connection broke. Not an error that the library knows: it would begin anew where it first began."""


class Streaming(Connection):
    """A connection that tells when it breaks."""

    _sock: socket
    _rfile: BufferedReader

    def _read_packet(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super()._read_packet(*args, **kwargs)  # type: ignore[no-untyped-call]
        except pymysql.OperationalError as e:
            raise Lost(*e.args) from e

    def more(self) -> bool:
        """Whether something has come that was not read yet."""
        was = self._sock.gettimeout()
        self._sock.settimeout(0)
        try:
            return bool(self._rfile.peek(1))
        finally:
            self._sock.settimeout(was)


def settings(url: str) -> dict[str, Any]:
    """How to connect: `mysql://user:password@host:port/database`, with `?unix_socket=` where it is on this machine."""
    said = urlsplit(url)
    found = {"user": unquote(said.username or ""), "password": unquote(said.password or ""), "charset": "utf8mb4"}
    socket = parse_qs(said.query).get("unix_socket")
    where = {"unix_socket": socket[0]} if socket else {"host": said.hostname or "", "port": said.port or 3306}
    return found | where | {"database": said.path.strip("/")}


class BinlogCapture:
    """Whole transactions in their order; the place is a GTID for each domain, kept beside the rows."""

    def __init__(self, system: System, target: KeepingTarget, url: str, server_id: int) -> None:
        self.system, self.target, self.url, self.server_id = system, target, url, server_id
        self.rows = {t.name: Rows(t, strict=False) for t in system.tables}
        self.gtids = gtids_of(target.token())
        self.stream: BinLogStreamReader | None = None
        self.given = self.at = self.seq = 0
        self.open: MariadbGtidEvent | None = None
        target.written = self.token

    def token(self) -> str:
        """The GTIDs up to which everything was given."""
        return written(self.gtids)

    @contextmanager
    def ordinary(self) -> Iterator[Connection[Any]]:
        """A connection for questions, with times in UTC. Raises SourceGone."""
        try:
            con = pymysql.connect(**settings(self.url), cursorclass=SSDictCursor, init_command="SET time_zone='+00:00'")
        except pymysql.MySQLError as e:
            raise SourceGone(self.system.name, str(e)) from e
        try:
            yield con
        finally:
            con.close()

    def check(self) -> None:
        """Raises WrongSettings or BadSystem where the source would tell less than is needed, or other than declared."""
        with self.ordinary() as con:
            have = {
                r["Variable_name"]: r["Value"] for r in asked(con, "SHOW VARIABLES WHERE Variable_name LIKE '%log%'")
            }
            wrong = [f"{k}={v}" for k, v in NEEDED.items() if str(have.get(k, "")).upper() != v]
            if wrong:
                raise WrongSettings(self.system.name, "、".join(wrong))
            for table in self.system.tables:
                self._check_table(table, {r["name"]: r for r in asked(con, COLUMNS, [table.name])})

    def _check_table(self, table: DeclaredTable, have: Mapping[str, Mapping[str, Any]]) -> None:
        missing = [c for c in table.types if c not in have]
        if missing:
            raise ShapeBroken(self.system.name, f"表 {table.name} 没有列 {'、'.join(missing)}")
        key = {c for c, r in have.items() if r["pk"]}
        if key != set(table.primary):
            problem = f"来源的主键是 {'、'.join(key) or '（没有）'}，声明的是 {'、'.join(table.primary)}"
            raise BadSystem(self.system.name, f"{table.name}.primary", problem)
        for column, kind in table.types.items():
            if kind in TIMES and have[column]["type"] not in TIMES[kind]:
                problem = f"来源的类型是 {have[column]['type']}，声明 {kind} 须是 {'、'.join(TIMES[kind])}"
                raise BadSystem(self.system.name, f"{table.name}.{column}", problem)

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Connection[Any], int, str]]:
        """A connection that sees the tables as they stand at a place of the binlog, that place, and its GTIDs."""
        with self.ordinary() as con:
            asked(con, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            asked(con, "START TRANSACTION WITH CONSISTENT SNAPSHOT")
            said = {r["Variable_name"].lower(): r["Value"] for r in asked(con, "SHOW STATUS LIKE 'binlog_snapshot_%'")}
            file, at = said["binlog_snapshot_file"], int(said["binlog_snapshot_position"])
            ((gtids,),) = (r.values() for r in asked(con, "SELECT BINLOG_GTID_POS(%s, %s)", [file, at]))
            yield con, place(file, at), str(gtids)

    def copied(self, con: Connection[Any], table: DeclaredTable) -> Iterator[Read]:
        """The rows of a table."""
        columns = ", ".join(f"`{c}`" for c in table.types)
        rows = self.rows[table.name]
        with con.cursor() as cur:
            cur.execute(f"SELECT {columns} FROM `{table.name}`")  # noqa: S608 - names of a checked declaration
            for number, row in enumerate(cur, 1):
                yield rows.put(zoned(table, row), f"装载 第{number}行")

    def start(self, position: int) -> None:
        """Begin after the GTIDs that were kept."""
        self.given, self.gtids, self.open = position, gtids_of(self.target.token()), None
        self.stream = BinLogStreamReader(
            connection_settings=settings(self.url),
            server_id=self.server_id,
            blocking=True,
            is_mariadb=True,
            auto_position=written(self.gtids),
            slave_heartbeat=HEARTBEAT_SECONDS,
            only_schemas=[settings(self.url)["database"]],
            only_tables=list(self.rows),
            only_events=[
                HeartbeatLogEvent, MariadbGtidEvent, QueryEvent, XidEvent,
                WriteRowsEvent, UpdateRowsEvent, DeleteRowsEvent,
            ],
            enable_logging=False,
            pymysql_wrapper=Streaming,
        )  # fmt: skip

    def events(self, idle: float = 0.2) -> Iterator[Event | None]:
        """Events as they come; None whenever nothing is waiting. Raises SlotLost, ShapeBroken or SourceGone."""
        assert self.stream is not None
        try:
            for event in self.stream:
                yield from self._event(event)
                if self.open is None and not self.stream._stream_connection.more():
                    yield None  # a server that always has something to say sends no heartbeat
        except (Lost, pymysql.MySQLError) as e:
            if e.args and e.args[0] == PURGED:
                raise SlotLost(self.system.name, f"断点 {written(self.gtids)} 处的日志接不上（{e.args[-1]}）") from e
            raise SourceGone(self.system.name, str(e)) from e
        raise SourceGone(self.system.name, "来源库结束了变更流")

    def _event(self, event: Any) -> Iterator[Event | None]:
        match event:
            case MariadbGtidEvent():
                yield self._begin(event)
            case XidEvent():
                yield self._commit(event)
            case QueryEvent():
                yield from self._statement(event)
            case HeartbeatLogEvent():
                return
            case _:
                yield from self.target.refusals.note(self._changes(event))

    def _begin(self, event: MariadbGtidEvent) -> Begin:
        assert self.stream is not None
        self.at = place(self.stream.log_file, event.packet.log_pos)
        if self.at <= self.given:
            raise SlotLost(self.system.name, "binlog 的编号变小了（换过服务器，或日志从头编过号）")
        self.open, self.seq = event, 0
        return Begin(self.at, event.timestamp * 1_000_000)

    def _commit(self, event: Any) -> Commit:
        assert self.stream is not None and self.open is not None
        self.gtids[self.open.domain_id] = (self.open.server_id, self.open.gtid_seq_no)
        self.given, self.open = place(self.stream.log_file, event.packet.log_pos), None
        return Commit(self.at, self.given, event.timestamp * 1_000_000)

    def _statement(self, event: QueryEvent) -> Iterator[Event]:
        """A statement that changes a table as a whole, or the end of a transaction."""
        said = COMMENT.sub(" ", event.query if isinstance(event.query, str) else event.query.decode()).strip()
        first = said.split(None, 1)[0].upper() if said else ""
        if self.open is None or first in ("BEGIN", "SAVEPOINT"):
            return
        if first not in ("COMMIT", "ROLLBACK"):
            yield from self._definition(said, first)
        if first in ("COMMIT", "ROLLBACK") or self.open.flags & STANDALONE:
            yield self._commit(event)

    def _definition(self, said: str, first: str) -> Iterator[Event]:
        touched = [r for n, r in self.rows.items() if re.search(NAMED.format(re.escape(n)), said, re.IGNORECASE)]
        if first == "TRUNCATE":
            yield from (Truncate((r.shape,)) for r in touched)
        elif touched and (first in ("DROP", "RENAME") or re.match(r"CREATE\s+OR\s+REPLACE\s+TABLE", said, re.I)):
            if not re.match(r"DROP\s+(INDEX|TRIGGER|VIEW)", said, re.I):
                raise ShapeBroken(self.system.name, f"来源执行了“{said[:80]}”")
        elif first == "ALTER":
            for rows in touched:
                self._altered(rows.table, said)

    def _altered(self, table: DeclaredTable, said: str) -> None:
        """Keep that a table changed its shape; where old rows may have been rewritten, no log says so."""
        note = "INSERT INTO mj_schema_change (source, table_name, position, what) VALUES ($1, $2, $3, $4)"
        self.target.also.append((note, [self.system.name, table.name, self.at, said[:200]]))
        if re.search(r"\b(MODIFY|CHANGE|CONVERT)\b", said, re.I):
            doubt = (
                "UPDATE mj_source_table SET state = 'incomplete', problem = $3 WHERE source = $1 AND table_name = $2"
            )
            problem = "来源改了列的类型，原有值可能不同，须重新装载"
            self.target.also.append((doubt, [self.system.name, table.name, problem]))

    def _changes(self, event: Any) -> Iterator[Read]:
        """The changed rows of one event. Raises ShapeBroken."""
        rows = self.rows[event.table]
        for row in event.rows:
            self.seq += 1
            where = f"{self.at >> 32}:{self.at & 0xFFFFFFFF} 第{self.seq}笔"
            match event:
                case UpdateRowsEvent():
                    yield self._updated(rows, row, where)
                case WriteRowsEvent():
                    yield rows.put(self._given(rows, row["values"], row["none_sources"]), where)
                case _:
                    yield rows.delete(self._given(rows, row["values"], row["none_sources"]), where)

    def _updated(self, rows: Rows, row: Mapping[str, Any], where: str) -> Read:
        new = self._given(rows, row["after_values"], row["after_none_sources"])
        old = row["before_values"]
        if any(old[c] != new[c] for c in rows.table.primary):
            return rows.change(new, old, where)
        return rows.put(new, where)

    def _given(self, rows: Rows, values: dict[str, Any], none: Mapping[str, str]) -> Mapping[str, Any]:
        """A row's values; a date that is none is not taken for no value."""
        if not rows.table.types.keys() <= values.keys():
            missing = "、".join(c for c in rows.table.types if c not in values)
            raise ShapeBroken(self.system.name, f"表 {rows.table.name} 没有列 {missing}")
        for name, why in none.items():
            if why.startswith("out of"):
                values[name] = ZERO
        return zoned(rows.table, values)

    def waiting(self) -> Callable[[], bool]:
        """Whether everything that the source had committed by now has been applied."""
        with self.ordinary() as con:
            ((now,),) = (r.values() for r in asked(con, "SELECT @@gtid_binlog_pos"))
        ends = gtids_of(str(now))
        return lambda: all(gtids_of(self.target.token()).get(d, (0, 0))[1] >= n for d, (_, n) in ends.items())

    def told(self, table: DeclaredTable, position: int) -> TableNet:
        """The rows of a table as the source has them now."""
        net = TableNet(shape(table), emptied=True)
        with self.snapshot() as (con, _, _):
            for read in self.copied(con, table):
                if isinstance(read, Change) and read.new is not None:
                    net.rows[net.table.key_of(read.new)] = read.new
        return net

    def confirm(self, position: int) -> None:
        """The source is told nothing: its binlog goes by its own retention."""

    def idle_position(self) -> int:
        """Up to where the source has nothing more of these tables; 0 inside a transaction."""
        return 0 if self.open else self.given

    def close(self) -> None:
        """Let the connection go."""
        if self.stream is not None:
            self.stream.close()


def asked(con: Connection[Any], sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """What a statement gives."""
    with con.cursor() as cur:
        cur.execute(sql, list(parameters) or None)
        return list(cur.fetchall())


def place(file: str, at: int) -> int:
    """A place of the binlog as a number that grows."""
    return int(file.rsplit(".", 1)[1]) << 32 | at


def zoned(table: DeclaredTable, row: dict[str, Any]) -> Mapping[str, Any]:
    """Moments of the source, which come in UTC, with their zone."""
    for name, kind in table.types.items():
        value = row.get(name)
        if kind == "timestamptz" and value is not None and not isinstance(value, str):
            row[name] = f"{value.isoformat(' ')}+00:00"
    return row


def gtids_of(token: str) -> dict[int, tuple[int, int]]:
    """The last transaction of each domain: which server's, and its number."""
    parts = (t.strip().split("-") for t in token.split(",") if t.strip())
    return {int(domain): (int(server), int(number)) for domain, server, number in parts}


def written(gtids: Mapping[int, tuple[int, int]]) -> str:
    """The same as MariaDB writes it."""
    return ",".join(f"{d}-{s}-{n}" for d, (s, n) in sorted(gtids.items()))

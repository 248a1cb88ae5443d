"""The court's rows, kept in step with the mirror's by the declared feeds.

One statement computes what is to become of the rows whose keys a batch touched; a few more write it.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from functools import cached_property

from mingjing.engines.sql import quoted
from mingjing.ingest.apply.ledger import Ledger
from mingjing.ingest.apply.mirror import listed
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.apply.staged import Staged
from mingjing.ingest.apply.target import Left, Target
from mingjing.ingest.declared.sql import END, expression, refusals, scope, written
from mingjing.ingest.declared.system import DeclaredTable, Feed, Found, System

RETRY_SECONDS = 2.0
LEDGER_READS = {"party", "case_main", "subject"}
NEVER = (
    "enable_seqscan",
    "enable_bitmapscan",
    "enable_hashjoin",
    "enable_mergejoin",
    "enable_material",
    "enable_memoize",
)
"""Ways that the planner would choose for rows in force, of which it takes there to be few: it knows no statistics of a

table that was empty a minute ago. What is left is to look up each touched row by an index, right at any size.
"""
SEPARATOR = "CHR(31)"


class Fed(Staged):
    """One feed of one table of a source."""

    def __init__(self, target: Target, table: DeclaredTable, feed: Feed) -> None:
        super().__init__(target, feed.into, f"new_{table.name}_{feed.into.name}")
        self.declared, self.feed = table, feed
        self.mirror = f"{quoted(f'src_{target.source}')}.{quoted(table.name)}"
        self.keys, self.rows = quoted(f"keys_{table.name}"), quoted(f"st_{table.name}")
        mine = "SELECT 1 FROM mj_parked WHERE source = $1 AND source_table = $2 AND feed = $3 LIMIT 1"
        self.mine = [target.source, table.name, feed.into.name]
        self.has_parked = bool(self.con.execute(mine, self.mine).fetchall())

    def make(self) -> None:
        """As for any staged rows, and an index by which the rows of others are found."""
        super().make()
        for v in (v for v in self.feed.columns.values() if isinstance(v, Found)):
            name = quoted(f"mj_now_{v.table}_{v.column}")
            on = f"{quoted(v.table)} ({quoted(v.column)}) WHERE _to = {END}"
            self.run(f"CREATE INDEX IF NOT EXISTS {name} ON {on}")

    @cached_property
    def row_key(self) -> str:
        """A source row's key as text."""
        return f" || {SEPARATOR} || ".join(f"CAST(k.{quoted(c)} AS TEXT)" for c in self.declared.primary)

    @cached_property
    def when(self) -> str:
        """The condition of the feed over a source row."""
        if self.feed.when is None:
            return "TRUE"
        return expression(self.feed.when, scope(self.declared.fields, self.declared.types, "m"))

    @cached_property
    def from_rows(self) -> str:
        """The statement that computes the rows which the mirror has left whole."""
        read = f"{self.rows} k LEFT JOIN LATERAL (SELECT m.* FROM (SELECT k.*) m WHERE {self.when}) m ON TRUE"
        return self._filling(f"{self.rows} m, LATERAL (SELECT m.*) k" if self.feed.when is None else read)

    @cached_property
    def from_keys(self) -> str:
        """The statement that computes the rows of which the mirror has left the keys."""
        names = self.declared.primary
        joined = " AND ".join(f"m.{quoted(c)} = k.{quoted(c)}" for c in names)
        keys = f"(SELECT DISTINCT {listed(names)} FROM {self.keys}) k"
        return self._filling(f"{keys} LEFT JOIN {self.mirror} m ON {joined} AND {self.when}")

    def _filling(self, read: str) -> str:
        """Rows as they are to be in the court, and what is to be done with each.

        OFFSET 0 has each value computed once, however often it is looked at.
        """
        t, f = self.declared, self.feed
        values = [f'{written(v, t, "m")} AS "={name}"' for name, v in f.columns.items()]
        inner = (
            f'SELECT {written(f.key, t, "k")} AS "=", {self.row_key} AS "=row", m.{quoted(t.primary[0])} IS NOT NULL '
            f'AS "=there", {listed_all(values)}m.* FROM {read} OFFSET 0'
        )
        found = list(refusals(f, t, 'x."={}"', 'x."{}"'))
        why = whens((r.when, r.reason) for r in found)
        waits = whens((r.when, "TRUE" if r.waits else "FALSE") for r in found)
        judged = (
            f'SELECT x.*, CASE WHEN x."=there" THEN {why} END AS "=why", {waits} AS "=waits" FROM ({inner}) x OFFSET 0'
        )
        return f"INSERT INTO {self.table} ({self.own}, _do, _why, _waits, _row_key) {self._told(judged)}"

    def _told(self, judged: str) -> str:
        made = [f'y."={c.name}"' if c.name in self.feed.columns else "NULL" for c in self.into.columns[1:]]
        old = [f"c.{quoted(name)}" for name in self.feed.columns]
        new = [f'y."={name}"' for name in self.feed.columns]
        same = f"({', '.join(old)}) IS NOT DISTINCT FROM ({', '.join(new)})" if old else "TRUE"
        do = (
            f'CASE WHEN y."=why" IS NOT NULL THEN NULL WHEN NOT y."=there" THEN CASE WHEN c.{self.key} IS NOT NULL '
            f"THEN 'D' END WHEN c.{self.key} IS NULL THEN 'I' WHEN {same} THEN NULL ELSE 'U' END"
        )
        shown = ", ".join(['y."="', *made, do, 'y."=why"', 'y."=waits"', 'y."=row"'])
        in_force = f'{quoted(self.into.name)} c ON c.{self.key} = y."=" AND c._to = {END}'
        return f"SELECT {shown} FROM ({judged}) y LEFT JOIN {in_force}"

    def fill(self, left: Left) -> None:
        """Compute the touched rows."""
        self.room()
        if left.rows:
            self.run(self.from_rows)
        if left.keys:
            self.run(self.from_keys)

    def park(self, at: dt.datetime, left: Left) -> None:
        """Keep the refused rows with their reasons, and let go of those that are not refused any more."""
        refused = f"SELECT 1 FROM {self.table} WHERE _why IS NOT NULL LIMIT 1"
        if self.has_parked:
            mine = "p.source = $1 AND p.source_table = $2 AND p.feed = $3 AND p.row_key = n._row_key"
            self.run(f"DELETE FROM mj_parked p USING {self.table} n WHERE {mine}", self.mine)
        if not self.con.execute(refused).fetchall():
            return
        self.has_parked = True
        self.run("SET LOCAL enable_hashjoin = on")
        joined = " AND ".join(f"m.{quoted(c)} = k.{quoted(c)}" for c in self.declared.primary)
        places = [self.keys] * left.keys + [self.rows] * left.rows
        touched = " UNION ".join(f"SELECT {listed(self.declared.primary)} FROM {place}" for place in places)
        self.run(
            f"INSERT INTO mj_parked SELECT $1, $2, $3, n._row_key, n._why, n._waits, TO_JSONB(m), $4 "
            f"FROM {self.table} n "
            f"JOIN ({touched}) k ON n._row_key = {self.row_key} "
            f"JOIN {self.mirror} m ON {joined} WHERE n._why IS NOT NULL",
            [*self.mine, at],
        )
        self.run("SET LOCAL enable_hashjoin = off")


class Feeding:
    """All feeds of one source."""

    def __init__(self, target: Target, system: System) -> None:
        self.target, self.system = target, system
        self.fed = {t.name: [Fed(target, t, f) for f in t.feeds] for t in system.tables}
        self.ledger = Ledger(target)
        self.retried_at = 0.0
        with target.con.transaction():
            for way in NEVER:
                target.con.execute(f"SET {way} = off")
            for feed in (f for feeds in self.fed.values() for f in feeds):
                feed.make()
            self.ledger.make()

    def apply(self, tables: Sequence[TableNet]) -> None:
        """Bring the court's rows up to date with the rows whose keys the mirror left."""
        self.refresh(*(net.table.name for net in tables))

    def mirror(self, table: DeclaredTable) -> str:
        """The stored rows of a table."""
        return f"{quoted(f'src_{self.target.source}')}.{quoted(table.name)}"

    def differing(self, table: str) -> int:
        """How many rows of the court are not what the mirror's rows, whose keys wait, would make them."""
        found = 0
        for feed in self.fed.get(table, []):
            feed.fill(Left())
            ((rows,),) = self.target.con.execute(f"SELECT count(*) FROM {feed.table} WHERE _do <> ''").fetchall()
            found += int(str(rows))
        return found

    def retry(self) -> None:
        """Map anew the rows that wait for a row of another system, some seconds after the last time."""
        if time.monotonic() - self.retried_at < RETRY_SECONDS:
            return
        self.retried_at = time.monotonic()
        waiting = "SELECT DISTINCT source_table FROM mj_parked WHERE source = $1 AND waiting"
        for (name,) in self.target.con.execute(waiting, [self.target.source]).fetchall():
            table = self.system.table(str(name))
            if table is not None:
                self.target.begin()
                self.refresh_parked(table)
                self.target.commit(self.target.position() or 0)

    def refresh_parked(self, table: DeclaredTable) -> int:
        """Map the parked rows of a table anew."""
        place = quoted(f"keys_{table.name}")
        if self.target.con.execute("SELECT to_regclass($1)", [f"pg_temp.{place}"]).fetchall() == [(None,)]:
            empty = f"SELECT {listed(table.primary)} FROM {self.mirror(table)} WITH NO DATA"
            self.target.con.execute(f"CREATE TEMP TABLE {place} ON COMMIT DELETE ROWS AS {empty}")
        row_key = f" || {SEPARATOR} || ".join(f"CAST(k.{quoted(c)} AS TEXT)" for c in table.primary)
        parked = "SELECT row_key FROM mj_parked WHERE source = $1 AND source_table = $2"
        found = f"SELECT {listed(table.primary)} FROM {self.mirror(table)} k WHERE {row_key} IN ({parked})"
        sql = f"INSERT INTO {quoted(f'keys_{table.name}')} {found}"
        self.target.con.execute(sql, [self.target.source, table.name])
        return self.refresh(table.name)

    def refresh(self, *tables: str) -> int:
        """The same for these tables; gives how many rows of the court changed."""
        feeds = [feed for table in tables for feed in self.fed.get(table, [])]
        changed = 0
        for feed in feeds:
            at, left = self.target.at(), self.target.batch.left.get(feed.declared.name, Left())
            feed.fill(left)
            feed.park(at, left)
            changed += feed.write(at)
        in_ledger = [feed for feed in feeds if feed.into.name in LEDGER_READS]
        if in_ledger:
            changed += self.ledger.follow(in_ledger, self.target.at())
        for table in tables:
            self.target.batch.left.pop(table, None)
        return changed


def whens(pairs: Iterable[tuple[str, str]]) -> str:
    """A CASE of conditions and values; NULL where none holds."""
    written_pairs = [f"WHEN {when} THEN {then}" for when, then in pairs]
    return f"CASE {' '.join(written_pairs)} END" if written_pairs else "NULL"


def listed_all(values: Sequence[str]) -> str:
    """Columns before others."""
    return "".join(f"{v}, " for v in values)

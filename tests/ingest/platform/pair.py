"""A source and a target, and how to look into them."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import psycopg

from mingjing.ingest.apply.running import Following
from mingjing.ingest.declared import loading
from mingjing.ingest.declared.system import System
from mingjing.store.cluster import NOT_LASTING

LOGICAL = NOT_LASTING | {"wal_level": "logical", "max_wal_senders": "10", "max_replication_slots": "80"}
SYSTEMS = Path(loading.__file__).parent.parent / "systems"
NUMBERS = count(1)


def new_database(cluster: str, name: str) -> str:
    """An empty database of the cluster; gives its address."""
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}")
    return cluster.replace("/postgres?", f"/{name}?")


class Pair:
    """A source and a target, and how to look into them."""

    def __init__(self, cluster: str, system: System, schema: str) -> None:
        number = next(NUMBERS)
        self.system = system
        self.source, self.target = (new_database(cluster, f"{n}_{number}") for n in ("source", "target"))
        self.at_source(schema)

    def at_source(self, sql: str) -> list[tuple[object, ...]]:
        """What a statement gives in the source."""
        return asked(self.source, sql)

    def left_alone(self) -> None:
        """Wait until the server has noticed that nobody reads the slot any more."""
        held = "SELECT 1 FROM pg_replication_slots WHERE database = current_database() AND active_pid IS NOT NULL"
        until = time.monotonic() + 20
        while self.at_source(held) and time.monotonic() < until:
            time.sleep(0.05)

    def at_target(self, sql: str) -> list[tuple[object, ...]]:
        """What a statement gives in the target."""
        return asked(self.target, sql)

    def follow(self, chunk: int = 1000) -> None:
        """Apply everything there is."""
        following = Following(self.system, self.source, self.target, chunk=chunk)
        try:
            following.prepare()
            following.run(stop=following.past_now(), idle=0.01)
        finally:
            following.close()

    def reload(self, *tables: str) -> None:
        """Copy tables anew, then apply everything there is."""
        following = Following(self.system, self.source, self.target)
        following.reload(tables)
        following.close()
        self.follow()

    def mirrored(self, table: str) -> bool:
        """Whether the mirror equals the source's table."""
        rows = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)), count(*) FROM {{}}{table} t"
        schema = f"src_{self.system.name}."
        return self.at_source(rows.format("")) == self.at_target(rows.format(schema))


def asked(dsn: str, sql: str) -> list[tuple[object, ...]]:
    """What a statement gives; several at once give nothing."""
    with psycopg.connect(dsn, autocommit=True) as con:
        cur = con.execute(sql)
        return cur.fetchall() if cur.description else []

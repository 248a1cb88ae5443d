"""A steady stream of row changes beside a measurement: copies of rows that come into force long after, taken away."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mingjing.store.postgres import Connection, connect

TABLES = ("case_party", "case_main", "claim", "money_in")
BATCH = 50
"""Changes that one transaction brings, as a change stream does."""
LATER = "9998-01-01"
"""From when the copies are in force: they go into every index and into no answer."""

COPIES = """
    INSERT INTO {table} SELECT (r).* FROM (
        SELECT jsonb_populate_record(t, jsonb_build_object('_from', $1::text)) AS r
        FROM {table} t TABLESAMPLE SYSTEM (5) LIMIT $2) x"""
TAKEN_AWAY = "DELETE FROM {table} WHERE _from = $1::timestamp"


class Changes:
    """Writes changes at a rate until it is told to stop."""

    def __init__(self, con: Connection, rate: int) -> None:
        self.con, self.rate = con, rate
        self.stopped = threading.Event()
        self.batches, self.made, self.seconds = 0, 0, 0.0

    @property
    def per_second(self) -> float:
        """Changes applied per second."""
        return self.made / self.seconds if self.seconds else 0.0

    def run(self) -> None:
        """Write batches, each at its time; one that is late is not waited for."""
        started = time.perf_counter()
        while not self.stopped.wait(max(0.0, self.batches * BATCH / self.rate - (time.perf_counter() - started))):
            table = TABLES[self.batches % len(TABLES)]
            self.made += self.con.execute(COPIES.format(table=table), [LATER, BATCH]).rowcount
            self.batches += 1
        self.seconds = time.perf_counter() - started


@contextmanager
def row_changes(dsn: str, rate: int) -> Iterator[Changes]:
    """Changes that go on for as long as the block; afterwards they are taken away."""
    with connect(dsn) as con:
        changes = Changes(con, rate)
        thread = threading.Thread(target=changes.run, daemon=True)
        thread.start()
        try:
            yield changes
        finally:
            changes.stopped.set()
            thread.join()
            for table in TABLES:
                con.execute(TAKEN_AWAY.format(table=table), [LATER])

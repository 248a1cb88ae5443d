"""The court in PostgreSQL that a bench runs on: one given, or a server of the bench's own, loaded once and kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingjing.cli.bench.court_file import court_file
from mingjing.cli.output import Bar, say
from mingjing.running import postgres_indexes
from mingjing.running.court import Court
from mingjing.settings import home
from mingjing.store.cluster import NOT_LASTING, Cluster
from mingjing.store.loading import load
from mingjing.store.postgres import connect, meta

SETTINGS = NOT_LASTING | {
    "shared_buffers": "2GB",
    "max_wal_size": "8GB",
    "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
}


@contextmanager
def court_on(engine: str, cases: int, seed: int, data: Path | None, dsn: str | None) -> Iterator[Court]:
    """The court opened on an engine: its data file, or the same data in PostgreSQL."""
    if engine == "duckdb":
        with Court(court_file(cases, seed, data)) as court:
            yield court
        return
    with court_database(cases, seed, data, dsn) as address, Court(address) as court:
        yield court


@contextmanager
def court_database(cases: int, seed: int, data: Path | None, dsn: str | None) -> Iterator[str]:
    """The address of a court in PostgreSQL."""
    if dsn is not None:
        yield dsn
        return
    path = court_file(cases, seed, data)
    sockets = Path(tempfile.mkdtemp(prefix="mingjing-pg-"))
    try:
        with Cluster(home() / "bench" / f"postgres-{path.stem}", SETTINGS, sockets) as cluster:
            fill(cluster.dsn, path)
            yield cluster.dsn
    finally:
        shutil.rmtree(sockets)


def fill(dsn: str, path: Path) -> None:
    """Load the court and make its indexes, unless they are there."""
    with connect(dsn) as con, Bar() as bar:
        if not meta(con):
            say(f"装入 PostgreSQL，供本次与以后的测速使用：{path}")
            load(path, dsn, bar)
        if any(not s.there for s in postgres_indexes.states(con)):
            postgres_indexes.make_indexes(con, bar)

"""The court as a lake that a bench runs on Spark with: written once from the data file, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from mingjing.algebra.relation import Source, topological
from mingjing.cli.bench.court_file import court_file
from mingjing.cli.output import Bar, say
from mingjing.running.court import Court
from mingjing.running.spark_store import SparkStore
from mingjing.scenario import library
from mingjing.settings import home
from mingjing.store.lake import export
from mingjing.store.opening import connect

MASTER = "local-cluster[2,1,1024]"
"""Two worker processes of their own, as on a cluster: what they tell one another goes over the network."""
NAMING = ("case_main", "subject", "court")
"""Tables that a clue takes its names from."""


@contextmanager
def court_lake(cases: int, seed: int, data: Path | None, master: str, names: Collection[str]) -> Iterator[Court]:
    """The court on a Spark master, with the tables that these scenarios read."""
    path = court_file(cases, seed, data)
    tables = tables_of(names)
    lake = home() / "bench" / f"lake-{path.stem}-{told_apart(path, tables)}"
    if not lake.exists():
        say(f"导出 Parquet，供本次与以后的测速使用：{lake}")
        written(path, lake, tables)
    with Court.on(SparkStore(str(lake), master)) as court:
        yield court


def tables_of(names: Collection[str]) -> list[str]:
    """The tables that the scenarios read, with those that name what they find."""
    asked = [r for n in names for s in (library.load(n),) for r in (s.result, *(u.relation for u in s.unknown))]
    asked += [e.relation for n in names for e in library.load(n).evidence]
    return sorted({*NAMING, *(r.table for r in topological(*asked) if isinstance(r, Source))})


def told_apart(path: Path, tables: Collection[str]) -> str:
    """A short digest of which file it is, as it now is, and of which tables are taken from it."""
    was = path.stat()
    return hashlib.sha256(repr((path.resolve(), was.st_size, was.st_mtime_ns, tables)).encode()).hexdigest()[:12]


def written(path: Path, lake: Path, tables: Collection[str]) -> None:
    """Write the lake."""
    lake.parent.mkdir(parents=True, exist_ok=True)
    con = connect(path)
    try:
        with Bar() as bar:
            export(con, lake, bar, tables)
    finally:
        con.close()

"""One small invented court for every test that wants a whole one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from hypothesis import settings

from mingjing.sample.build import build
from mingjing.store.cluster import NOT_LASTING, Cluster

# a busy machine makes no test wrong: speed is measured by the benches
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class SmallCourt(NamedTuple):
    """The files of a sample court."""

    data: Path
    truth: Path


@pytest.fixture(scope="session")
def small_court(tmp_path_factory: pytest.TempPathFactory) -> SmallCourt:
    """A court of 3,000 cases, built once; it is opened read-only, so copy it before changing it."""
    folder = tmp_path_factory.mktemp("small_court")
    made = SmallCourt(folder / "court.duckdb", folder / "truth.jsonl")
    build(cases=3000, seed=20_240_229, out=made.data, truth=made.truth)
    return made


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """Where to reach a PostgreSQL that lives as long as the tests; its account must be able to enter the folder."""
    folder = Path(tempfile.mkdtemp(prefix="mingjing-pg-"))
    folder.chmod(0o755)
    try:
        with Cluster(folder, NOT_LASTING) as running:
            yield running.dsn
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def pg(cluster: str) -> Iterator[psycopg.Connection]:
    """A connection to a PostgreSQL for small tables made by the way, as a session all of one's own."""
    with psycopg.connect(cluster, autocommit=True, cursor_factory=psycopg.RawCursor) as made:
        yield made

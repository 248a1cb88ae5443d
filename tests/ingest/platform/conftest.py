"""A PostgreSQL that writes its log for readers, and in it the example of a trial system."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingjing.ingest.declared import loading
from mingjing.store.cluster import Cluster
from tests.ingest.platform.pair import LOGICAL, SYSTEMS, Pair


@pytest.fixture(scope="session")
def logical() -> Iterator[str]:
    """Where to reach a PostgreSQL whose log can be decoded."""
    folder = Path(tempfile.mkdtemp(prefix="mingjing-cdc-"))
    folder.chmod(0o755)
    try:
        with Cluster(folder, LOGICAL | {"max_connections": "60"}) as running:
            yield running.dsn
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def trial(logical: str) -> Pair:
    """The example of a trial system, with a court in it."""
    return Pair(logical, loading.load_system("trial"), (SYSTEMS / "trial.sql").read_text(encoding="utf-8"))

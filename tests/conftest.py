"""One small invented court for every test that wants a whole one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from mingjing.sample.build import build


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

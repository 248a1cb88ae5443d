"""The small court, opened, and what screening says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import mingjing
from mingjing.running.clue import Clue
from mingjing.running.court import Court


@pytest.fixture(scope="session")
def court(small_court: tuple[Path, Path]) -> Iterator[Court]:
    with mingjing.open(small_court[0]) as opened:
        yield opened


@pytest.fixture(scope="session")
def screened(court: Court) -> Callable[[str], list[Clue]]:
    """The clues of a scenario over all cases, asked once."""
    return cache(lambda name: court.screen(name).clues())


@pytest.fixture(scope="session")
def case_ids(court: Court) -> list[int]:
    return [c for (c,) in court.con.execute("SELECT DISTINCT case_id FROM case_main ORDER BY 1").fetchall()]

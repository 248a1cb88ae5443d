"""For every case of a court of 20,000, by every way of asking: what checking says is what screening says."""

from __future__ import annotations

from pathlib import Path

import pytest

import mingjing
from mingjing.running.court import Court
from mingjing.running.duckdb_store import FEW
from mingjing.sample import build
from mingjing.scenario import library

pytestmark = pytest.mark.long
BULK = 5000


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Court:
    path: Path = tmp_path_factory.mktemp("every") / "court.duckdb"
    build(20_000, 4242, path, None, None)
    return mingjing.open(path)


@pytest.mark.parametrize("size", [FEW, BULK])
@pytest.mark.parametrize("name", library.names())
def test_checking_every_case_says_what_screening_says(court: Court, name: str, size: int) -> None:
    ids = sorted(r[0] for r in court.con.execute("SELECT DISTINCT case_id FROM case_main").fetchall())
    said = [clue for i in range(0, len(ids), size) for clue in court.check([name], ids[i : i + size])]
    screened = court.screen(name).clues()
    assert len(said) == len(screened) > 0
    assert {c.fingerprint: c for c in said} == {c.fingerprint: c for c in screened}

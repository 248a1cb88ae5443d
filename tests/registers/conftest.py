"""A small court of register rows, and a hub that answers for them over real HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from mingjing.registers.contract import contracts
from mingjing.registers.demo_hub import DemoHub, running
from mingjing.registers.pulling import Places
from mingjing.registers.rest import Hub
from mingjing.store.writing import opened_for_writing

DAY = dt.date(2025, 6, 30)
AT = dt.datetime(2025, 6, 30, 6)
QUICK = urllib3.Retry(total=2, backoff_factor=0, status_forcelist=(503,), allowed_methods=("GET",))


def death(number: int, **other: object) -> dict[str, object]:
    """A death record as the supplier writes it."""
    return {"jlbh": number, "zjmy": f"k{number}", "mc": f"某{number}", "swrq": "20250601", "zt": "1"} | other


@pytest.fixture
def court(tmp_path: Path) -> Path:
    data = tmp_path / "court.duckdb"
    with opened_for_writing(data):
        pass
    return data


@pytest.fixture
def hub() -> Iterator[DemoHub]:
    rows = {name: [] for name in contracts()} | {"death": [death(n) for n in range(1, 4501)]}
    with running(DemoHub(("127.0.0.1", 0), rows, DAY, "court-key")) as made:
        yield made


@pytest.fixture
def places(hub: DemoHub, tmp_path: Path) -> Places:
    return Places(Hub(hub.url, "court-key", QUICK), str(tmp_path / "drop"), tmp_path / "inbox")

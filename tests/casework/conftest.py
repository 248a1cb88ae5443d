"""The fixtures of tests/site/house.py, with papers of 徐汇."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

from house import PAPERS_OF, XUHUI, browse, clue_in, court, django_db_setup, person, sample_path  # noqa: F401

from mingjing.lifecycle.cases import opened


@pytest.fixture
def paper(db) -> str:
    """The key of a judgment of 徐汇."""
    number, *_ = opened().con.execute(PAPERS_OF, [XUHUI]).fetchone()
    return f"d{number}"

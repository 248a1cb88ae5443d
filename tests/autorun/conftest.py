"""The fixtures of tests/site/house.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

import pytest
from house import browse, clue_in, court, django_db_setup, person, sample_path  # noqa: F401


@pytest.fixture
def patient(db, settings):
    """A platform that admits a scenario however slow a busy machine is."""
    settings.MINGJING_ADMIT_P99_MS, settings.MINGJING_ADMIT_SAMPLES = 60_000.0, 2

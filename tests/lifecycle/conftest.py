"""The fixtures of tests/site/house.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

from house import browse, clue_in, court, django_db_setup, person, sample_path  # noqa: F401

"""One court in memory for all rows; each row fills it anew."""

import pytest

from mingjing.running.trial import Bench


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench()

"""The examples in the sample's word and date functions run."""

from __future__ import annotations

import doctest

from mingjing.law import lending_rate
from mingjing.sample.papers import words


def test_the_examples_run() -> None:
    for module in (words, lending_rate):
        result = doctest.testmod(module)
        assert result.attempted > 0
        assert result.failed == 0

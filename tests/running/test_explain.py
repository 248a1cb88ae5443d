"""A hit is explained by its path, a case without one by the node that dropped it and with what values."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from mingjing.running.clue import Clue
from mingjing.running.court import Court
from mingjing.running.errors import UnknownCase
from mingjing.scenario import library

NAMES = library.names()
Screened = Callable[[str], list[Clue]]


@pytest.mark.parametrize("name", NAMES)
def test_a_hit_is_explained_by_rows_at_every_step_to_the_result(name: str, court: Court, screened: Screened) -> None:
    case = screened(name)[0].case_id
    found = court.explain(name, case)
    own = [c for c in screened(name) if c.case_id == case]
    assert found.hit
    assert found.steps[-1].rows > 0
    assert max(s.rows for s in found.steps if not s.inputs) > 0
    assert found.sentence.startswith("命中")
    assert len(own) <= next(s.rows for s in reversed(found.steps) if s.rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_explained_as_hit_exactly_when_it_is(
    name: str, court: Court, screened: Screened, case_ids: list[int]
) -> None:
    hits = {c.case_id for c in screened(name)}
    for case in random.Random(name).sample(case_ids, 12):
        assert court.explain(name, case).hit == (case in hits)


@pytest.mark.parametrize("name", ["dead_party", "fake_divorce", "overdue_payout"])
def test_a_case_without_a_hit_is_told_where_it_ended_and_with_what_values(
    name: str, court: Court, screened: Screened, case_ids: list[int]
) -> None:
    hits = {c.case_id for c in screened(name)}
    silent = [court.explain(name, c) for c in case_ids[:60] if c not in hits]
    assert all(e.sentence.startswith("没有命中") for e in silent)
    ended = [s for e in silent for s in e.steps if s.stopped]
    assert ended
    for step in ended:
        assert step.rows == 0
        assert "行" in step.stopped
        assert "：" in step.stopped


def test_a_case_that_is_not_there_is_refused(court: Court) -> None:
    with pytest.raises(UnknownCase):
        court.explain("dead_party", 987_654_321)

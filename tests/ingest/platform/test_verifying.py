"""Comparing a source with what is stored finds every row that was changed behind its back, and mends it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from mingjing.ingest.apply.running import Following
from mingjing.ingest.apply.verifying import Verified, verify
from tests.ingest.platform.pair import Pair

NOW = "_to = TIMESTAMP '9999-12-31'"
CASES = """
    INSERT INTO aj SELECT n, '（2025）沪0115民初' || n || '号', 1, '0301', '民间借贷纠纷', '2025-03-01', NULL, NULL, n,
      '10' FROM generate_series(1, 2000) n"""
CORRUPTIONS: list[Callable[[int], str]] = [
    lambda n: f"UPDATE src_trial.aj SET bdje = bdje + 1 WHERE ajbs = {n}",
    lambda n: f"UPDATE src_trial.aj SET ah = NULL WHERE ajbs = {n}",
    lambda n: f"DELETE FROM src_trial.aj WHERE ajbs = {n}",
    lambda n: f"INSERT INTO src_trial.aj (ajbs, ah) VALUES ({n + 100_000}, '伪造')",
    lambda n: f"UPDATE case_main SET amount_in_dispute_fen = 1 WHERE case_id = {n} AND {NOW}",
    lambda n: f"UPDATE case_main SET closed_on = '2025-01-01' WHERE case_id = {n} AND {NOW}",
    lambda n: f"UPDATE case_main SET _to = '2025-12-31' WHERE case_id = {n} AND {NOW}",
    lambda n: f"DELETE FROM case_main WHERE case_id = {n} AND {NOW}",
]
"""What someone may do to a row behind the platform's back, in the stored copy and in the court's rows."""


@contextmanager
def looking(pair: Pair) -> Iterator[Following]:
    following = Following(pair.system, pair.source, pair.target)
    following.look_only()
    try:
        yield following
    finally:
        following.close()


def verified(pair: Pair, *, repair: bool = False) -> Verified:
    table = pair.system.table("aj")
    assert table is not None
    with looking(pair) as following:
        return verify(following, table, repair=repair)


def test_nothing_is_found_where_nothing_was_changed(trial: Pair) -> None:
    trial.at_source(CASES)
    trial.follow()
    assert verified(trial) == Verified("aj", 2000, 0, 0, 0)


def test_a_hundred_random_corruptions_are_all_found_and_mended(trial: Pair) -> None:
    trial.at_source(CASES)
    trial.follow()
    rng = random.Random(20_251_124)
    for number in rng.sample(range(1, 2001), 100):
        trial.at_target(rng.choice(CORRUPTIONS)(number))
    assert verified(trial).found >= 100
    assert verified(trial, repair=True).found >= 100
    assert verified(trial).found == 0
    assert trial.mirrored("aj")
    assert trial.at_target(f"SELECT count(*), sum(amount_in_dispute_fen) FROM case_main WHERE {NOW}") == [
        (2000, 100 * 2000 * 2001 // 2)
    ]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_each_kind_of_corruption_is_found_alone(trial: Pair, corrupt: Callable[[int], str]) -> None:
    trial.at_source(CASES.replace("2000", "300"))
    trial.follow()
    trial.at_target(corrupt(77))
    assert verified(trial).found >= 1


def test_what_was_found_is_written_down(trial: Pair) -> None:
    trial.at_source(CASES)
    trial.follow()
    trial.at_target(CORRUPTIONS[0](5))
    verified(trial, repair=True)
    kept = trial.at_target("SELECT table_name, compared, differing > 0, repaired > 0 FROM mj_verification")
    assert kept == [("aj", 2000, True, True)]

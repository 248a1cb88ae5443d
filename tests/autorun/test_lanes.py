"""Lines, batches and lanes: what is answered together, what goes apart, and that nothing is lost or said twice."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
import time
from collections.abc import Collection

import pytest

from mingjing.autorun.lanes import BULK, FAST, FEW, SLOW, Batch, Lanes, Line, Waiting, few_together

NOON = dt.datetime(2025, 6, 1, 12)
SECOND = dt.timedelta(seconds=1)


def passage(key: int, milestone: str = "C03", at: dt.datetime = NOON) -> Waiting:
    return Waiting(key, milestone, key, at, time.time())


class Recording:
    """A desk that notes what it answered, leaves some cases, and may be told to fail or to wait."""

    heavy: Collection[int] = ()
    failing: Collection[int] = ()

    def __init__(self) -> None:
        self.answers: list[tuple[str, list[int]]] = []
        self.slow_may_go = threading.Event()
        self.lock = threading.Lock()

    def note(self, lane: str, batch: Batch) -> None:
        with self.lock:
            self.answers.append((lane, [p.case_id for p in batch]))

    def few(self, batch: Batch, *, heavy_too: bool) -> Collection[int]:
        if heavy_too:
            self.slow_may_go.wait(10)
        if any(p.case_id in self.failing for p in batch):
            raise RuntimeError("down")
        left = [] if heavy_too else [p.case_id for p in batch if p.case_id in self.heavy]
        self.note(SLOW if heavy_too else FAST, [p for p in batch if p.case_id not in left])
        return left

    def many(self, batch: Batch) -> None:
        self.note(BULK, batch)

    def close(self) -> None:
        return None


@pytest.fixture
def desk():
    return Recording()


def until(true, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.005)


def answered(desk: Recording, lane: str) -> list[int]:
    with desk.lock:
        return sorted(itertools.chain.from_iterable(cases for at, cases in desk.answers if at == lane))


TOGETHER = [
    ("the same moment", NOON, True),
    ("a second later", NOON + SECOND, True),
    ("a second earlier", NOON - SECOND, True),
    ("more than a second later", NOON + 2 * SECOND, False),
    ("another day", NOON + dt.timedelta(days=1), False),
]


@pytest.mark.parametrize(("when", "at", "fits"), TOGETHER, ids=[t[0] for t in TOGETHER])
def test_only_passages_of_about_one_moment_are_judged_together(when: str, at: dt.datetime, fits: bool) -> None:
    assert few_together([passage(1)], passage(2, at=at)) == fits


def test_a_second_that_midnight_parts_is_of_two_days() -> None:
    midnight = dt.datetime(2025, 6, 2)
    assert not few_together([passage(1, at=midnight - SECOND / 2)], passage(2, at=midnight))


def test_a_batch_is_of_one_milestone_and_the_one_that_waits_longest_comes_first() -> None:
    line = Line()
    line.put([passage(1, "C05"), passage(2, "C03"), passage(3, "C05")])
    assert [p.key for p in line.take(few_together)] == [1, 3]
    assert [p.key for p in line.take(few_together)] == [2]
    line.close()
    assert line.take(few_together) == []


def test_a_batch_has_no_more_than_fifty() -> None:
    line = Line()
    line.put(map(passage, range(120)))
    assert [len(line.take(few_together)) for _ in range(3)] == [FEW, FEW, 20]


def test_heavy_cases_hold_up_no_other(desk: Recording) -> None:
    desk.heavy = range(0, 100, 10)
    lanes = Lanes(lambda lane, place: desk).start()
    lanes.put(passage(k, f"C{k % 4}") for k in range(100))
    until(lambda: len(answered(desk, FAST)) == 90)
    assert answered(desk, SLOW) == []  # the slow lane has not answered one yet
    desk.slow_may_go.set()
    until(lambda: answered(desk, SLOW) == list(range(0, 100, 10)))
    lanes.stop()
    fast, slow, bulk = lanes.health()
    assert (fast.answered, slow.answered, bulk.answered) == (90, 10, 0)
    assert fast.p50 is not None and slow.p99 is not None and fast.p50 <= fast.p99 <= slow.p99
    assert fast.waiting == slow.waiting == 0 and bulk.p50 is None


def test_a_backlog_of_one_milestone_goes_in_bulk_and_the_others_do_not_wait_for_it(desk: Recording) -> None:
    lanes = Lanes(lambda lane, place: desk, bulk_from=200)
    lanes.put([*(passage(k) for k in range(150)), passage(1000, "C05")])
    lanes.put(passage(k) for k in range(150, 300))
    lanes.start()
    until(lambda: len(answered(desk, BULK)) == 300 and answered(desk, FAST) == [1000])
    lanes.stop()


def test_what_could_not_be_answered_is_let_go_and_the_worker_goes_on(desk: Recording) -> None:
    desk.failing, gone = [7], []
    lanes = Lanes(lambda lane, place: desk, workers=1, let_go=lambda batch: gone.extend(p.key for p in batch)).start()
    lanes.put([passage(7, "C03"), passage(8, "C05")])
    until(lambda: sorted(gone) == [7, 8])
    lanes.stop()
    assert answered(desk, FAST) == [8] and lanes.health()[0].failed == 1


def test_everything_is_answered_once_under_load(desk: Recording) -> None:
    desk.heavy, total = range(0, 3000, 97), 3000
    desk.slow_may_go.set()
    lanes = Lanes(lambda lane, place: desk, bulk_from=10_000).start()
    for start in range(0, total, 100):
        lanes.put(passage(k, f"C{k % 7}") for k in range(start, start + 100))
    until(lambda: len(answered(desk, FAST)) + len(answered(desk, SLOW)) == total)
    lanes.stop()
    assert answered(desk, FAST) + answered(desk, SLOW) == sorted(set(range(total)) - set(desk.heavy)) + list(desk.heavy)


def test_who_is_asked_to_stop_waits_for_what_is_in_hand_but_not_for_ever(desk: Recording) -> None:
    lanes = Lanes(lambda lane, place: desk).start()
    desk.heavy = [1]
    lanes.put([passage(1)])
    until(lambda: not len(lanes.slow.line) and lanes.fast[0].figures.batches)
    began = time.monotonic()
    assert not lanes.stop(within=0.3)
    assert 0.3 <= time.monotonic() - began < 5
    desk.slow_may_go.set()
    assert lanes.stop(within=10) and (SLOW, [1]) in desk.answers

"""Passages that wait for an answer: lines of them, answered in micro-batches by workers, each in its own lane.

Cases of heavy parties go to a slow lane and backlogs of a milestone to a bulk lane, so that they hold up no other.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

log = logging.getLogger("mingjing.autorun")
FAST, SLOW, BULK = "fast", "slow", "bulk"
FEW = 50
"""Cases asked about together at most: beyond, the planner's guesses about few rows cost more than they save."""
MANY = 5000
"""Cases that a bulk answer takes at most."""
MOMENT = dt.timedelta(seconds=1)
"""Passages of one day within so short a time are judged as of the last of them."""
REMEMBERED = 10_000
"""Answers whose times are kept for the figures."""


class Waiting(NamedTuple):
    """A case passed a milestone at a moment; it waits since `since`, by the lanes' clock."""

    key: int
    milestone: str
    case_id: int
    at: dt.datetime
    since: float


Batch = Sequence[Waiting]


class Desk(Protocol):
    """What answers batches, each of one milestone; it is used by one thread, and closed by it."""

    def few(self, batch: Batch, *, heavy_too: bool) -> Collection[int]:
        """Answer as of the last moment of the batch; gives the cases that are left for the slow lane."""

    def many(self, batch: Batch) -> None:
        """Answer each passage as of its own moment."""

    def close(self) -> None:
        """No more comes."""


DeskOf = Callable[[str, int], Desk]
"""Opens the desk of a lane's worker, given the lane and the worker's place in it; called in the worker's thread."""


class Line:
    """What waits for one worker, by milestone: the milestone whose first passage waits longest is served first."""

    def __init__(self) -> None:
        self._by: dict[str, deque[Waiting]] = {}
        self._ready = threading.Condition()
        self._closed = False

    def __len__(self) -> int:
        with self._ready:
            return sum(map(len, self._by.values()))

    def put(self, passages: Iterable[Waiting]) -> None:
        """More to wait."""
        with self._ready:
            for p in passages:
                self._by.setdefault(p.milestone, deque()).append(p)
            self._ready.notify()

    def waiting_at(self, milestone: str) -> int:
        """How many wait of one milestone."""
        with self._ready:
            return len(self._by.get(milestone, ()))

    def drain(self, milestone: str) -> list[Waiting]:
        """All that wait of one milestone, who then wait here no more."""
        with self._ready:
            return list(self._by.pop(milestone, ()))

    def take(self, fits: Callable[[Sequence[Waiting], Waiting], bool]) -> list[Waiting]:
        """The next batch, as many as fit together; waits for one. Empty once the line is closed."""
        with self._ready:
            self._ready.wait_for(lambda: self._by or self._closed)
            if self._closed:
                return []
            milestone = min(self._by, key=lambda m: self._by[m][0].since)
            queue = self._by[milestone]
            batch = [queue.popleft()]
            while queue and fits(batch, queue[0]):
                batch.append(queue.popleft())
            if not queue:
                del self._by[milestone]
            return batch

    def close(self) -> None:
        """Whoever waits for a batch gets none."""
        with self._ready:
            self._closed = True
            self._ready.notify_all()


def few_together(batch: Batch, more: Waiting) -> bool:
    """Whether one more passage may be judged as of the same moment."""
    first = batch[0].at
    return len(batch) < FEW and first.date() == more.at.date() and abs(more.at - first) <= MOMENT


def many_together(batch: Batch, more: Waiting) -> bool:
    """Whether one more passage fits into a bulk answer, which judges each as of its own moment."""
    return len(batch) < MANY


@dataclass
class Figures:
    """How a lane does: what it answered, in how many batches, how long that took from arrival to answer."""

    answered: int = 0
    batches: int = 0
    failed: int = 0
    took: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def note(self, batch: Batch, now: float) -> None:
        """A batch was answered."""
        self.batches += 1
        self.answered += len(batch)
        self.took.extend(now - p.since for p in batch)


@dataclass(frozen=True)
class Health:
    """The figures of a lane at one time; seconds are of the last ten thousand answers, None before the first."""

    lane: str
    waiting: int
    answered: int
    failed: int
    batch: float | None
    p50: float | None
    p99: float | None


class Worker:
    """A thread with a line and a desk."""

    def __init__(self, lanes: Lanes, lane: str, desk_of: DeskOf, place: int = 0) -> None:
        self.lanes, self.lane, self.place, self.desk_of = lanes, lane, place, desk_of
        self.line, self.figures = Line(), Figures()
        self.thread = threading.Thread(target=self._work, name=f"mingjing-{lane}", daemon=True)

    def _work(self) -> None:
        desk = self.desk_of(self.lane, self.place)
        try:
            while batch := self.line.take(many_together if self.lane == BULK else few_together):
                self._answer(desk, batch)
        finally:
            desk.close()

    def _answer(self, desk: Desk, batch: Batch) -> None:
        """Answer a batch. What could not be answered is let go: who put it here knows that it still waits."""
        left: Collection[int] = ()
        try:
            if self.lane == BULK:
                desk.many(batch)
            else:
                left = desk.few(batch, heavy_too=self.lane == SLOW)
        except Exception:
            log.exception("%d passages of %s could not be answered", len(batch), batch[0].milestone)
            self.figures.failed += len(batch)
            self.lanes.let_go(batch)
            return
        done = [p for p in batch if p.case_id not in left] if left else batch
        self.figures.note(done, self.lanes.clock())
        self.lanes.slow.line.put(p for p in batch if p.case_id in left)
        self.lanes.let_go(done)


class Lanes:
    """Workers that share the milestones, one for the cases of heavy parties and one for backlogs.

    A backlog is more than `bulk_from` passages of one milestone that wait. `let_go` hears of what waits no more.
    """

    def __init__(
        self,
        desk_of: DeskOf,
        *,
        workers: int = 2,
        bulk_from: int = 2000,
        clock: Callable[[], float] = time.time,
        let_go: Callable[[Batch], None] = lambda batch: None,
    ) -> None:
        self.clock, self.bulk_from, self.let_go = clock, bulk_from, let_go
        self.fast = [Worker(self, FAST, desk_of, i) for i in range(workers)]
        self.slow, self.bulk = Worker(self, SLOW, desk_of), Worker(self, BULK, desk_of)
        self._of: dict[str, Worker] = {}

    @property
    def workers(self) -> list[Worker]:
        """All of them."""
        return [*self.fast, self.slow, self.bulk]

    def start(self) -> Lanes:
        """Begin to answer."""
        for w in self.workers:
            w.thread.start()
        return self

    def put(self, passages: Iterable[Waiting]) -> None:
        """Passages that wait from now on; called from one thread."""
        by: dict[str, list[Waiting]] = {}
        for p in passages:
            by.setdefault(p.milestone, []).append(p)
        for milestone, some in by.items():
            line = self.worker_of(milestone).line
            if line.waiting_at(milestone) + len(some) > self.bulk_from:
                self.bulk.line.put([*line.drain(milestone), *some])
            else:
                line.put(some)

    def worker_of(self, milestone: str) -> Worker:
        """The fast worker of a milestone: each has its own, so that each plans its own models only."""
        return self._of.setdefault(milestone, self.fast[len(self._of) % len(self.fast)])

    def stop(self, within: float | None = None) -> bool:
        """Finish the batches in hand and no more; with `within`, whether that took no longer than so many seconds."""
        for w in self.workers:
            w.line.close()
        return ended([w.thread for w in self.workers], within)

    def health(self) -> list[Health]:
        """How each lane does."""
        return [health_of(FAST, self.fast), health_of(SLOW, [self.slow]), health_of(BULK, [self.bulk])]


def ended(threads: Iterable[threading.Thread], within: float | None = None) -> bool:
    """Wait for threads to end, all of them together no longer than so many seconds; whether they have."""
    until = None if within is None else time.monotonic() + within
    waited_for = list(threads)
    for t in waited_for:
        t.join(None if until is None else max(0.0, until - time.monotonic()))
    return not any(t.is_alive() for t in waited_for)


def health_of(lane: str, workers: Sequence[Worker]) -> Health:
    """The workers of a lane taken together."""
    took = sorted(s for w in workers for s in list(w.figures.took))
    answered, batches = (sum(getattr(w.figures, what) for w in workers) for what in ("answered", "batches"))
    return Health(
        lane=lane,
        waiting=sum(len(w.line) for w in workers),
        answered=answered,
        failed=sum(w.figures.failed for w in workers),
        batch=answered / batches if batches else None,
        p50=took[len(took) // 2] if took else None,
        p99=took[min(len(took) - 1, len(took) * 99 // 100)] if took else None,
    )

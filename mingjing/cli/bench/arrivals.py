"""Milestones that arrive by chance, sent through the lanes of the service."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from mingjing.autorun.lanes import FAST, Batch, Lanes, Waiting, Worker
from mingjing.cli.bench.goals import times_of
from mingjing.running.measured import measured
from mingjing.running.node_session import NodeSession
from mingjing.running.postgres_store import FOR_CHECKS
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import connect

MEMORY = "SELECT sum(total_bytes) / 1048576 FROM pg_backend_memory_contexts"
NO_BULK = 10**9
"""A rate that cannot be held shows in the times, not as a backlog that is answered otherwise."""


class Event(NamedTuple):
    """A case passes a milestone so many seconds after the start."""

    seconds: float
    milestone: int
    case_id: int


def arrivals(rate: float, seconds: float, milestones: int, cases: Sequence[int], seed: int) -> list[Event]:
    """Poisson arrivals of random cases at random milestones."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    found, now = [], rng.expovariate(rate)
    while now < seconds:
        found.append(Event(now, rng.randrange(milestones), rng.choice(cases)))
        now += rng.expovariate(rate)
    return found


class SessionDesk:
    """Answers from a session of the database, which lasts from one stream to the next."""

    def __init__(self, dsn: str, nodes: Sequence[tuple[Scenario, ...]], at: dt.datetime) -> None:
        self.con, self.nodes, self.at = connect(dsn, FOR_CHECKS), nodes, at
        self.session = NodeSession(self.con, measured(self.con))

    def warm(self, milestones: Collection[int], *, lanes: bool) -> None:
        """Plan what will be asked at these milestones."""
        for m in sorted(milestones):
            self.session.warm(self.nodes[m], lanes=lanes)

    def few(self, batch: Batch, *, heavy_too: bool) -> Collection[int]:
        cases = sorted({p.case_id for p in batch})
        return self.session.ask(self.nodes[int(batch[0].milestone)], cases, self.at, heavy_too=heavy_too).heavy

    def many(self, batch: Batch) -> None:
        self.few(batch, heavy_too=True)

    def close(self) -> None:
        """A stream has ended; another may come."""

    def megabytes(self) -> int:
        """Memory that the plans of this session take in the database."""
        ((used,),) = self.con.execute(MEMORY).fetchall()
        return int(str(used).split(".", maxsplit=1)[0])


class Stream:
    """Desks that share the milestones, the last of them for heavy parties, and the events that they are sent."""

    def __init__(self, desks: Sequence[SessionDesk], events: Callable[[float], list[Event]]) -> None:
        self.desks, self.events, self.at = desks, events, desks[0].at
        self.milestones = len(desks[0].nodes)

    def warm(self) -> None:
        """Plan everything before the first case comes."""
        *fast, slow = self.desks
        for i, desk in enumerate(fast):
            desk.warm(range(i, self.milestones, len(fast)), lanes=True)
        slow.warm(range(self.milestones), lanes=False)

    def run(self, rate: float) -> dict[str, Any]:
        """Send events at a rate, answer them all, and tell how long they took."""
        events, lanes = self.events(rate), self._lanes()
        started = time.perf_counter() + 0.1
        for number, e in enumerate(events):
            due = started + e.seconds
            if (wait := due - time.perf_counter()) > 0:
                time.sleep(wait)
            lanes.put([Waiting(number, str(e.milestone), e.case_id, self.at, due)])
        while sum(h.answered + h.failed for h in lanes.health()) < len(events):
            time.sleep(0.01)
        lanes.stop()
        return self._figures(rate, lanes, len(events))

    def _lanes(self) -> Lanes:
        """The lanes of the service, with these desks and the milestones shared as they were warmed."""

        def desk_of(lane: str, place: int) -> SessionDesk:
            return self.desks[place if lane == FAST else -1]

        lanes = Lanes(desk_of, workers=len(self.desks) - 1, bulk_from=NO_BULK, clock=time.perf_counter)
        for milestone in range(self.milestones):
            lanes.worker_of(str(milestone))
        return lanes.start()

    def _figures(self, rate: float, lanes: Lanes, sent: int) -> dict[str, Any]:
        fast, slow, _ = lanes.health()
        every = [s * 1000 for w in lanes.workers for s in w.figures.took]
        told = {"rate": rate, "events": sent, "answered": fast.answered + slow.answered, "failed": fast.failed}
        return times_of(every).to_json() | told | {"batch": fast.batch} | slow_lane(lanes.slow)


def slow_lane(slow: Worker) -> dict[str, Any]:
    """How the heavy parties' cases did."""
    return {"slow_lane": times_of([s * 1000 for s in slow.figures.took]).to_json() | {"events": slow.figures.answered}}

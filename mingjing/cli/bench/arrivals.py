"""Milestones that arrive by chance, and workers that answer what waits, in micro-batches per milestone."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from mingjing.cli.bench.goals import times_of
from mingjing.running.measured import measured
from mingjing.running.node_session import NodeSession
from mingjing.running.postgres_store import FOR_CHECKS, MICRO_BATCH
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import connect

MEMORY = "SELECT sum(total_bytes) / 1048576 FROM pg_backend_memory_contexts"


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


class Worker:
    """One session of the database that answers for some milestones."""

    def __init__(self, dsn: str, nodes: Sequence[tuple[Scenario, ...]], at: dt.datetime) -> None:
        self.con, self.nodes, self.at = connect(dsn, FOR_CHECKS), nodes, at
        self.session = NodeSession(self.con, measured(self.con))
        self.mine: set[int] = set()

    def warm(self) -> None:
        """Plan what this worker will be asked."""
        for m in sorted(self.mine):
            self.session.warm(self.nodes[m])

    def answer(self, events: Sequence[Event]) -> Iterator[float]:
        """Answer all events; gives how many seconds each took from its arrival to its answer."""
        started, i = time.perf_counter(), 0
        while i < len(events):
            wait = events[i].seconds - (time.perf_counter() - started)
            if wait > 0:
                time.sleep(wait)
            now = time.perf_counter() - started
            waiting = [e for e in events[i : i + MICRO_BATCH] if e.seconds <= now] or [events[i]]
            i += len(waiting)
            for milestone, batch in by_milestone(waiting).items():
                self.session.ask(self.nodes[milestone], sorted({e.case_id for e in batch}), self.at)
                done = time.perf_counter() - started
                yield from (done - e.seconds for e in batch)

    def megabytes(self) -> int:
        """Memory that the plans of this session take in the database."""
        ((used,),) = self.con.execute(MEMORY).fetchall()
        return int(str(used).split(".", maxsplit=1)[0])

    def close(self) -> None:
        """Let the session go."""
        self.con.close()


def by_milestone(events: Sequence[Event]) -> dict[int, list[Event]]:
    """Events that one statement answers."""
    found: dict[int, list[Event]] = defaultdict(list)
    for e in events:
        found[e.milestone].append(e)
    return found


class Stream:
    """Workers that share the milestones, and the events that they are sent."""

    def __init__(self, workers: Sequence[Worker], events: Callable[[float], list[Event]]) -> None:
        self.workers, self.events = workers, events
        for milestone in range(len(workers[0].nodes)):
            workers[milestone % len(workers)].mine.add(milestone)

    def run(self, rate: float) -> dict[str, Any]:
        """Send events at a rate, answer them all, and tell how long they took."""
        events = self.events(rate)
        took: list[list[float]] = [[] for _ in self.workers]
        threads = [
            threading.Thread(
                target=lambda w=w, out=out: out.extend(w.answer([e for e in events if e.milestone in w.mine]))
            )
            for w, out in zip(self.workers, took, strict=True)
        ]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        every = [s * 1000 for one in took for s in one]
        return times_of(every).to_json() | {"rate": rate, "events": len(events), "answered": len(every)}

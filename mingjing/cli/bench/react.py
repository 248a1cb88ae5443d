"""A row changes: how long until it is known which cases it concerns and what is now said of them."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.cli.bench.court_database import court_on
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.output import say
from mingjing.court.catalogue import TABLES
from mingjing.running.court import Court, end_of
from mingjing.running.reacting import Change, tables_of
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

P99 = 20.0
INSTANT = dt.timedelta(microseconds=1)
COMPARED = 3
"""Changes of each kind for which all cases are screened before and after, to see that nothing was missed."""
WARM = 20


@dataclass(frozen=True)
class Kind:
    """A kind of change: of which scenario and table, since how many days, and which of the changed rows are meant."""

    scenario: str
    table: str
    days: int
    meant: Callable[[Change], Iterable[dt.datetime]]


def registered(change: Change) -> Iterator[dt.datetime]:
    """When a death became known."""
    return (r["_from"] for r in change.now)


def corrected(change: Change) -> Iterator[dt.datetime]:
    """When a debtor's row in a lending case was replaced."""
    return (r["_to"] for r in change.was if r["cause_name"] == "民间借贷纠纷" and r["role"] == "defendant")


KINDS = {
    "death record": Kind("dead_party", "ext_death", 1500, registered),
    "corrected debt case": Kind("fake_divorce", "case_party", 60, corrected),
}


@dataclass(frozen=True)
class Sample:
    """One moment, with the rows of the table that changed at it."""

    at: dt.datetime
    changes: tuple[Change, ...]

    @property
    def since(self) -> dt.datetime:
        """The last moment before."""
        return self.at - INSTANT


def measure(
    cases: int, seed: int, data: Path | None, samples: int, engine: str = "duckdb", dsn: str | None = None
) -> Measured:
    """Milliseconds from the changed rows to the clues of all cases they concern, for both kinds of change."""
    found = Measured("react")
    with court_on(engine, cases, seed, data, dsn) as court:
        found.figures = {"engine": engine, "data": court.store.name, "samples": samples, "kinds": {}}
        for name, kind in KINDS.items():
            scenario = library.load(kind.scenario)
            asked = drawn(court, kind, samples + WARM)
            took = [timed(court, scenario, s) for s in asked][min(WARM, len(asked) // 2) :]
            unlike = sum(differing(court, scenario, s) for s in telling(court, scenario, asked))
            figures = figures_of(took) | {"compared": COMPARED}
            found.figures["kinds"][name] = figures
            found.goals += [
                Goal(f"{name}: p99", P99, figures["both"]["p99"], "ms"),
                Goal(f"{name}: unlike full screening", 0.0, float(unlike), "clues"),
            ]
            say(f"{name}: {figures}")
    return found


def drawn(court: Court, kind: Kind, samples: int) -> list[Sample]:
    """Some moments of the court's last days at which such a change came, each with what changed in the table then."""
    until = end_of(court.as_of)
    changes = court.changes(until - dt.timedelta(days=kind.days), until, [kind.table])
    moments = sorted({t for c in changes for t in kind.meant(c)})
    picked = random.Random(1).sample(moments, min(len(moments), samples))  # noqa: S311 - a sample, not a secret
    return [Sample(t, one_row(court, kind, t)) for t in picked]


def one_row(court: Court, kind: Kind, at: dt.datetime) -> tuple[Change, ...]:
    """One changed row of that moment: a day's import writes many at once, and each is a change of its own."""
    for change in court.changes(at - INSTANT, at, [kind.table]):
        for one in single(change):
            if at in kind.meant(one):
                return (one,)
    return ()


def single(change: Change) -> Iterator[Change]:
    """The change row by row: what one key was, and what it is."""
    key = TABLES[change.table].key[0]
    for known in dict.fromkeys(r[key] for r in (*change.was, *change.now)):
        was, now = (tuple(r for r in rows if r[key] == known) for rows in (change.was, change.now))
        yield Change(change.table, was, now)


def timed(court: Court, scenario: Scenario, s: Sample) -> tuple[float, float, int]:
    """Milliseconds to the cases, milliseconds to their clues, and how many cases they are."""
    started = time.perf_counter()
    cases = sorted(court.concerned(scenario, s.changes, s.since, s.at))
    reached = time.perf_counter()
    if cases:
        court.check([scenario], cases, s.at)
    return (reached - started) * 1000, (time.perf_counter() - reached) * 1000, len(cases)


def figures_of(took: Sequence[tuple[float, float, int]]) -> dict[str, Any]:
    """The two parts and both together, and how many cases a change concerned."""
    cases = sorted(n for _, _, n in took)
    return {
        "reach": times_of([a for a, _, _ in took]).to_json(),
        "check": times_of([b for _, b, _ in took]).to_json(),
        "both": times_of([a + b for a, b, _ in took]).to_json(),
        "cases": {"median": cases[len(cases) // 2], "most": cases[-1]} if cases else None,
    }


def telling(court: Court, scenario: Scenario, asked: Sequence[Sample]) -> list[Sample]:
    """Samples that concern some case, which are worth comparing."""
    concerning = (s for s in asked if court.concerned(scenario, s.changes, s.since, s.at))
    return [s for s, _ in zip(concerning, range(COMPARED), strict=False)]


def differing(court: Court, scenario: Scenario, s: Sample) -> int:
    """Clues that react tells otherwise than screening all cases before and after would."""
    changes = court.changes(s.since, s.at, tables_of(scenario))
    (said,) = court.react([scenario], s.since, s.at, changes)
    was, now = (fingerprints(court, scenario, at) for at in (s.since, s.at))
    new, withdrawn = ({c.fingerprint for c in part} for part in (said.new, said.withdrawn))
    return len(new ^ (now - was)) + len(withdrawn ^ (was - now))


def fingerprints(court: Court, scenario: Scenario, at: dt.datetime) -> set[str]:
    """Every clue of a full screening as of a moment."""
    return {c.fingerprint for c in court.described(scenario, court.store.screen(scenario.result, at), at)}

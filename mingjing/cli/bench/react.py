"""A row changes: how long until it is known which cases it concerns and what is now said of them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.cli.bench.court_file import court_file
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.output import say
from mingjing.running.court import Court
from mingjing.running.reacting import Change, tables_of
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

P99 = 20.0
INSTANT = dt.timedelta(microseconds=1)
COMPARED = 3
"""Changes of each kind for which all cases are screened before and after, to see that nothing was missed."""
WARM = 20
KINDS = {
    "death record": ("dead_party", "ext_death", "SELECT _from FROM ext_death ORDER BY hash(death_record_id) LIMIT ?"),
    "corrected debt case": (
        "fake_divorce",
        "case_party",
        """SELECT DISTINCT _to FROM case_party
           WHERE cause_name = '民间借贷纠纷' AND role = 'defendant' AND _to < TIMESTAMP '9999-01-01'
           ORDER BY hash(_to) LIMIT ?""",
    ),
}
"""Scenario, changed table, and moments at which rows of such a kind became known or were replaced."""


@dataclass(frozen=True)
class Sample:
    """One moment, with the rows of the table that changed at it."""

    at: dt.datetime
    changes: tuple[Change, ...]

    @property
    def since(self) -> dt.datetime:
        """The last moment before."""
        return self.at - INSTANT


def measure(cases: int, seed: int, data: Path | None, samples: int) -> Measured:
    """Milliseconds from the changed rows to the clues of all cases they concern, for both kinds of change."""
    found = Measured("react")
    with Court(court_file(cases, seed, data)) as court:
        found.figures = {"data": str(court.path), "samples": samples, "kinds": {}}
        for kind, (name, table, sql) in KINDS.items():
            scenario = library.load(name)
            asked = drawn(court, table, sql, samples + WARM)
            took = [timed(court, scenario, s) for s in asked][min(WARM, len(asked) // 2) :]
            unlike = sum(differing(court, scenario, s) for s in telling(court, scenario, asked))
            figures = figures_of(took) | {"compared": COMPARED}
            found.figures["kinds"][kind] = figures
            found.goals += [
                Goal(f"{kind}: p99", P99, figures["both"]["p99"], "ms"),
                Goal(f"{kind}: unlike full screening", 0.0, float(unlike), "clues"),
            ]
            say(f"{kind}: {figures}")
    return found


def drawn(court: Court, table: str, sql: str, samples: int) -> list[Sample]:
    """Some moments of the court's own past, each with what changed in the table then."""
    moments = [t for (t,) in court.con.execute(sql, [samples]).fetchall()]
    return [Sample(t, tuple(court.changes(t - INSTANT, t, [table]))) for t in moments]


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

"""A row changes: how long until it is known which cases it concerns and what is now said of them."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.cli.bench.court_database import court_on
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.output import say
from mingjing.court.catalogue import TABLES
from mingjing.running.clue import Clue
from mingjing.running.court import Court, end_of
from mingjing.running.reacting import Change, Row, tables_of
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

P99 = 20.0
INSTANT = dt.timedelta(microseconds=1)
COMPARED = {"duckdb": 3, "postgres": 1}
"""Moments of each kind for which all cases are screened before and after, to see that nothing was missed; ten million
cases in PostgreSQL take minutes."""
WARM = 20
UNTOUCHED = 200
"""Hits elsewhere that are compared with their evidence, before and after."""
DEBTS = ("民间借贷纠纷", "金融借款合同纠纷", "买卖合同纠纷")
WINDOWS = (3, 60, 1500)
"""Days back from the data's last one, tried until there are changes enough: a large court changes much in a day."""


@dataclass(frozen=True)
class Kind:
    """A kind of change: of which scenario and table, where such changes are found, and which of them are meant."""

    scenario: str
    table: str
    found: Callable[[Court, Kind], Iterable[Sequence[Change]]]
    meant: Callable[[Change], bool]


def lately(court: Court, kind: Kind) -> Iterator[list[Change]]:
    """What changed in the last days, ever more of them."""
    until = end_of(court.as_of)
    for days in WINDOWS:
        yield court.changes(until - dt.timedelta(days=days), until, [kind.table])


def of_parties_named(court: Court, kind: Kind) -> Iterator[list[Change]]:
    """Every change of the rows of parties that the scenario names: of any others it seldom concerns a case."""
    named = sorted(set(court.screen(kind.scenario).rows.column("subject_id").to_pylist()))
    found = court.store.con.execute(f"SELECT * FROM {kind.table} WHERE subject_id = ANY($1)", [named])  # noqa: S608
    columns = [c[0] for c in found.description]
    rows = tuple(dict(zip(columns, r, strict=True)) for r in found.fetchall())
    yield [Change(kind.table, rows, rows)]


def registered(change: Change) -> bool:
    """Whether a death became known."""
    return bool(change.now)


def corrected(change: Change) -> bool:
    """Whether a debtor's row in a debt case was replaced."""
    owing = (r for r in change.was if r["cause_name"] in DEBTS and r["role"] in ("defendant", "debtor"))
    return bool(change.now) and any(owing)


KINDS = {
    "death record": Kind("dead_party", "ext_death", lately, registered),
    "corrected debt case": Kind("fake_divorce", "case_party", of_parties_named, corrected),
}


@dataclass(frozen=True)
class Sample:
    """One row that changed at one moment: a day's import writes many at once, and each is a change of its own."""

    at: dt.datetime
    change: Change

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
            unlike = sum(differing(court, scenario, s) for s in telling(court, scenario, asked, COMPARED[engine]))
            figures = figures_of(took) | {"compared": COMPARED[engine]}
            found.figures["kinds"][name] = figures
            found.goals += [
                Goal(f"{name}: p99", P99, figures["both"]["p99"], "ms"),
                Goal(f"{name}: unlike full screening", 0.0, float(unlike), "clues"),
            ]
            say(f"{name}: {figures}")
    return found


def drawn(court: Court, kind: Kind, samples: int) -> list[Sample]:
    """Some such changes."""
    found: list[Sample] = []
    for changes in kind.found(court, kind):
        found = [one for change in changes for one in single(change) if kind.meant(one.change)]
        if len(found) >= samples:
            break
    return random.Random(1).sample(found, min(len(found), samples))  # noqa: S311 - a sample, not a secret


def single(change: Change) -> Iterator[Sample]:
    """The change row by row: what one key was until a moment, and what it is since."""
    key = TABLES[change.table].key[0]
    was: dict[tuple[dt.datetime, int], list[Row]] = defaultdict(list)
    now: dict[tuple[dt.datetime, int], list[Row]] = defaultdict(list)
    for rows, side, moment in ((change.was, was, "_to"), (change.now, now, "_from")):
        for r in rows:
            side[r[moment], r[key]].append(r)
    for at in dict.fromkeys((*was, *now)):
        yield Sample(at[0], Change(change.table, tuple(was[at]), tuple(now[at])))


def timed(court: Court, scenario: Scenario, s: Sample) -> tuple[float, float, int]:
    """Milliseconds to the cases, milliseconds to their clues, and how many cases they are."""
    started = time.perf_counter()
    cases = sorted(court.concerned(scenario, [s.change], s.since, s.at))
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


def telling(court: Court, scenario: Scenario, asked: Sequence[Sample], few: int) -> list[Sample]:
    """Samples that concern some case, which are worth comparing."""
    concerning = (s for s in asked if court.concerned(scenario, [s.change], s.since, s.at))
    return [s for s, _ in zip(concerning, range(few), strict=False)]


def differing(court: Court, scenario: Scenario, s: Sample) -> int:
    """What `react` tells otherwise of a moment than screening all cases before and after does.

    Counted are cases whose rows differ and that it does not name, clues of those it names that are no rows or the
    other way round, and hits elsewhere of which the evidence differs although it does not name their case.
    """
    changes = court.changes(s.since, s.at, tables_of(scenario))
    (said,) = court.react([scenario], s.since, s.at, changes)
    was, now = (hits_by_case(court, scenario, at) for at in (s.since, s.at))
    missed = {c for c in was.keys() | now.keys() if was.get(c) != now.get(c)} - said.cases
    before, after = (*said.unchanged, *said.withdrawn), (*said.unchanged, *said.new)
    unlike = [of_cases(rows, said.cases) != hits_of(clues) for rows, clues in ((was, before), (now, after))]
    return len(missed) + sum(unlike) + len(otherwise(court, scenario, s, sorted(now.keys() - said.cases)))


def otherwise(court: Court, scenario: Scenario, s: Sample, elsewhere: Sequence[int]) -> set[str]:
    """Fingerprints, of some cases, that hold before or after alone."""
    some = random.Random(1).sample(elsewhere, min(len(elsewhere), UNTOUCHED))  # noqa: S311 - a sample, not a secret
    was, now = ({c.fingerprint for c in court.check([scenario], some, at)} if some else set() for at in (s.since, s.at))
    return was ^ now


Hits = Counter[tuple[int, int | None, str]]
"""How often each hit comes: its case, its party and its level."""


def hits_by_case(court: Court, scenario: Scenario, at: dt.datetime) -> dict[int, Hits]:
    """Every hit of a full screening as of a moment."""
    found: dict[int, Hits] = defaultdict(Counter)
    for r in court.store.screen(scenario.result, at).to_pylist():
        found[r["case_id"]][r["case_id"], r.get("subject_id"), r["level"]] += 1
    return found


def of_cases(found: Mapping[int, Hits], cases: Iterable[int]) -> Hits:
    """The hits of some cases."""
    return sum((found[c] for c in cases if c in found), Counter())


def hits_of(clues: Iterable[Clue]) -> Hits:
    """The hits that clues tell of."""
    return Counter((c.case_id, c.subject_id, c.level) for c in clues)

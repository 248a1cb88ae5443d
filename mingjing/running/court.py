"""An opened court: the Python interface to screening, checking and replay."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from mingjing.errors import MissingPart
from mingjing.running.clue import Alert, Clue, gravity
from mingjing.running.duckdb_store import DuckdbStore
from mingjing.running.errors import UnknownCase
from mingjing.running.explaining import Explanation, explain
from mingjing.running.hits import clues
from mingjing.running.opening import open_store
from mingjing.running.reacting import Change, Reaction, reach_of, reaction, tables_of
from mingjing.running.store import Found, Passages, Store
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

Progress = Callable[[str, float], None]
BATCH = 20_000
"""Hits whose evidence is asked for at once."""


def silent(stage: str, share: float) -> None:
    """A progress callback that says nothing."""


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day: as of a day means with all that was known by its end."""
    return dt.datetime.combine(day, dt.time.max)


@dataclass(frozen=True)
class Screening:
    """The answer of one screening: `rows` has one row per hit with the result columns of the scenario."""

    court: Court
    scenario: Scenario
    as_of: dt.date
    rows: pa.Table
    seconds: float
    not_evaluated: int

    def clues(self, progress: Progress = silent) -> list[Clue]:
        """The hits with messages and evidence, the gravest first; the same question gives the same order."""
        return sorted(self.court.described(self.scenario, self.rows, end_of(self.as_of), progress), key=gravity)


class Checked(NamedTuple):
    """The hits of a check, by name the scenarios that failed, and the cases that were left out."""

    clues: list[Clue]
    problems: dict[str, Exception]
    left: frozenset[int]


class Court:
    """A court's data: a DuckDB file, opened read-only, or a PostgreSQL database."""

    def __init__(self, data: str | Path) -> None:
        self._begin(open_store(data))

    @classmethod
    def on(cls, store: Store) -> Court:
        """A court whose data are in that store already."""
        court = object.__new__(cls)
        court._begin(store)
        return court

    def _begin(self, store: Store, as_of: dt.date | None = None, scenarios: dict[str, Scenario] | None = None) -> None:
        self.store, self.path = store, Path(store.name)
        self.as_of = as_of or store.day()
        self.scenarios = {} if scenarios is None else scenarios

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The data file's own connection. Raises MissingPart where the data is in another database."""
        if not isinstance(self.store, DuckdbStore):
            raise MissingPart("法院数据文件", f"{self.store.name} 是业务库；请用 --data 指定 DuckDB 数据文件。")
        return self.store.con

    def cursor(self) -> Court:
        """The same court for another thread."""
        other = object.__new__(Court)
        other._begin(self.store.cursor(), self.as_of, self.scenarios)
        return other

    def close(self) -> None:
        """Let the data go."""
        self.store.close()

    def __enter__(self) -> Court:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def screen(self, name: str | Scenario, as_of: dt.date | None = None, progress: Progress = silent) -> Screening:
        """All hits of a scenario over all cases, with what was known at the end of `as_of`."""
        scenario, day = as_scenario(name), as_of or self.as_of
        started = time.perf_counter()
        progress(f"筛查 {scenario.title}", 0.0)
        found = self.store.screen(scenario.result, end_of(day))
        seconds = time.perf_counter() - started
        missing = sum(self.store.screen(u.relation, end_of(day)).num_rows for u in scenario.unknown)
        progress(f"筛查 {scenario.title}", 1.0)
        return Screening(self, scenario, day, found, seconds, missing)

    def described(
        self, scenario: Scenario, found: pa.Table, at: dt.datetime, progress: Progress = silent
    ) -> Iterator[Clue]:
        """Clues of result rows, batch by batch."""
        total = max(found.num_rows, 1)
        for start in range(0, found.num_rows, BATCH):
            part = found.slice(start, BATCH).to_pylist()
            yield from clues(self.store, scenario, part, at, self.store.evidence(scenario, part, at))
            progress(f"取证 {scenario.title}", min(1.0, (start + BATCH) / total))

    def check(
        self, names: Sequence[str | Scenario], case_ids: Sequence[int], at: dt.datetime | dt.date | None = None
    ) -> list[Clue]:
        """Hits of the scenarios for these cases, with what was known at `at`. Raises UnknownCase."""
        moment = as_moment(at or self.as_of)
        refuse_malformed(case_ids)
        found = self.store.check([self._scenario(n) for n in names], list(dict.fromkeys(case_ids)), moment)
        for f in found:
            if f.problem:
                raise f.problem
        return [c for f in found for c in self._told(f, moment)]

    def check_apart(
        self, names: Sequence[str | Scenario], case_ids: Sequence[int], at: dt.datetime, *, heavy_too: bool = True
    ) -> Checked:
        """Hits as `check` gives them; a scenario that fails does not stop the others.

        Without `heavy_too` the cases of parties with very many others are left out, where the store tells them apart.
        """
        refuse_malformed(case_ids)
        scenarios, asked = [self._scenario(n) for n in names], list(dict.fromkeys(case_ids))
        found, left = self.store.check_apart(scenarios, asked, at, heavy_too=heavy_too)
        told = [c for f in found if f.problem is None for c in self._told(f, at)]
        return Checked(told, {f.scenario.name: f.problem for f in found if f.problem}, left)

    def judge_moments(self, scenario: str | Scenario, passed: Passages) -> list[Alert]:
        """What the scenario says of each case at its moment, of any number of them, the earliest first."""
        page = self._scenario(scenario)
        found = self.store.replay(page, passed)
        made = clues(self.store, page, found.rows, self._last(passed), found.evidence_of)
        alerts = [
            Alert(**(c.__dict__ | {"milestone": passed[r["case_id"], r["_at"]], "passed_at": r["_at"].isoformat()}))
            for c, r in zip(made, found.rows, strict=True)
        ]
        return sorted(alerts, key=lambda a: (a.passed_at, a.case_id, a.subject_id or 0))

    def _last(self, passed: Passages) -> dt.datetime:
        return max((at for _, at in passed), default=end_of(self.as_of))

    def _told(self, found: Found, at: dt.datetime) -> list[Clue]:
        return clues(self.store, found.scenario, found.rows, at, found.evidence_of)

    def explain(self, name: str | Scenario, case_id: int, at: dt.datetime | dt.date | None = None) -> Explanation:
        """Why a scenario speaks of a case, or why it does not, with what was known at `at`. Raises UnknownCase."""
        refuse_malformed([case_id])
        return explain(self.store, self._scenario(name), case_id, as_moment(at or self.as_of))

    def changes(self, since: dt.datetime, at: dt.datetime, tables: Sequence[str]) -> list[Change]:
        """What changed in these tables between two moments, by their own history."""
        found = ((t, *self.store.changed(t, since, at)) for t in tables)
        return [Change(t, tuple(was), tuple(now)) for t, was, now in found if was or now]

    def follow(self, at: dt.datetime) -> int:
        """Bring the maintained tables up to a moment; gives how many keys were summed up again."""
        return self.store.follow(at)

    def react(
        self,
        names: Sequence[str | Scenario],
        since: dt.datetime,
        at: dt.datetime,
        changes: Sequence[Change] | None = None,
    ) -> list[Reaction]:
        """What the scenarios say at the second moment and did not at the first, or no longer, of the cases that

        the changes between them may concern; without `changes` they are looked up. What the day alone brings, such as
        the end of a time limit, is no change of a row and is not among it. Raises NotReachable.
        """
        scenarios = [self._scenario(n) for n in names]
        if changes is None:
            changes = self.changes(since, at, sorted({t for s in scenarios for t in tables_of(s)}))
        return [self._react(s, changes, since, at) for s in scenarios]

    def concerned(self, scenario: Scenario, changes: Sequence[Change], since: dt.datetime, at: dt.datetime) -> set[int]:
        """The cases of which the scenario may say something else after the changes."""
        cases: set[int] = set()
        for change in changes:
            reach = reach_of(scenario, change.table)
            images = change.images(reach.changed.columns) if reach else []
            cases |= self.store.reached(reach, images, since, at) if reach and images else set()
        return cases

    def _react(self, scenario: Scenario, changes: Sequence[Change], since: dt.datetime, at: dt.datetime) -> Reaction:
        cases = sorted(self.concerned(scenario, changes, since, at))
        before, after = (self.check([scenario], cases, moment) if cases else [] for moment in (since, at))
        return reaction(scenario, cases, before, after)

    def _scenario(self, name: str | Scenario) -> Scenario:
        """The scenario, looked up once for as long as the court is open."""
        if not isinstance(name, str):
            return name
        if name not in self.scenarios:
            self.scenarios[name] = as_scenario(name)
        return self.scenarios[name]

    def replay(
        self, names: Sequence[str | Scenario], from_on: dt.date, to_on: dt.date, progress: Progress = silent
    ) -> Iterator[Alert]:
        """Alerts that the scenarios would have given at their milestones between two days, each judged at its moment.

        One alert per case, scenario and evidence: what was said at an earlier milestone is not said again.
        """
        scenarios = [as_scenario(n) for n in names]
        for i, scenario in enumerate(scenarios):
            progress(f"重放 {scenario.title}", i / len(scenarios))
            yield from self._replay(scenario, from_on, to_on)
        progress("重放", 1.0)

    def _replay(self, scenario: Scenario, from_on: dt.date, to_on: dt.date) -> Iterator[Alert]:
        said: set[str] = set()
        for alert in self._replayed(scenario, from_on, to_on):
            if alert.fingerprint not in said:
                said.add(alert.fingerprint)
                yield alert

    def _replayed(self, scenario: Scenario, from_on: dt.date, to_on: dt.date) -> list[Alert]:
        return self.judge_moments(scenario, self.store.passages(scenario.milestones, from_on, to_on))


def refuse_malformed(case_ids: Sequence[int]) -> None:
    """Raises UnknownCase for what cannot identify a case."""
    for c in case_ids:
        if not isinstance(c, Integral) or isinstance(c, bool) or not -(2**63) <= c < 2**63:
            raise UnknownCase(case_id=c)


def as_scenario(name: str | Scenario) -> Scenario:
    """The scenario itself, or the one of that name."""
    return name if isinstance(name, Scenario) else library.load(name)


def as_moment(at: dt.datetime | dt.date) -> dt.datetime:
    """A moment as it is; a day as its end."""
    return at if isinstance(at, dt.datetime) else end_of(at)

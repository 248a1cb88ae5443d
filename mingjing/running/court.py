"""An opened court: the Python interface to screening, checking and replay."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.algebra.relation import Relation
from mingjing.engines.duckdb import dicts, rows, screening_sql
from mingjing.engines.rows import Rows
from mingjing.running.clue import Alert, Clue, gravity
from mingjing.running.errors import UnknownCase
from mingjing.running.fetching import Fetcher, apart
from mingjing.running.hits import EvidenceOf, clues
from mingjing.running.plans import CASES, Plan, plan_of, reading
from mingjing.scenario import library
from mingjing.scenario.scenario import EvidenceSpec, Scenario
from mingjing.store.opening import connect, data_day

Progress = Callable[[str, float], None]
BATCH = 20_000
"""Hits whose evidence is asked for at once."""
FEW = 20
"""Up to so many cases the row engine answers; above, one statement does (docs/decisions/0004)."""


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


class Court:
    """A court's data file, opened read-only."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.con = connect(self.path)
        self.as_of = data_day(self.con)
        self.scenarios: dict[str, Scenario] = {}

    def cursor(self) -> Court:
        """The same court for another thread."""
        other = object.__new__(Court)
        other.path, other.as_of, other.con = self.path, self.as_of, self.con.cursor()
        other.scenarios = self.scenarios
        return other

    def close(self) -> None:
        """Let the file go."""
        self.con.close()

    def __enter__(self) -> Court:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def screen(self, name: str | Scenario, as_of: dt.date | None = None, progress: Progress = silent) -> Screening:
        """All hits of a scenario over all cases, with what was known at the end of `as_of`."""
        scenario, day = as_scenario(name), as_of or self.as_of
        started = time.perf_counter()
        progress(f"筛查 {scenario.title}", 0.0)
        found = rows(self.con, screening_sql(scenario.result, end_of(day)))
        seconds = time.perf_counter() - started
        missing = sum(rows(self.con, screening_sql(u.relation, end_of(day))).num_rows for u in scenario.unknown)
        progress(f"筛查 {scenario.title}", 1.0)
        return Screening(self, scenario, day, found, seconds, missing)

    def described(
        self, scenario: Scenario, found: pa.Table, at: dt.datetime, progress: Progress = silent
    ) -> Iterator[Clue]:
        """Clues of result rows, batch by batch."""
        plan, total = plan_of(scenario), max(found.num_rows, 1)
        for start in range(0, found.num_rows, BATCH):
            part = found.slice(start, BATCH).to_pylist()
            yield from clues(self.con, scenario, part, at, self._evidence(plan, part, at))
            progress(f"取证 {scenario.title}", min(1.0, (start + BATCH) / total))

    def check(
        self, names: Sequence[str | Scenario], case_ids: Sequence[int], at: dt.datetime | dt.date | None = None
    ) -> list[Clue]:
        """Hits of the scenarios for these cases, with what was known at `at`. Raises UnknownCase."""
        moment = as_moment(at or self.as_of)
        refuse_malformed(case_ids)
        asked, scenarios = list(dict.fromkeys(case_ids)), tuple(self._scenario(n) for n in names)
        fetcher = Fetcher(self.con, moment, reading(scenarios))
        found = [c for s in scenarios for c in self._check(s, asked, moment, fetcher)]
        self._refuse_unknown([c for c in asked if c not in fetcher.cases])
        return found

    def _scenario(self, name: str | Scenario) -> Scenario:
        """The scenario, looked up once for as long as the court is open."""
        if not isinstance(name, str):
            return name
        if name not in self.scenarios:
            self.scenarios[name] = as_scenario(name)
        return self.scenarios[name]

    def _check(self, scenario: Scenario, case_ids: list[int], at: dt.datetime, fetcher: Fetcher) -> list[Clue]:
        plan = plan_of(scenario)
        if len(case_ids) > FEW:
            found = dicts(self.con, plan.many, {"cases": case_ids, "at": at})
            return clues(self.con, scenario, found, at, self._evidence(plan, found, at))
        demands, known = {CASES.name: [(c,) for c in case_ids]}, dict[Relation, Rows]()
        found = as_dicts(scenario.result, plan.few.run(fetcher, demands, at.date(), known))

        def ask(spec: EvidenceSpec, i: int) -> list[dict[str, Any]]:
            return as_dicts(spec.relation, plan.few_evidence[i].run(fetcher, demands, at.date(), known))

        return clues(self.con, scenario, found, at, ask)

    def _evidence(self, plan: Plan, found: list[dict[str, Any]], at: dt.datetime) -> EvidenceOf:
        cases = sorted({r["case_id"] for r in found})

        def ask(spec: EvidenceSpec, i: int) -> list[dict[str, Any]]:
            return dicts(self.con, plan.many_evidence[i], {"cases": cases, "at": at})

        return ask

    def _refuse_unknown(self, case_ids: Sequence[int]) -> None:
        few = len(case_ids) <= FEW
        asked = apart(list(case_ids)) if few else list(case_ids)
        among = ", ".join("?" * len(asked)) if few else "SELECT UNNEST(CAST(? AS BIGINT[]))"
        sql = f"SELECT case_id FROM case_main WHERE case_id IN ({among})"
        known = {c for (c,) in self.con.execute(sql, asked if few else [asked]).fetchall()} if asked else set()
        for c in case_ids:
            if c not in known:
                raise UnknownCase(case_id=c)

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
        passed = ask_moments(self.con, scenario.milestones, from_on, to_on)
        plan = plan_of(scenario)
        found = rows(self.con, plan.replay).to_pylist()
        keep_moments(self.con, found)

        def ask(spec: EvidenceSpec, i: int) -> list[dict[str, Any]]:
            return dicts(self.con, plan.replay_evidence[i])

        made = clues(self.con, scenario, found, end_of(to_on), ask)
        alerts = [
            Alert(**(c.__dict__ | {"milestone": passed[r["case_id"], r["_at"]], "passed_at": r["_at"].isoformat()}))
            for c, r in zip(made, found, strict=True)
        ]
        return sorted(alerts, key=lambda a: (a.passed_at, a.case_id, a.subject_id or 0))


def refuse_malformed(case_ids: Sequence[int]) -> None:
    """Raises UnknownCase for what cannot identify a case."""
    for c in case_ids:
        if not isinstance(c, Integral) or isinstance(c, bool) or not -(2**63) <= c < 2**63:
            raise UnknownCase(case_id=c)


def ask_moments(
    con: duckdb.DuckDBPyConnection, milestones: Sequence[str], from_on: dt.date, to_on: dt.date
) -> dict[tuple[int, dt.datetime], str]:
    """Make asked_moments of the passages of these milestones; give the milestone of each."""
    sql = """
        CREATE OR REPLACE TEMP TABLE asked_moments AS
        SELECT case_id, passed_at AS _at, min(milestone) AS milestone FROM milestone_event
        WHERE milestone IN (SELECT UNNEST(CAST($codes AS VARCHAR[]))) AND passed_at >= $from_on AND passed_at < $until
          AND _to > passed_at
        GROUP BY ALL
    """
    until = to_on + dt.timedelta(days=1)
    con.execute(sql, {"codes": list(milestones), "from_on": from_on, "until": until})
    return {(c, at): m for c, at, m in con.execute("SELECT case_id, _at, milestone FROM asked_moments").fetchall()}


def keep_moments(con: duckdb.DuckDBPyConnection, found: list[dict[str, Any]]) -> None:
    """Leave in asked_moments only those that hit, so that evidence is asked for these alone."""
    hits = pa.table(
        {
            "case_id": pa.array([r["case_id"] for r in found], pa.int64()),
            "_at": pa.array([r["_at"] for r in found], pa.timestamp("us")),
        }
    )
    con.register("hit_moments", hits)
    con.execute("CREATE OR REPLACE TEMP TABLE asked_moments AS SELECT DISTINCT case_id, _at FROM hit_moments")
    con.unregister("hit_moments")


def as_dicts(r: Relation, found: Rows) -> list[dict[str, Any]]:
    """Rows with their column names."""
    return [dict(zip(r.columns, row, strict=True)) for row in found]


def as_scenario(name: str | Scenario) -> Scenario:
    """The scenario itself, or the one of that name."""
    return name if isinstance(name, Scenario) else library.load(name)


def as_moment(at: dt.datetime | dt.date) -> dt.datetime:
    """A moment as it is; a day as its end."""
    return at if isinstance(at, dt.datetime) else end_of(at)

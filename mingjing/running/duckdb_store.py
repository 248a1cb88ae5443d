"""A court's data in a DuckDB file: the embedded store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.algebra.demand import Pusher
from mingjing.algebra.reach import Reach
from mingjing.algebra.relation import Relation
from mingjing.engines.duckdb import dicts, rows, screening_sql
from mingjing.engines.rows import RowEngine, Rows
from mingjing.engines.sql import quoted
from mingjing.running import weighing
from mingjing.running.access import fanout, wide
from mingjing.running.errors import UnknownCase
from mingjing.running.fetching import Fetcher, apart
from mingjing.running.hits import EvidenceOf, Row
from mingjing.running.plans import CASES, Plan, as_dicts, plan_of, reading
from mingjing.running.profiling import Spent, TimedRowEngine
from mingjing.running.store import CHANGED, Found, Origins, Passages
from mingjing.running.weighing import Weight
from mingjing.scenario.scenario import EvidenceSpec, Scenario
from mingjing.store.opening import connect, data_day

FEW = 20
"""Up to so many cases the row engine answers; above, one statement does (docs/decisions/0004)."""
IN_STATEMENT = 400
"""Up to so many identifiers are written into the statement, so that DuckDB goes by the index."""
CASE_NAMES = "SELECT case_id, _from, case_number, court_id FROM case_main WHERE case_id IN ({ids}) ORDER BY _from"
CASE_GUARDS = """
    SELECT case_id, case_number, court_id, coalesce(secret_level, 0), coalesce(juvenile, false) FROM case_main
    WHERE case_id IN ({ids}) ORDER BY _from"""
SUBJECT_NAMES = "SELECT subject_id, _from, name FROM subject WHERE subject_id IN ({ids}) ORDER BY _from"
COURT_NAMES = "SELECT court_id, name FROM court WHERE _from <= $at AND _to > $at"
PASSAGES = """
    SELECT case_id, passed_at AS _at, min(milestone) AS milestone FROM milestone_event
    WHERE milestone IN (SELECT UNNEST(CAST($codes AS VARCHAR[]))) AND passed_at >= $from_on AND passed_at < $until
      AND _to > passed_at
    GROUP BY ALL"""


@lru_cache(maxsize=4096)
def row_engine(r: Relation) -> RowEngine:
    """The row engine of a relation, prepared once."""
    return RowEngine(r)


class DuckdbStore:
    """A court's data file, opened read-only, or a connection to court tables."""

    def __init__(self, con: duckdb.DuckDBPyConnection, name: str = ":memory:") -> None:
        self.con, self.name = con, name

    @classmethod
    def opened(cls, path: Path) -> DuckdbStore:
        """The file, opened. Raises NoData or NotCourtData."""
        return cls(connect(path), str(path))

    def day(self) -> dt.date:
        return data_day(self.con)

    def cursor(self) -> DuckdbStore:
        return DuckdbStore(self.con.cursor(), self.name)

    def close(self) -> None:
        self.con.close()

    def screen(self, r: Relation, at: dt.datetime) -> pa.Table:
        return rows(self.con, screening_sql(r, at))

    def evidence(self, scenario: Scenario, rows: list[Row], at: dt.datetime) -> EvidenceOf:
        return self._evidence(plan_of(scenario), rows, at)

    def _evidence(self, plan: Plan, found: list[Row], at: dt.datetime) -> EvidenceOf:
        cases = sorted({r["case_id"] for r in found})

        def ask(spec: EvidenceSpec, i: int) -> list[Row]:
            return dicts(self.con, plan.many_evidence[i], {"cases": cases, "at": at})

        return ask

    def check(self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime) -> list[Found]:
        fetcher = Fetcher(self.con, at, reading(tuple(scenarios)))
        found = [self._check(s, case_ids, at, fetcher) for s in scenarios]
        self._refuse_unknown([c for c in case_ids if c not in fetcher.cases])
        return found

    def check_apart(
        self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime, *, heavy_too: bool
    ) -> tuple[list[Found], frozenset[int]]:
        """As `check`: a data file has no lanes."""
        return self.check(scenarios, case_ids, at), frozenset()

    def _check(self, scenario: Scenario, case_ids: list[int], at: dt.datetime, fetcher: Fetcher) -> Found:
        ask = self._check_many if len(case_ids) > FEW else self._check_few
        try:
            return ask(scenario, case_ids, at, fetcher)
        except Exception as problem:  # whatever is wrong with one model, the others are asked
            return Found(scenario, [], lambda spec, i: [], problem)

    def _check_many(self, scenario: Scenario, case_ids: list[int], at: dt.datetime, _: Fetcher) -> Found:
        plan = plan_of(scenario)
        found = dicts(self.con, plan.many, {"cases": case_ids, "at": at})
        return Found(scenario, found, self._evidence(plan, found, at))

    def _check_few(self, scenario: Scenario, case_ids: list[int], at: dt.datetime, fetcher: Fetcher) -> Found:
        plan = plan_of(scenario)
        demands, known = {CASES.name: [(c,) for c in case_ids]}, dict[Relation, Rows]()
        found = as_dicts(scenario.result, plan.few.run(fetcher, demands, at.date(), known))

        def ask(spec: EvidenceSpec, i: int) -> list[Row]:
            return as_dicts(spec.relation, plan.few_evidence[i].run(fetcher, demands, at.date(), known))

        return Found(scenario, found, ask)

    def _refuse_unknown(self, case_ids: Sequence[int]) -> None:
        few = len(case_ids) <= FEW
        asked = apart(list(case_ids)) if few else list(case_ids)
        among = ", ".join("?" * len(asked)) if few else "SELECT UNNEST(CAST(? AS BIGINT[]))"
        sql = f"SELECT case_id FROM case_main WHERE case_id IN ({among})"
        known = {c for (c,) in self.con.execute(sql, asked if few else [asked]).fetchall()} if asked else set()
        for c in case_ids:
            if c not in known:
                raise UnknownCase(case_id=c)

    def weight(self, table: str, column: str) -> Weight:
        sql = weighing.ON_DUCKDB.format(table=quoted(table), column=quoted(column))
        (found,) = self.con.execute(sql).fetchall()
        return Weight(*map(float, found))

    def heaviest_cases(self) -> list[int]:
        asked = {"parties": weighing.PARTIES, "each": weighing.EACH}
        return [c for (c,) in self.con.execute(weighing.HEAVIEST_ON_DUCKDB, asked).fetchall()]

    def profiled(self, scenario: Scenario, case_id: int, at: dt.datetime) -> tuple[Spent, Origins]:
        pusher = Pusher(fanout, wide)
        engine = TimedRowEngine(pusher.push(scenario.result, CASES, (("case_id", "case_id"),)))
        engine.run(Fetcher(self.con, at, reading((scenario,))), {CASES.name: [(case_id,)]}, at.date())
        return engine.spent, pusher.origins(scenario.result)

    def traced(self, relations: Sequence[Relation], case_id: int, at: dt.datetime) -> list[Rows]:
        fetcher, demands, known = Fetcher(self.con, at), {CASES.name: [(case_id,)]}, dict[Relation, Rows]()
        return [row_engine(r).run(fetcher, demands, at.date(), known) for r in relations]

    def passages(self, milestones: Sequence[str], from_on: dt.date, to_on: dt.date) -> Passages:
        until = to_on + dt.timedelta(days=1)
        found = self.con.execute(PASSAGES, {"codes": list(milestones), "from_on": from_on, "until": until}).fetchall()
        return {(c, at): m for c, at, m in found}

    def replay(self, scenario: Scenario, passages: Passages) -> Found:
        self._ask_moments(passages)
        plan = plan_of(scenario)
        found = rows(self.con, plan.replay).to_pylist()
        self._ask_moments((r["case_id"], r["_at"]) for r in found)  # evidence is asked for the hits alone
        return Found(scenario, found, lambda spec, i: dicts(self.con, plan.replay_evidence[i]))

    def _ask_moments(self, asked: Iterable[tuple[int, dt.datetime]]) -> None:
        """Make the table asked_moments of these cases and moments."""
        pairs = list(dict.fromkeys(asked))
        cases, moments = (
            pa.array([c for c, _ in pairs], pa.int64()),
            pa.array([t for _, t in pairs], pa.timestamp("us")),
        )
        self.con.register("arriving_moments", pa.table({"case_id": cases, "_at": moments}))
        self.con.execute("CREATE OR REPLACE TEMP TABLE asked_moments AS SELECT case_id, _at FROM arriving_moments")
        self.con.unregister("arriving_moments")

    def changed(self, table: str, since: dt.datetime, at: dt.datetime) -> tuple[list[Row], list[Row]]:
        def ask(in_force: str, not_in: str) -> list[Row]:
            sql = CHANGED.format(table=quoted(table), in_force=in_force, not_in=not_in)
            return dicts(self.con, sql, {"since": since, "at": at})

        return ask("$since", "$at"), ask("$at", "$since")

    def follow(self, at: dt.datetime) -> int:
        return 0  # nothing is kept here: a file is read-only, and replaced as a whole

    def reached(self, reach: Reach, images: Rows, since: dt.datetime, at: dt.datetime) -> set[int]:
        fetcher = Fetcher(self.con, at, since=since)
        return {c for (c,) in row_engine(reach.relation).run(fetcher, {reach.changed.name: images}, at.date())}

    def court_names(self, at: dt.datetime) -> dict[int, str]:
        return dict(self.con.execute(COURT_NAMES, {"at": at}).fetchall())

    def case_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._by_id(CASE_NAMES, ids)

    def case_guards(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._by_id(CASE_GUARDS, ids)

    def subject_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._by_id(SUBJECT_NAMES, ids)

    def _by_id(self, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        if len(ids) > IN_STATEMENT:
            among = sql.format(ids="SELECT UNNEST(CAST($ids AS BIGINT[]))")
            return self.con.execute(among, {"ids": list(ids)}).fetchall()
        # -1 is nobody; it keeps DuckDB from making a range, and so a scan, of numbers in a row
        return self.con.execute(sql.format(ids=", ".join(map(str, [*ids, -1])))).fetchall()

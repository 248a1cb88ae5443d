"""A court's data in PostgreSQL: the operational store, where one case is checked in a millisecond."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import pyarrow as pa

from mingjing.algebra.probe import ProbingPusher
from mingjing.algebra.reach import Reach
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.engines.postgres import POSTGRES, screening_sql, whole_statement
from mingjing.engines.postgres_online import OnlineGenerator, stepped_sql
from mingjing.engines.rows import Rows
from mingjing.engines.sql import quoted
from mingjing.running import weighing
from mingjing.running.errors import UnknownCase
from mingjing.running.hits import EvidenceOf, Row
from mingjing.running.maintained_tables import Ready, followed
from mingjing.running.measured import Ways, measured, rows_per_value
from mingjing.running.node_plan import AT_SQL, CASES_SQL, asked
from mingjing.running.node_session import Answers, NodeSession
from mingjing.running.plans import (
    CASES,
    MOMENTS,
    MOMENTS_SQL,
    as_dicts,
    demanded,
    demanded_at_moments,
    refuse_unrestricted,
)
from mingjing.running.profiling import Spent, spent_by_plan
from mingjing.running.store import CHANGED, Found, Origins, Passages
from mingjing.running.weighing import Weight
from mingjing.scenario.scenario import EvidenceSpec, Scenario
from mingjing.store.postgres import Connection, connect_court, data_day, without_password

MICRO_BATCH = 50
"""Cases that one statement is asked about at most: beyond, the planner's guesses about few rows cost more than they
save."""
AT_ONCE = 1000
"""More cases than this go through the plan made for many, which reads whole tables."""
FOR_CHECKS = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
"""A session for checks alone: a plan made once, by keys, and no statement that could hold up the others for long."""
FOR_SCREENING = {"jit": "off", "work_mem": "256MB", "enable_nestloop": "off"}
ARROW = {
    Type.INT: pa.int64(),
    Type.FEN: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.TEXT: pa.string(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIME: pa.timestamp("us"),
    Type.UNKNOWN: pa.null(),
}
UNKNOWN_CASES = """
    SELECT c FROM UNNEST($1::BIGINT[]) c WHERE NOT EXISTS (SELECT 1 FROM case_main m WHERE m.case_id = c)"""
CASE_NAMES = "SELECT case_id, _from, case_number, court_id FROM case_main WHERE case_id = ANY($1) ORDER BY _from"
CASE_GUARDS = """
    SELECT case_id, case_number, court_id, coalesce(secret_level, 0), coalesce(juvenile, false) FROM case_main
    WHERE case_id = ANY($1) ORDER BY _from"""
SUBJECT_NAMES = "SELECT subject_id, _from, name FROM subject WHERE subject_id = ANY($1) ORDER BY _from"
COURT_NAMES = "SELECT court_id, name FROM court WHERE _from <= $1 AND _to > $1"
PASSAGES = """
    SELECT case_id, passed_at, min(milestone) FROM milestone_event
    WHERE milestone = ANY($1) AND passed_at >= $2 AND passed_at < $3 AND _to > passed_at
    GROUP BY case_id, passed_at"""


def opened(dsn: str) -> PostgresStore:
    """The database of that address. Raises Unreachable or NotCourtData."""
    store = PostgresStore(dsn)
    store.day()
    return store


class PostgresStore:
    """A court's database, with one session for screening and one for checks, each opened when it is first needed."""

    def __init__(self, dsn: str) -> None:
        self.dsn, self.name = dsn, without_password(dsn)

    @cached_property
    def con(self) -> Connection:
        """The session for screening."""
        return connect_court(self.dsn, FOR_SCREENING)

    @cached_property
    def checks(self) -> Connection:
        """The session for checks."""
        return connect_court(self.dsn, FOR_CHECKS)

    @cached_property
    def ways(self) -> Ways:
        """How the tables are best read, as measured here."""
        return measured(self.checks)

    def day(self) -> dt.date:
        return data_day(self.con)

    def cursor(self) -> PostgresStore:
        return PostgresStore(self.dsn)

    def close(self) -> None:
        for opened_session in ("con", "checks"):
            if opened_session in self.__dict__:
                getattr(self, opened_session).close()

    def screen(self, r: Relation, at: dt.datetime) -> pa.Table:
        return as_table(r, self.con.execute(screening_sql(r, at)).fetchall())

    def evidence(self, scenario: Scenario, rows: list[Row], at: dt.datetime) -> EvidenceOf:
        cases = sorted({r["case_id"] for r in rows})
        return lambda spec, i: self._of_many(spec.relation, cases, at)

    def check(self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime) -> list[Found]:
        return self.check_apart(scenarios, case_ids, at, heavy_too=True)[0]

    def check_apart(
        self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime, *, heavy_too: bool
    ) -> tuple[list[Found], frozenset[int]]:
        if len(case_ids) > AT_ONCE:
            return self._check_many(scenarios, case_ids, at), frozenset()
        if not scenarios or not case_ids:
            return [], frozenset()
        self._forget_lost()
        parts = [case_ids[i : i + MICRO_BATCH] for i in range(0, len(case_ids), MICRO_BATCH)]
        reading = self.ready.reading(scenarios, at)
        answers = [self.session.ask(reading, part, at, heavy_too=heavy_too) for part in parts]
        refuse_unknown(case_ids, (c for a in answers for c in a.unknown))
        heavy = frozenset(c for a in answers for c in a.heavy)
        return [found(s, i, answers) for i, s in enumerate(scenarios)], heavy

    def _forget_lost(self) -> None:
        """After the connection was lost, open another with the next question."""
        if "checks" in self.__dict__ and self.checks.closed:
            for kept in ("checks", "session", "ways", "ready"):
                self.__dict__.pop(kept, None)

    @cached_property
    def ready(self) -> Ready:
        """The maintained tables that checks may read."""
        return Ready(self.checks)

    @cached_property
    def session(self) -> NodeSession:
        """What asks the models about a few cases."""
        return NodeSession(self.checks, self.ways)

    def _check_many(self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime) -> list[Found]:
        refuse_unknown(case_ids, (c for (c,) in self.con.execute(UNKNOWN_CASES, [case_ids]).fetchall()))
        results = []
        for s in scenarios:
            rows = self._of_many(s.result, case_ids, at)
            results.append(Found(s, rows, self.evidence(s, rows, at)))
        return results

    def _of_many(self, r: Relation, case_ids: Sequence[int], at: dt.datetime) -> list[Row]:
        """The relation's rows for many cases, by a plan made for so many."""
        moved = demanded(r)
        sql = whole_statement(moved, {CASES.name: CASES_SQL}, AT_SQL)
        return as_dicts(moved, self.con.execute(sql, [list(case_ids), at]).fetchall())

    def weight(self, table: str, column: str) -> Weight:
        found: list[Any] = self.checks.execute(weighing.ON_POSTGRES, [table, column]).fetchall()
        if not found:
            return Weight()
        ((rows, distinct, empty, common),) = found
        each = rows_per_value(rows, distinct, empty, common)
        return Weight(rows, rows * each, rows * max(common) if common else each)

    def heaviest_cases(self) -> list[int]:
        limits = [weighing.PARTIES, weighing.EACH]
        for degrees in ("party_degree", weighing.COUNTED):
            found: list[Any] = self.con.execute(
                weighing.HEAVIEST_ON_POSTGRES.format(degrees=degrees), limits
            ).fetchall()
            if found:
                break
        return [c for (c,) in found]

    def profiled(self, scenario: Scenario, case_id: int, at: dt.datetime) -> tuple[Spent, Origins]:
        pusher = ProbingPusher(self.ways, self.ways.indexed, self.ways.wide)
        root = asked(pusher, scenario.result)
        sql = stepped_sql(root, {CASES.name: CASES_SQL}, AT_SQL)
        found: list[Any] = self.checks.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", [[case_id], at]).fetchall()
        return spent_by_plan(found[0][0][0]["Plan"], root), pusher.origins(scenario.result)

    def traced(self, relations: Sequence[Relation], case_id: int, at: dt.datetime) -> list[Rows]:
        def ask(r: Relation) -> Rows:
            return self.con.execute(whole_statement(r, {CASES.name: CASES_SQL}, AT_SQL), [[case_id], at]).fetchall()

        return [ask(r) for r in relations]

    def passages(self, milestones: Sequence[str], from_on: dt.date, to_on: dt.date) -> Passages:
        until = to_on + dt.timedelta(days=1)
        rows: list[Any] = self.con.execute(PASSAGES, [list(milestones), from_on, until]).fetchall()
        return {(c, at): m for c, at, m in rows}

    def replay(self, scenario: Scenario, passages: Passages) -> Found:
        refuse_unrestricted(scenario)
        rows = self._at_moments(scenario.result, passages)
        hits = dict.fromkeys((r["case_id"], r["_at"]) for r in rows)

        def ask(spec: EvidenceSpec, i: int) -> list[Row]:
            return self._at_moments(spec.relation, hits)

        return Found(scenario, rows, ask)

    def _at_moments(
        self, r: Relation, asked: Sequence[tuple[int, dt.datetime]] | dict[tuple[int, dt.datetime], Any]
    ) -> list[Row]:
        """The relation's rows for each case at its moment."""
        moved = demanded_at_moments(r)
        self.con.execute("DROP TABLE IF EXISTS asked_moments")
        self.con.execute('CREATE TEMP TABLE asked_moments (case_id BIGINT, "_at" TIMESTAMP)')
        with self.con.cursor().copy("COPY asked_moments FROM STDIN") as copy:
            for pair in asked:
                copy.write_row(pair)
        self.con.execute("ANALYZE asked_moments")
        return as_dicts(moved, self.con.execute(whole_statement(moved, {MOMENTS.name: MOMENTS_SQL}, "NULL")).fetchall())

    def changed(self, table: str, since: dt.datetime, at: dt.datetime) -> tuple[list[Row], list[Row]]:
        def ask(in_force: str, not_in: str) -> list[Row]:
            sql = CHANGED.format(table=quoted(table), in_force=in_force, not_in=not_in)
            with self.con.cursor() as asked:
                asked.execute(sql, [since, at])
                names = [c.name for c in asked.description or ()]
                return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

        return ask("$1", "$2"), ask("$2", "$1")

    def follow(self, at: dt.datetime) -> int:
        return followed(self, at)

    def reached(self, reach: Reach, images: Rows, since: dt.datetime, at: dt.datetime) -> set[int]:
        columns: list[list[Any]] = [list(c) for c in zip(*images, strict=True)] or [[] for _ in reach.changed.given]
        found: list[Any] = self.checks.execute(reaching_sql(reach), [since, at, *columns], prepare=True).fetchall()
        return {c for (c,) in found}

    def court_names(self, at: dt.datetime) -> dict[int, str]:
        found: list[Any] = self.checks.execute(COURT_NAMES, [at], prepare=True).fetchall()
        return dict(found)

    def case_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self.checks.execute(CASE_NAMES, [list(ids)], prepare=True).fetchall()

    def case_guards(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self.checks.execute(CASE_GUARDS, [list(ids)], prepare=True).fetchall()

    def subject_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self.checks.execute(SUBJECT_NAMES, [list(ids)], prepare=True).fetchall()


@lru_cache(maxsize=4096)
def reaching_sql(reach: Reach) -> str:
    """The statement of a reach: between $1 and $2, the changed rows handed in column by column from $3 on."""
    columns = (
        f"UNNEST(CAST(${i} AS {POSTGRES.types[f.type]}[])) AS {quoted(f.name)}"
        for i, f in enumerate(reach.changed.given, 3)
    )
    handed_in = {reach.changed.name: f"SELECT {', '.join(columns)}"}
    since, at = "CAST($1 AS TIMESTAMP)", "CAST($2 AS TIMESTAMP)"
    return OnlineGenerator(POSTGRES, at, handed_in, online=True, since=since).statement(reach.relation)


def found(scenario: Scenario, place: int, answers: Sequence[Answers]) -> Found:
    """What the answers of all batches say of one of the models."""
    problem = next((p for a in answers if (p := a.failed.get(place)) is not None), None)
    each = [a.found[place] for a in answers if place in a.found]
    if not each:
        return Found(scenario, [], lambda spec, i: [], problem)
    result, *evidence = ([row for part in rows for row in part] for rows in zip(*each, strict=True))
    return Found(scenario, result, lambda spec, i: evidence[i], problem)


def refuse_unknown(case_ids: Sequence[int], unknown: Iterable[object]) -> None:
    """Raises UnknownCase naming the first case that is not there."""
    missing = set(unknown)
    for c in case_ids:
        if c in missing:
            raise UnknownCase(case_id=c)


def as_table(r: Relation, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table with the relation's columns."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(r.columns)
    fields = r.schema.values()
    return pa.table({f.name: pa.array(c, ARROW[f.type]) for f, c in zip(fields, columns, strict=True)})

"""A court's lake on a Spark cluster: for screening all history where one machine is outgrown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import pyarrow as pa

from mingjing.algebra.reach import Reach
from mingjing.algebra.relation import Relation, Restrict, Source, topological
from mingjing.algebra.types import Type
from mingjing.court.catalogue import HISTORY, TABLES, VERSION, Table
from mingjing.engines.rows import Rows
from mingjing.engines.spark import SPARK, Script, moment, script_of
from mingjing.engines.spark_session import hand_in, is_open, next_mark, open_session, rows
from mingjing.engines.sql import quoted
from mingjing.errors import MissingPart
from mingjing.running.errors import NotOnThisEngine
from mingjing.running.hits import EvidenceOf, Row
from mingjing.running.plans import CASES
from mingjing.running.profiling import Spent
from mingjing.running.store import Found, Origins, Passages
from mingjing.running.weighing import Weight
from mingjing.scenario.scenario import EvidenceSpec, Scenario
from mingjing.store.errors import NotCourtData
from mingjing.store.lake import META

CASE_NAMES = "SELECT case_id, _from, case_number, court_id FROM case_main JOIN asked USING (case_id) ORDER BY _from"
CASE_GUARDS = """
    SELECT case_id, case_number, court_id, coalesce(secret_level, 0) AS secrecy, coalesce(juvenile, false) AS juvenile
    FROM case_main JOIN asked USING (case_id) ORDER BY _from"""
SUBJECT_NAMES = "SELECT subject_id, _from, name FROM subject JOIN asked USING (subject_id) ORDER BY _from"
COURT_NAMES = "SELECT court_id, name FROM court WHERE _from <= {at} AND _to > {at}"

READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
"""What a statement reads, as in FROM case_main c; the same word as a text constant is no table."""


class SparkStore:
    """A court's lake, opened on a Spark master; it screens, and neither checks single cases nor replays."""

    def __init__(self, lake: str, master: str) -> None:
        self.name, self.known, self.own = lake.rstrip("/"), set[str](), not is_open()
        self.session = open_session(master)

    def cursor(self) -> SparkStore:
        return self

    def close(self) -> None:
        if self.own:
            self.session.stop()

    @property
    def con(self) -> Any:
        """There is none. Raises MissingPart."""
        raise MissingPart("数据库连接", "Spark 只作筛查；请用 --data 指定数据文件或业务库。")

    def day(self) -> dt.date:
        """The day the data speaks for. Raises NotCourtData for what is no lake, or one of a newer catalogue."""
        said = self._meta()
        if int(said["catalogue_version"]) > VERSION:
            problem = f"它的数据目录是第 {said['catalogue_version']} 版，本程序只识得第 {VERSION} 版。请升级 mingjing。"
            raise NotCourtData(path=self.name, problem=problem)
        return dt.date.fromisoformat(said["data_as_of"])

    def _meta(self) -> dict[str, str]:
        place = f"{self.name}/{META}"
        try:
            found = self.session.read.schema("key STRING, value STRING").parquet(place).collect()
        except Exception as e:  # Spark's own errors are known only where it is installed
            raise NotCourtData(path=self.name, problem="它不是 mingjing export 写出的文件夹。请检查路径。") from e
        return {r["key"]: r["value"] for r in found}

    def screen(self, r: Relation, at: dt.datetime) -> pa.Table:
        return self._rows(r, at)

    def _rows(self, r: Relation, at: dt.datetime, demands: Mapping[str, str] | None = None) -> pa.Table:
        self._open(n.table for n in topological(r) if isinstance(n, Source))
        return rows(self.session, script_of(r, at, demands, next_mark()))

    def ask(self, sql: str) -> pa.Table:
        """What a statement of somebody's own gives; the tables that it names are made readable."""
        self._open(name for name in dict.fromkeys(READ.findall(sql)) if name in TABLES)
        return rows(self.session, Script((), sql))

    def _open(self, names: Iterable[str]) -> None:
        """Make tables readable; listing the files of one takes a while, so only those that are asked for."""
        for name in names:
            if name not in self.known:
                found = self.session.read.schema(columns_of(TABLES[name])).parquet(f"{self.name}/{name}")
                found.createOrReplaceTempView(quoted(name))
                self.known.add(name)

    def evidence(self, scenario: Scenario, rows: list[Row], at: dt.datetime) -> EvidenceOf:
        """Evidence is asked as a screening is, for the hits alone. Pushing the hits down through the model would save

        reading, which a cluster has plenty of, but make ten times as many steps, each of which it has to schedule.
        """
        hits = sorted({r["case_id"] for r in rows})

        def ask(spec: EvidenceSpec, i: int) -> list[Row]:
            self._hand_in("case_id", hits)
            asked = Restrict(spec.relation, CASES, (("case_id", "case_id"),))
            return list(self._rows(asked, at, {CASES.name: "SELECT case_id FROM asked"}).to_pylist())

        return ask

    def _hand_in(self, column: str, ids: Sequence[int]) -> None:
        hand_in(self.session, "asked", pa.table({column: pa.array(ids, pa.int64())}))

    def court_names(self, at: dt.datetime) -> dict[int, str]:
        self._open(["court"])
        return dict(self._tuples(COURT_NAMES.format(at=moment(at))))

    def case_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        self._open(["case_main"])
        self._hand_in("case_id", ids)
        return self._tuples(CASE_NAMES)

    def case_guards(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        self._open(["case_main"])
        self._hand_in("case_id", ids)
        return self._tuples(CASE_GUARDS)

    def subject_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        self._open(["subject"])
        self._hand_in("subject_id", ids)
        return self._tuples(SUBJECT_NAMES)

    def _tuples(self, sql: str) -> list[tuple[Any, ...]]:
        return list(zip(*(c.to_pylist() for c in rows(self.session, Script((), sql)).columns), strict=True))

    def check(self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime) -> list[Found]:
        refuse("核查单个案件")

    def check_apart(
        self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime, *, heavy_too: bool
    ) -> tuple[list[Found], frozenset[int]]:
        refuse("核查单个案件")

    def weight(self, table: str, column: str) -> Weight:
        refuse("估算行数")

    def heaviest_cases(self) -> list[int]:
        refuse("核查单个案件")

    def profiled(self, scenario: Scenario, case_id: int, at: dt.datetime) -> tuple[Spent, Origins]:
        refuse("核查单个案件")

    def traced(self, relations: Sequence[Relation], case_id: int, at: dt.datetime) -> list[Rows]:
        refuse("说明单个案件")

    def passages(self, milestones: Sequence[str], from_on: dt.date, to_on: dt.date) -> Passages:
        refuse("按节点重放")

    def replay(self, scenario: Scenario, passages: Passages) -> Found:
        refuse("按节点重放")

    def changed(self, table: str, since: dt.datetime, at: dt.datetime) -> tuple[list[Row], list[Row]]:
        refuse("按变动复核")

    def follow(self, at: dt.datetime) -> int:
        return 0  # nothing is kept here

    def reached(self, reach: Reach, images: Rows, since: dt.datetime, at: dt.datetime) -> set[int]:
        refuse("按变动复核")


def refuse(what: str) -> NoReturn:
    """Raises NotOnThisEngine."""
    raise NotOnThisEngine(engine="Spark", what=what, remedy="请用 DuckDB 数据文件或 PostgreSQL 地址。")


def columns_of(table: Table) -> str:
    """The columns of a table as Spark reads them; what a newer lake has beside them is not read."""
    return ", ".join(f"{quoted(c.name)} {SPARK.types[Type(c.type)]}" for c in (*table.columns, *HISTORY))

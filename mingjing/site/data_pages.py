"""数据与运行: how every register and table stands, how good the data are, and what waits to be mended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Annotated, Any

from django.conf import settings
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May
from mingjing.autorun.moments import from_stored, stored
from mingjing.court.catalogue import TABLES, Personal
from mingjing.governance.rules import SEVERITIES
from mingjing.governance.scores import score
from mingjing.lifecycle.court_data import opened
from mingjing.registers.contract import Way
from mingjing.registers.freshness import STATES, Standing, State, limits, standings
from mingjing.running.court import Court
from mingjing.scenario import library

router = Router(tags=["data"])
NOW = "_to = TIMESTAMP '9999-12-31'"
SCORES = f"""
SELECT table_name, sum(rows_checked), sum(rows_broken), max(checked_on) FROM quality_score
WHERE _from = (SELECT max(_from) FROM quality_score) AND {NOW} GROUP BY table_name
"""  # noqa: S608 - constants of this file
KINDS = f"""
SELECT table_name, rule, says, severity, count(*), min(found_on) FROM quality_fault WHERE {NOW}
GROUP BY ALL ORDER BY severity, count(*) DESC, rule
"""  # noqa: S608
QUEUE = f"""
SELECT quality_fault_id, table_name, row_key, says, severity, k.name, found_on
FROM quality_fault f LEFT JOIN court k ON k.court_id = f.court_id AND k.{NOW}
WHERE f.{NOW} AND ($rule = '' OR rule = $rule) ORDER BY severity, quality_fault_id LIMIT $most OFFSET $skip
"""  # noqa: S608


class RegisterRow(Schema):
    """How one register stands, on which ground it is used, and which scenarios fall silent when it is too old."""

    name: str
    title: str
    agency: str
    purpose: str
    basis: list[str]
    by: Way
    state: State
    data_on: dt.date | None
    age_days: int | None
    fresh_days: int
    loaded_at: dt.datetime | None
    tried_at: dt.datetime | None
    problem: str
    rows: int
    rejected: int
    expires_on: dt.date
    scenarios: list[str]


class TableRow(Schema):
    """One table of the catalogue: where it is from, how long it is kept, how much there is and how good it is."""

    name: str
    label: str
    source: str
    retention: str
    personal: str
    rows: int
    known_at: dt.datetime | None
    score: float | None


class FaultKind(Schema):
    """How many rows break one rule."""

    table: str
    rule: str
    says: str
    severity: str
    severity_label: str
    rows: int
    since: dt.date


class DataView(Schema):
    """Everything the screen 数据与运行 shows at once; `score` is of 100, and nothing where nothing was checked."""

    at: dt.datetime
    registers: list[RegisterRow]
    tables: list[TableRow]
    score: float | None
    checked_on: dt.date | None
    faults: list[FaultKind]


class Fault(Schema):
    """A row that waits to be mended: which, and what is wrong; its contents stay with the court."""

    id: int
    table: str
    row_key: int
    says: str
    severity: str
    court: str
    found_on: dt.date


class Faults(Schema):
    """Rows that wait to be mended, the gravest first."""

    items: list[Fault]


class FaultsAsked(Schema):
    """Which rows."""

    rule: Annotated[str, Field(max_length=120)] = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    offset: Annotated[int, Field(ge=0, lt=2**31)] = 0


@router.get("/data", auth=May("see_data"), response=answers(DataView), operation_id="data")
def data_view(request: Asked) -> DataView:
    """How registers, tables and quality stand."""
    audit.record(request.auth, "查看数据与运行")
    court = opened()
    at = moment_of(court)
    scores = {t: (checked, broken, day) for t, checked, broken, day in rows(court, "quality_score", SCORES)}
    checked, broken = (sum(s[i] for s in scores.values()) for i in (0, 1))
    return DataView(
        at=from_stored(at.isoformat()),
        registers=register_rows(court, at),
        tables=[table_row(court, name, scores) for name in TABLES],
        score=score(checked, broken),
        checked_on=max((day for *_, day in scores.values()), default=None),
        faults=[fault_kind(*row) for row in rows(court, "quality_fault", KINDS)],
    )


@router.get("/data/faults", auth=May("see_data"), response=answers(Faults), operation_id="data_faults")
def fault_list(request: Asked, asked: Query[FaultsAsked]) -> Faults:
    """Rows that wait to be mended."""
    audit.record(request.auth, "查看待修数据", facts=asked.dict(exclude_defaults=True))
    values = {"rule": asked.rule, "most": asked.limit, "skip": asked.offset}
    found = rows(opened(), "quality_fault", QUEUE, values)
    return Faults(
        items=[
            Fault(id=n, table=TABLES[t].label, row_key=k, says=says, severity=s, court=court or "", found_on=day)
            for n, t, k, says, s, court, day in found
        ]
    )


def moment_of(court: Court) -> dt.datetime:
    """The moment to judge by: now, or in the demo noon (UTC) of the day its data speak for."""
    return dt.datetime.combine(court.as_of, dt.time(12)) if settings.DEMO else stored(timezone.now())


def rows(court: Court, table: str, sql: str, values: dict[str, Any] | None = None) -> list[Any]:
    """The rows of a statement over a table; none where an older data file does not have it."""
    return court.con.execute(sql, values).fetchall() if table in tables_of_file(court) else []


def tables_of_file(court: Court) -> dict[str, int]:
    """The tables of the data file with their rows, history included."""
    return dict(court.con.execute("SELECT table_name, estimated_size FROM duckdb_tables()").fetchall())


def register_rows(court: Court, at: dt.datetime) -> list[RegisterRow]:
    """Every register, those that need somebody first."""
    silenced: dict[str, list[str]] = defaultdict(list)
    for name in library.names():
        scenario = library.load(name)
        for register in limits(scenario):
            silenced[register].append(scenario.title)
    found = [register_row(s, silenced[s.contract.name]) for s in standings(court.con, at)]
    return sorted(found, key=lambda r: (STATES.index(r.state), r.title))


def register_row(s: Standing, scenarios: list[str]) -> RegisterRow:
    """One register for the screen."""
    c = s.contract
    return RegisterRow(
        name=c.name,
        title=c.title,
        agency=c.agency,
        purpose=c.purpose,
        basis=[f"{b.law}{b.article}（{b.in_force} 起，{b.certainty}）" for b in c.basis],
        by=c.by,
        state=s.state,
        data_on=s.data_on,
        age_days=s.age_days,
        fresh_days=c.fresh_days,
        loaded_at=zoned(s.loaded_at),
        tried_at=zoned(s.tried_at),
        problem=s.problem,
        rows=s.rows,
        rejected=s.rejected,
        expires_on=c.expires_on,
        scenarios=scenarios,
    )


def zoned(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment of the court data with its zone."""
    return from_stored(moment.isoformat()) if moment else None


def table_row(court: Court, name: str, scores: dict[str, Any]) -> TableRow:
    """One table for the screen."""
    table, there = TABLES[name], tables_of_file(court)
    ((known,),) = court.con.execute(f'SELECT max(_from) FROM "{name}"').fetchall() if name in there else ((None,),)  # noqa: S608 - a name of the catalogue
    checked, broken, _ = scores.get(name, (0, 0, None))
    return TableRow(
        name=name,
        label=table.label,
        source=table.source,
        retention=table.retention,
        personal=PERSONAL[max((c.personal for c in table.columns), key=list(Personal).index)],
        rows=there.get(name, 0),
        known_at=zoned(known),
        score=score(checked, broken),
    )


PERSONAL = {
    Personal.NONE: "",
    Personal.NAME: "姓名",
    Personal.IDENTITY: "身份标识",
    Personal.CONTACT: "联系方式",
    Personal.SENSITIVE: "敏感个人信息",
}


def fault_kind(table: str, rule: str, says: str, severity: str, count: int, since: dt.date) -> FaultKind:
    """One kind of fault for the screen."""
    return FaultKind(
        table=TABLES[table].label, rule=rule, says=says, severity=severity,
        severity_label=SEVERITIES[severity], rows=count, since=since,
    )  # fmt: skip

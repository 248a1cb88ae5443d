"""Checking court data by the rules: scores by table and court, and a queue of rows to mend that empties as they are."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import duckdb

from mingjing.court.catalogue import TABLES, Table
from mingjing.governance.rules import NOW, Rule, rules
from mingjing.governance.scores import score
from mingjing.store.writing import highest_key, insert, replace_rows

MOST_FAULTS = 1_000
"""Rows kept for mending of one rule; more than so many have one cause, and are counted all the same."""
Fault = tuple[str, int, str]
"""Table, key of the row, rule."""


@dataclass
class Checked:
    """What a check found: rows and broken rows by table and court, and faults new, mended and standing."""

    rows: dict[tuple[str, int | None], int] = field(default_factory=dict)
    broken: dict[tuple[str, int | None], int] = field(default_factory=dict)
    by_rule: Counter[str] = field(default_factory=Counter)
    new: int = 0
    mended: int = 0
    standing: int = 0

    def score(self, table: str | None = None) -> float | None:
        """The score of one table or of all; nothing where no row was checked."""
        wanted = [k for k in self.rows if table in (None, k[0])]
        return score(sum(self.rows[k] for k in wanted), sum(self.broken.get(k, 0) for k in wanted))


def check(
    con: duckdb.DuckDBPyConnection, at: dt.datetime, told: Callable[[str, float], None] = lambda stage, share: None
) -> Checked:
    """Check every table; keep scores and faults, known from `at`."""
    by_table: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules():
        by_table[rule.table].append(rule)
    found, faults = Checked(), list[dict[str, object]]()
    for i, (name, of_table) in enumerate(by_table.items()):
        told(f"检查 {TABLES[name].label}", i / len(by_table))
        count_rows(con, TABLES[name], of_table, found)
        faults += [fault for rule in of_table if found.by_rule[rule.name] for fault in broken_rows(con, rule, at)]
    keep_scores(con, found, at)
    queue(con, faults, found, at)
    return found


def court_of(table: Table) -> str:
    """The court of a row `t`, where there is one."""
    if table.column("court_id"):
        return "t.court_id"
    if table.column("case_id") and table.name != "case_main":
        return f"(SELECT any_value(c.court_id) FROM case_main c WHERE c.case_id = t.case_id AND c.{NOW})"
    return "NULL"


def count_rows(con: duckdb.DuckDBPyConnection, table: Table, of_table: Iterable[Rule], found: Checked) -> None:
    """Rows, rows with any fault, and faults by rule, of one table by court."""
    conditions = [(rule.name, f"coalesce({rule.broken}, false)") for rule in of_table]
    flags = ", ".join(f"{c} AS b{i}" for i, (_, c) in enumerate(conditions))
    counts = ", ".join(f"count(*) FILTER (b{i})" for i in range(len(conditions)))
    any_broken = " OR ".join(f"b{i}" for i in range(len(conditions)))
    sql = (
        f"SELECT court, count(*), count(*) FILTER ({any_broken}), {counts} "
        f'FROM (SELECT {court_of(table)} AS court, {flags} FROM "{table.name}" t WHERE t.{NOW}) GROUP BY court'
    )
    for court, rows, broken, *each in con.execute(sql).fetchall():
        found.rows[table.name, court], found.broken[table.name, court] = rows, broken
        found.by_rule.update(dict(zip((name for name, _ in conditions), each, strict=True)))


def broken_rows(con: duckdb.DuckDBPyConnection, rule: Rule, at: dt.datetime) -> list[dict[str, object]]:
    """The rows that break a rule, as they wait to be mended."""
    table = TABLES[rule.table]
    sql = (
        f'SELECT t."{table.key[0]}", {court_of(table)} FROM "{table.name}" t '
        f"WHERE t.{NOW} AND ({rule.broken}) ORDER BY 1 LIMIT {MOST_FAULTS}"
    )
    said = {"table_name": rule.table, "rule": rule.name, "severity": rule.severity, "says": rule.says}
    rows = con.execute(sql).fetchall()
    return [said | {"row_key": k, "court_id": court, "found_on": at.date(), "_from": at} for k, court in rows]


def keep_scores(con: duckdb.DuckDBPyConnection, found: Checked, at: dt.datetime) -> None:
    """Note the scores of this check."""
    first = highest_key(con, "quality_score", "quality_score_id") + 1
    rows = [
        {
            "quality_score_id": n, "table_name": table, "court_id": court, "checked_on": at.date(), "_from": at,
            "rows_checked": checked, "rows_broken": found.broken[table, court],
            "score": score(checked, found.broken[table, court]),
        }
        for n, ((table, court), checked) in enumerate(found.rows.items(), first)
    ]  # fmt: skip
    if rows:
        insert(con, "quality_score", rows)


def queue(con: duckdb.DuckDBPyConnection, faults: list[dict[str, object]], found: Checked, at: dt.datetime) -> None:
    """Add the faults that are new, end those that are mended."""
    sql = f"SELECT table_name, row_key, rule, quality_fault_id FROM quality_fault WHERE {NOW}"
    known = {(t, k, r): n for t, k, r, n in con.execute(sql).fetchall()}
    now = {(f["table_name"], f["row_key"], f["rule"]): f for f in faults}
    mended = [n for fault, n in known.items() if fault not in now]
    first = highest_key(con, "quality_fault", "quality_fault_id") + 1
    fresh = [f | {"quality_fault_id": n} for n, f in enumerate((now[k] for k in now if k not in known), first)]
    if mended:
        replace_rows(con, "quality_fault", "quality_fault_id", mended, at)
    if fresh:
        insert(con, "quality_fault", fresh)
    found.new, found.mended, found.standing = len(fresh), len(mended), len(now)

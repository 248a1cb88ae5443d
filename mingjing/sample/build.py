"""Builds an invented court: a background that stays silent, and planted cases whose truth is known."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import duckdb

from mingjing.court import catalogue
from mingjing.running.indexes import make_indexes
from mingjing.sample.background import Progress, draw_cases, fill_tables, set_chance
from mingjing.sample.papers import write_papers
from mingjing.sample.planting import planted
from mingjing.sample.target import refuse_foreign, whole_file
from mingjing.sample.world import AS_OF, Truth, World
from mingjing.store.schema import create_statements

LEDGER = Path(__file__).parents[1] / "store" / "ledger.sql"
WITHOUT_CACHING = "SET debug_enable_caching_operators = false"
"""DuckDB 2.0.0 stops at times with "dict-surviving cache: global dictionary column changed identity"."""
CASES_PER_GROUP, LEAST_GROUPS = 4000, 3
STEPS = len(catalogue.TABLES) + 7


@dataclass(frozen=True)
class SampleReport:
    """What was built: rows of each table, number of truth rows, seconds taken."""

    rows: dict[str, int]
    cases: int
    truth: int
    seconds: float


class _Steps:
    """Tells how far the work has come, one step at a time."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress or (lambda step, share: None)
        self.done = 0

    def __call__(self, step: str) -> None:
        self.progress(step, min(self.done / STEPS, 1.0))
        self.done += 1


def build(
    cases: int, seed: int, out: Path, truth: Path | None = None, progress: Progress | None = None
) -> SampleReport:
    """Write a court of `cases` cases (more when the planted ones need it) to `out` and the truth to `truth`.

    The same numbers give the same rows. The truth is JSON Lines and never in the database.
    Raises
        WrongUse: `out` is a file that mingjing did not make
    """
    begun, say = perf_counter(), _Steps(progress)
    refuse_foreign(out)
    say("埋设样例")
    world = planted(seed, max(LEAST_GROUPS, cases // CASES_PER_GROUP))
    with whole_file(out) as part:
        rows = _write(part, world, cases, seed, say)
    if truth:
        _write_truth(truth, world)
    say.done = STEPS
    say("完成")
    return SampleReport(rows, rows.pop("_cases"), len(world.truth), perf_counter() - begun)


def _write(part: Path, world: World, cases: int, seed: int, say: Callable[[str], None]) -> dict[str, int]:
    """Fill the part file; rows of each table, and `_cases`, the number of cases."""
    spill = part.with_name(part.name + ".tmp")
    with duckdb.connect(str(part)) as con:
        con.execute(f"SET temp_directory = '{spill}'; SET memory_limit = '6GB'")
        con.execute(WITHOUT_CACHING)
        set_chance(con, max(cases - len(world.cases), cases // 4, 300), seed)
        say("生成案件")
        draw_cases(con, world, cases)
        con.execute("; ".join(create_statements()))
        fill_tables(con, say)
        say("文书")
        write_papers(con)
        say("当事人台账")
        con.execute(LEDGER.read_text(encoding="utf-8"))
        say("索引")
        make_indexes(con)
        _sign(con, cases, seed)
        rows = _counts(con)
    shutil.rmtree(spill, ignore_errors=True)
    return rows


def _sign(con: duckdb.DuckDBPyConnection, cases: int, seed: int) -> None:
    """The table that says what the file is."""
    con.execute("CREATE TABLE _mingjing (key VARCHAR, value VARCHAR)")
    about = {
        "catalogue_version": str(catalogue.VERSION),
        "data_as_of": AS_OF.isoformat(),
        "made_by": f"sample seed={seed} cases={cases}",
    }
    con.executemany("INSERT INTO _mingjing VALUES (?, ?)", list(about.items()))


def _counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    rows = {name: con.table(name).shape[0] for name in catalogue.TABLES}
    return rows | {"_cases": con.sql("FROM _case").shape[0]}


def _write_truth(path: Path, world: World) -> None:
    ordered = sorted(world.truth, key=lambda t: (t.scenario, t.kind, t.case.case_id))
    lines = (json.dumps(_truth_row(truth), ensure_ascii=False) + "\n" for truth in ordered)
    path.write_text("".join(lines), encoding="utf-8")


def _truth_row(truth: Truth) -> dict[str, object]:
    return {"scenario": truth.scenario, "case_id": truth.case.case_id, "positive": truth.positive, "kind": truth.kind}

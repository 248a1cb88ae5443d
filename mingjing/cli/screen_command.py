"""`mingjing screen`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import click

from mingjing.cli.engines import engine_option, master_option, opened
from mingjing.cli.options import as_of_option, chosen, court_option
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.court.catalogue.codes import LEVELS
from mingjing.running.clue import Clue
from mingjing.running.court import Screening
from mingjing.running.writing import write_clues

SHOWN = 10


@click.command("screen")
@click.argument("name")
@court_option
@engine_option
@master_option
@as_of_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="线索清单：.jsonl、.xlsx 或 .parquet。")
@json_option
@answering
def command(
    name: str,
    data: str | Path,
    engine: str | None,
    master: str | None,
    as_of: dt.date | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """用一个场景（或 all）筛查全部案件，给出线索和证据。

    \b
    例：
      mingjing screen fake_divorce --data court.duckdb
      mingjing screen all --data court.duckdb --as-of 2025-06-30 --out clues.xlsx
      mingjing screen all --data lake --engine spark --master spark://host:7077
    """
    names = chosen(name)
    with opened(data, engine, master) as court, Bar() as bar:
        screenings = [court.screen(n, as_of, bar) for n in names]
        found = [(s, s.clues(bar)) for s in screenings]
    clues = [c for _, cs in found for c in cs]
    if out:
        write_clues(clues, out, [s.scenario for s in screenings])
    result = {
        "data": court.store.name,
        "scenarios": {s.scenario.name: summary(s, cs) for s, cs in found},
        "clues": len(clues),
    }
    if out:
        result["out"] = str(out)
    elif as_json:
        result["rows"] = [c.to_json() for c in clues]
    give(result, as_json, lambda: "\n".join(text(s, cs) for s, cs in found) + (f"\n线索清单：{out}" if out else ""))


def summary(s: Screening, clues: list[Clue]) -> dict[str, Any]:
    """The numbers of one screening."""
    return {
        "title": s.scenario.title,
        "version": s.scenario.version,
        "as_of": s.as_of.isoformat(),
        "clues": len(clues),
        "cases": len({c.case_id for c in clues}),
        "levels": Counter(c.level for c in clues),
        "not_evaluated": s.not_evaluated,
        "seconds": round(s.seconds, 3),
    }


def text(s: Screening, clues: list[Clue]) -> str:
    """One screening for people: the count and the first clues."""
    head = f"{s.scenario.title}：{len(clues)} 条线索，截至 {s.as_of}，{s.seconds:.2f} 秒" + (
        f"；另有 {s.not_evaluated} 件缺数据未评" if s.not_evaluated else ""
    )
    lines = [
        f"  [{LEVELS.get(c.level, c.level)}] {c.case_number} {c.court}\n      {c.message}（证据 {len(c.evidence)} 行）"
        for c in clues[:SHOWN]
    ]
    more = [f"  …… 还有 {len(clues) - SHOWN} 条，用 --out 存成文件"] if len(clues) > SHOWN else []
    return "\n".join([head, *lines, *more])

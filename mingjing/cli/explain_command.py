"""`mingjing explain`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mingjing.cli.options import Moment, data_option
from mingjing.cli.output import answering, give, json_option
from mingjing.running.court import Court
from mingjing.running.explaining import Explanation


@click.command("explain")
@click.argument("name")
@click.option("--case", "case_id", type=int, required=True, help="案件标识（case_id）。")
@click.option("--as-of", "at", type=Moment(), default=None, help="截至日或时刻，默认为数据自身的截至日。")
@data_option
@json_option
@answering
def command(name: str, case_id: int, at: dt.datetime | dt.date | None, data: Path, as_json: bool) -> None:
    """为什么命中，或者为什么没有命中：案件的数据在每一步还剩几行，停在哪一步，值是什么。

    \b
    例：mingjing explain dead_party --case 1024 --data court.duckdb
    """
    with Court(data) as court:
        found = court.explain(name, case_id, at)
    give(found.to_json(), as_json, lambda: text(found))


def text(found: Explanation) -> str:
    """The explanation for people."""
    steps = (f"  {s.rows:>4} 行  {s.title}{'  ← 到此为止' if s.stopped else ''}" for s in found.steps)
    return "\n".join([found.sentence, *steps])

"""`mingjing explain`: why a scenario speaks of a case, or why it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict

import click

from mingjing.cli.options import Moment, data_option
from mingjing.cli.output import answering, give, json_option
from mingjing.running.court import Court
from mingjing.running.explaining import Explanation

MARKS = {"kept": "✓", "lost": "✗", "idle": "·"}


@click.command("explain")
@click.argument("name")
@click.option("--case", "case_id", type=int, required=True, help="案件标识。")
@click.option("--as-of", "at", type=Moment(), default=None, help="截至日或时刻，默认为数据自身的截至日。")
@data_option
@json_option
@answering
def command(name: str, case_id: int, at: dt.datetime | dt.date | None, data: str, as_json: bool) -> None:
    """为什么命中，或者为什么没有命中：案件在场景每一步留下了什么，在哪一步、因什么值被排除。

    \b
    例：mingjing explain dead_party --case 1024 --data court.duckdb
    """
    with Court(data) as court:
        found = court.explain(name, case_id, at)
    give(asdict(found), as_json, lambda: "\n".join(lines(found)))


def lines(found: Explanation) -> Iterator[str]:
    """The explanation for people."""
    yield found.sentence
    for s in found.steps:
        yield f"{MARKS[s.state]} {s.label}（{s.count} 行）　{s.sentence}"
        yield from (f"    {words}" for words in s.lost)
        yield from ("    " + "；".join(f"{k} {v}" for k, v in row.values.items()) for row in (*s.rows, *s.lost_rows))

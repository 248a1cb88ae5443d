"""`mingjing replay`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from mingjing.cli.options import Day, chosen, court_option
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.errors import WrongUse
from mingjing.running.court import Court
from mingjing.running.writing import write_clues
from mingjing.scenario import library


@click.command("replay")
@click.argument("name")
@click.option("--from", "from_on", type=Day(), required=True, help="起始日。")
@click.option("--to", "to_on", type=Day(), required=True, help="终止日（含）。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="预警清单：.jsonl、.xlsx 或 .parquet。")
@court_option
@json_option
@answering
def command(name: str, from_on: dt.date, to_on: dt.date, out: Path | None, data: str | Path, as_json: bool) -> None:
    """假如场景当时已经嵌入：逐个历史节点，只用当时已知的数据，会给出哪些预警。

    \b
    例：mingjing replay all --from 2024-01-01 --to 2024-12-31 --data court.duckdb --out alerts.jsonl
    """
    if from_on > to_on:
        raise WrongUse(problem=f"--from {from_on} 晚于 --to {to_on}。", remedy="请对调两个日期。")
    names = chosen(name)
    with Court(data) as court, Bar() as bar:
        alerts = list(court.replay(names, from_on, to_on, bar))
    if out:
        write_clues(alerts, out, [library.load(n) for n in names])
    counts = Counter(a.scenario for a in alerts)
    result = {
        "from": from_on.isoformat(),
        "to": to_on.isoformat(),
        "alerts": len(alerts),
        "scenarios": {n: counts[n] for n in names},
    }
    if as_json and not out:
        result["rows"] = [a.to_json() for a in alerts]
    give(
        result,
        as_json,
        lambda: "\n".join(
            [
                f"{from_on} 至 {to_on} 会给出 {len(alerts)} 条预警",
                *(f"  {library.load(n).title}：{counts[n]}" for n in names),
            ]
        ),
    )

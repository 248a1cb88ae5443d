"""`mingjing features`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mingjing.cli.options import as_of_option, chosen, data_option
from mingjing.cli.output import answering, give, json_option, say
from mingjing.running.features import Written, compute_features
from mingjing.running.learned import models_of
from mingjing.scenario import library
from mingjing.store.opening import connect, data_day


@click.command("features")
@click.argument("name")
@data_option
@as_of_option
@json_option
@answering
def command(name: str, data: Path, as_of: dt.date | None, as_json: bool) -> None:
    """批量计算场景里公式算不出的列（计算器、学得的评分、本院算子），连同有效期写入特征表；NAME 可为 all。

    \b
    例：mingjing features my_scenario --data court.duckdb --as-of 2025-12-31
    """
    with connect(data, read_only=False) as con:
        day = as_of or data_day(con)
        found: dict[str, list[Written]] = {}
        for n in chosen(name):
            scenario = library.load(n)
            if scenario.features:
                say(f"计算「{scenario.title}」的 {len(scenario.features)} 列，截至 {day}")
                found[n] = compute_features(con, scenario, day, models_of(scenario))
    result = {"as_of": day.isoformat(), "scenarios": {n: [w.__dict__ for w in ws] for n, ws in found.items()}}
    give(
        result, as_json, lambda: "\n".join(line(n, w) for n, ws in found.items() for w in ws) or "没有要批量计算的列。"
    )


def line(name: str, w: Written) -> str:
    """What one box wrote, for people."""
    return f"{name} / {w.node}：{w.values} 个值，新写 {w.changed}，终止 {w.ended}"

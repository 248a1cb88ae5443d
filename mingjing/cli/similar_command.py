"""`mingjing similar`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mingjing.cli.options import as_of_option, data_option
from mingjing.cli.output import answering, give, json_option
from mingjing.court.catalogue import TABLES
from mingjing.running.similarity import MEASURES, find_similar
from mingjing.store.opening import connect, data_day

WHAT = {"names": "similar_name", "papers": "similar_text"}


@click.command("similar")
@click.argument("what", type=click.Choice(list(WHAT)))
@data_option
@as_of_option
@click.option("--least", type=click.FloatRange(0, 1), default=None, help="留下的最低相似度；名称默认 0.6，文书 0.8。")
@json_option
@answering
def command(what: str, data: Path, as_of: dt.date | None, least: float | None, as_json: bool) -> None:
    """找出名称相近的主体（names）或内容相近的文书（papers），连同有效期写入相似表，供场景像别的表一样使用。

    只在严格相同的候选依据之内比较：同姓且生日相同的人、名称开头六字相同的单位、同一当事人的同种文书。
    \b
    例：mingjing similar names --data court.duckdb --least 0.7
    """
    table = WHAT[what]
    assert table in MEASURES
    with connect(data, read_only=False) as con:
        day = as_of or data_day(con)
        found = find_similar(con, table, day, least)
    told = f"比较 {found.compared} 对，相近 {found.pairs} 对；新写 {found.begun}，终止 {found.ended}"
    give(found.__dict__ | {"as_of": day.isoformat()}, as_json, lambda: f"{TABLES[table].label}：{told}")

"""`mingjing quality`: how good the court data are."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path

import click

from mingjing.cli.options import data_option
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.court.catalogue import TABLES
from mingjing.governance.checking import Checked, check
from mingjing.governance.rules import SEVERITIES, rules
from mingjing.store.writing import opened_for_writing


@click.group("quality")
def command() -> None:
    """数据质量：规则即数据，按表、法院、日评分，有错的行进入待修清单，修好自动销号。

    \b
    例：
      mingjing quality list                        全部规则
      mingjing quality run --data court.duckdb     检查、评分
    """


@command.command("list")
@json_option
@answering
def listing(as_json: bool) -> None:
    """列出规则：数据目录自带的（必填、代码、引用）和 rules.yaml 里的（日期先后、跨系统）。

    \b
    例：mingjing quality list
    """
    found = rules()
    lines = (f"{SEVERITIES[r.severity]}  {TABLES[r.table].label}　{r.says}（{r.name}）" for r in found)
    give({"rules": [asdict(r) for r in found]}, as_json, lambda: "\n".join(lines))


@command.command("run")
@data_option
@json_option
@answering
@click.pass_context
def run(ctx: click.Context, data: Path, as_json: bool) -> None:
    """检查全部表，写下得分和待修清单；有严重程度为错误的问题时退出码为 1。

    \b
    例：mingjing quality run --data court.duckdb
    """
    with Bar() as bar, opened_for_writing(data) as con:
        found = check(con, dt.datetime.now(dt.UTC).replace(tzinfo=None), bar)
    broken = {r: n for r, n in found.by_rule.items() if n}
    counted = {"new": found.new, "mended": found.mended, "standing": found.standing}
    give({"score": found.score(), "broken": broken, "faults": counted}, as_json, lambda: told(found))
    serious = {r.name for r in rules() if r.severity == "error"}
    ctx.exit(1 if serious & broken.keys() else 0)


def told(found: Checked) -> str:
    """A check for people."""
    says = {r.name: f"{TABLES[r.table].label}：{r.says}" for r in rules()}
    lines = [f"{n:>8,} 行  {says[rule]}" for rule, n in found.by_rule.most_common() if n]
    queue = f"待修 {found.standing} 条，新增 {found.new}，修好 {found.mended}"
    total = found.score()
    return "\n".join(["没有可检查的行" if total is None else f"总分 {total:.2f}", *lines, queue])

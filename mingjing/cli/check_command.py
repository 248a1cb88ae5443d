"""`mingjing check`."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import click

from mingjing.cli.options import Moment, chosen, court_option
from mingjing.cli.output import answering, give, json_option
from mingjing.court.catalogue.codes import LEVELS
from mingjing.court.milestones import MILESTONES
from mingjing.errors import WrongUse
from mingjing.running.clue import Clue
from mingjing.running.court import Court
from mingjing.scenario import library


@click.command("check")
@click.argument("name")
@click.option("--case", "cases", type=int, multiple=True, required=True, help="案件标识（case_id），可多次给出。")
@click.option("--milestone", help="只用在该节点触发的场景，如 C13。")
@click.option("--as-of", "at", type=Moment(), default=None, help="截至日或时刻，默认为数据自身的截至日。")
@court_option
@json_option
@answering
def command(
    name: str,
    cases: tuple[int, ...],
    milestone: str | None,
    at: dt.datetime | dt.date | None,
    data: str | Path,
    as_json: bool,
) -> None:
    """核查单个案件：命中哪些场景，证据是什么。

    \b
    例：mingjing check all --case 1024 --milestone C13 --data court.duckdb
    """
    names = at_milestone(chosen(name), milestone)
    with Court(data) as court:
        started = time.perf_counter()
        clues = court.check(names, cases, at)
        milliseconds = round((time.perf_counter() - started) * 1000, 2)
    result = {
        "cases": list(cases),
        "scenarios": list(names),
        "milestone": milestone,
        "milliseconds": milliseconds,
        "clues": [c.to_json() for c in clues],
    }
    give(
        result,
        as_json,
        lambda: "\n".join(map(text, clues)) or f"未命中（核查了 {len(names)} 个场景，{milliseconds} 毫秒）。",
    )


def at_milestone(names: tuple[str, ...], milestone: str | None) -> tuple[str, ...]:
    """The scenarios that fire at a milestone. Raises WrongUse for an unknown one."""
    if milestone is None:
        return names
    if milestone not in MILESTONES:
        raise WrongUse(
            problem=f"没有节点 {milestone}。", remedy="节点代码如 C03（立案登记）、C13（排期）、E30（案款发放）。"
        )
    return tuple(n for n in names if milestone in library.load(n).milestones)


def text(c: Clue) -> str:
    """One hit with its evidence, for people."""
    rows = [
        f"    {e.note}｜"
        + "，".join(f"{e.labels[k]}：{e.words.get(k, v)}" for k, v in e.columns.items() if v is not None)
        for e in c.evidence
    ]
    return "\n".join([f"[{LEVELS.get(c.level, c.level)}] {c.scenario} {c.case_number}", f"  {c.message}", *rows])

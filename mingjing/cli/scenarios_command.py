"""`mingjing scenarios`."""

from __future__ import annotations

from typing import Any

import click

from mingjing.cli.output import answering, give, json_option
from mingjing.court.milestones import MILESTONES
from mingjing.running.plans import refuse_unrestricted
from mingjing.scenario import library
from mingjing.scenario.fields import CERTAINTIES
from mingjing.scenario.scenario import Scenario


@click.command("scenarios")
@click.argument("name", required=False)
@json_option
@answering
def command(name: str | None, as_json: bool) -> None:
    """列出全部场景；给出名称（或场景文件夹的路径）则检查并说明这一个。

    \b
    例：
      mingjing scenarios
      mingjing scenarios fake_divorce
      mingjing scenarios ./my_court/my_scenario
    """
    if name:
        scenario = library.load(name)
        refuse_unrestricted(scenario)
        return give(facts(scenario), as_json, lambda: page(scenario))
    found = library.load_all()
    return give(
        {"scenarios": [row(s) for s in found]},
        as_json,
        lambda: "\n".join(f"{s.name:<26}{s.code}  {s.title}：{s.asks}" for s in found),
    )


def row(s: Scenario) -> dict[str, Any]:
    """A scenario in a list."""
    return {
        "name": s.name,
        "code": s.code,
        "title": s.title,
        "version": s.version,
        "panel": s.panel,
        "status": s.status,
        "milestones": s.milestones,
    }


def facts(s: Scenario) -> dict[str, Any]:
    """Everything about a scenario."""
    more = {
        "asks": s.asks,
        "sentence": s.sentence,
        "alert": s.alert,
        "basis": [b.__dict__ for b in s.basis],
        "params": [p.__dict__ for p in s.params],
        "false_alarms": s.false_alarms,
        "graph": s.graph,
    }
    return row(s) | more


def page(s: Scenario) -> str:
    """A scenario on one page, for people."""
    fires = "、".join(f"{c} {MILESTONES[c].label}" for c in s.milestones)
    params = [
        f"  {p.label}：{p.value}{p.unit}（{'法律' if p.mark == 'law' else '默认'}；{CERTAINTIES[p.certainty]}）"
        for p in s.params
    ]
    basis = [f"  {b.law}{b.article}（{b.in_force} 施行；{CERTAINTIES[b.certainty]}）{b.note}" for b in s.basis]
    return "\n".join(
        [
            f"{s.title}（{s.code}，{s.name}，版本 {s.version}）",
            s.asks,
            "",
            s.sentence,
            "",
            f"触发节点：{fires}",
            "参数：",
            *params,
            "依据：",
            *basis,
            "可能不成立：",
            *(f"  {f}" for f in s.false_alarms),
        ]
    )

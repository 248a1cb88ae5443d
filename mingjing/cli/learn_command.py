"""`mingjing learn`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from mingjing.cli.options import as_of_option, data_option
from mingjing.cli.output import answering, give, json_option, say
from mingjing.errors import WrongUse
from mingjing.running.learned import write_model
from mingjing.running.learning import Lesson, learn
from mingjing.scenario.library import folder_of
from mingjing.scenario.loading import load_folder
from mingjing.store.opening import connect, data_day

SHOWN = 8
"""Sentences of each node that people see; the file has all."""


@click.command("learn")
@click.argument("name")
@data_option
@as_of_option
@json_option
@answering
def command(name: str, data: Path, as_of: dt.date | None, as_json: bool) -> None:
    """学习场景里的聚类、回归、决策树，做特征分析和关联规则；NAME 为场景名称或文件夹。

    学得的模型以 JSON 存入场景文件夹的 learned，评分连同有效期写入特征表。
    \b
    例：mingjing learn ./our_scenarios/loan_risk --data court.duckdb --as-of 2025-12-31
    """
    folder = folder_of(name)
    scenario = load_folder(folder)
    with connect(data, read_only=False) as con:
        day = as_of or data_day(con)
        lessons = []
        for lesson in learn(con, scenario, day):
            say(f"{lesson.node}：完成")
            write_model(folder, lesson.node, lesson.model)
            lessons.append(lesson)
    if not lessons:
        raise WrongUse(
            problem=f"场景「{scenario.title}」里没有要学习的节点。", remedy="请在画布上加入「学习」一组的算子。"
        )
    result = {"as_of": day.isoformat(), "version": load_folder(folder).version, "nodes": [facts(x) for x in lessons]}
    give(result, as_json, lambda: "\n".join(page(x) for x in lessons))


def facts(lesson: Lesson) -> dict[str, Any]:
    """What a node learned, without the numbers of the model."""
    told = {k: v for k, v in lesson.model.items() if k not in ("learned", "inputs")}
    return {"node": lesson.node, **told, "written": lesson.written.__dict__ if lesson.written else None}


def page(lesson: Lesson) -> str:
    """What a node learned, for people."""
    metrics = "，".join(f"{k} {v:.3f}" for k, v in lesson.model.get("metrics", {}).items())
    head = f"{lesson.node}（{lesson.model['rows']} 行{'，' + metrics if metrics else ''}）"
    return "\n".join([head, *(f"  {s}" for s in lesson.model["said"][:SHOWN])])

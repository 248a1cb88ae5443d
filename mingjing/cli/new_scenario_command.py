"""`mingjing new-scenario`: a folder to start from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from mingjing.cli.output import answering, give, json_option
from mingjing.errors import WrongUse
from mingjing.settings import scenario_folders

SCENARIO = """name: {name}
code: L001
title: 请填写标题
version: 1
panel: [办案]
status: modelling
milestones: [C03]   # 立案
asks: 请用一句话写明要问什么？
basis:
  - {{law: 民事诉讼法, article: 第一百二十二条, in_force: 2024-01-01, certainty: M, note: 请换成本场景的依据}}
alert: 当事人{{subject}}的标的额为{{amount_in_dispute_fen}}，请核实。
false_alarms:
  - 请写明什么情形会使预警不成立。
params:
  least: {{label: 标的额下限, value: 10000000, unit: 元, mark: default, certainty: D}}
sources:
  parties: {{table: case_party, columns: [case_id, party_id, subject_id, role, status, amount_in_dispute_fen]}}
nodes:
  large:
    operator: filter
    title: 标的额很大的在办案件
    input: parties
    where: role = 'plaintiff' and status = 'open' and amount_in_dispute_fen >= :least
  hits: {{operator: derive, title: 应核实的案件, input: large, columns: {{level: "'info'"}}}}
result: hits
evidence:
  - {{node: large, table: party, key: party_id, columns: [role, amount_in_dispute_fen], note: 当事人}}
"""
CASES = """- name: 标的额达到下限的在办案件应提示
  as_of: 2025-06-30
  given:
    case_main: [{case_id: 1, case_number: （2025）沪0115民初1号, status: open, amount_in_dispute_fen: 1000000000}]
    subject: [{subject_id: 1, kind: person, id_key: a, name: 甲}]
    party: [{party_id: 1, case_id: 1, subject_id: 1, role: plaintiff}]
  expect: [{case_id: 1, subject_id: 1, level: info}]
- name: 差一分的不提示
  as_of: 2025-06-30
  given:
    case_main: [{case_id: 1, case_number: （2025）沪0115民初1号, status: open, amount_in_dispute_fen: 999999999}]
    subject: [{subject_id: 1, kind: person, id_key: a, name: 甲}]
    party: [{party_id: 1, case_id: 1, subject_id: 1, role: plaintiff}]
  expect: []
- name: 标的额未载明的不提示
  as_of: 2025-06-30
  given:
    case_main: [{case_id: 1, case_number: （2025）沪0115民初1号, status: open}]
    subject: [{subject_id: 1, kind: person, id_key: a, name: 甲}]
    party: [{party_id: 1, case_id: 1, subject_id: 1, role: plaintiff}]
  expect: []
"""
README = """# {name}

请写明：问什么、规则、参数及其出处、需要的数据、看不到的情形、测试。
"""


@click.command("new-scenario")
@click.argument("name")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), help="放在哪个文件夹下，默认为本项目的 scenarios。"
)
@json_option
@answering
def command(name: str, into: Path | None, as_json: bool) -> None:
    """新建一个可以运行的场景文件夹，改成自己的规则即可。

    \b
    例：mingjing new-scenario large_claim
    """
    folder = (into or scenario_folders()[0]) / name
    create(name, folder)
    give(
        {"folder": str(folder)},
        as_json,
        lambda: f"已新建 {folder}；先改 scenario.yaml，再用 mingjing scenarios {folder} 检查。",
    )


def create(name: str, folder: Path) -> None:
    """Write the folder. Raises WrongUse for a bad name or a folder that is there."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,40}", name):
        raise WrongUse(
            problem=f"名称 {name} 不合规则。", remedy="请用小写英文、数字和下划线，以字母开头，如 large_claim。"
        )
    if folder.exists():
        raise WrongUse(problem=f"{folder} 已存在。", remedy="请换一个名称。")
    folder.mkdir(parents=True)
    for file, text in (
        ("scenario.yaml", SCENARIO.format(name=name)),
        ("cases.yaml", CASES),
        ("README.md", README.format(name=name)),
    ):
        (folder / file).write_text(text, encoding="utf-8")

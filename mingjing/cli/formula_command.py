"""`mingjing formula`: what an editor asks while a formula is written."""

from __future__ import annotations

from dataclasses import asdict

import click

from mingjing.algebra.completing import Diagnosis, complete, diagnose
from mingjing.algebra.formula import Formulas
from mingjing.algebra.types import Type
from mingjing.cli.output import answering, give, json_option
from mingjing.errors import WrongUse
from mingjing.scenario.library import folder_of
from mingjing.scenario.loading import read_yaml
from mingjing.scenario.scopes import Scope, formulas_of, node_scope, table_scope


@click.group("formula")
def command() -> None:
    """检查一个公式，或问光标处可以写什么。

    \b
    例：
      mingjing formula check "标的额 > 元(50000) 且 案由 = '离婚纠纷'" --table case_party
      mingjing formula complete "cause_na" --at 8 --scenario fake_divorce --node spouses --json
    """


def scope_options(run: click.decorators.FC) -> click.decorators.FC:
    """Options that say which columns a formula may name."""
    for option in (
        click.option("--node", help="公式所在的画布节点；列取自它的各输入。"),
        click.option("--scenario", help="场景名称或文件夹。"),
        click.option("--table", help="数据目录里的一张表；列取自这张表。"),
    ):
        run = option(run)
    return run


@command.command("check")
@click.argument("formula")
@scope_options
@click.option("--condition", is_flag=True, help="须是条件。")
@json_option
@click.pass_context
@answering
def check(
    ctx: click.Context,
    formula: str,
    table: str | None,
    scenario: str | None,
    node: str | None,
    condition: bool,
    as_json: bool,
) -> None:
    """公式的类型和中文意思；有误则指出位置和相近的名称（退出码 1）。"""
    found = diagnose(formula, *scope_of(table, scenario, node), condition=condition)
    give(asdict(found), as_json, lambda: told(formula, found))
    ctx.exit(1 if found.problems else 0)


@command.command("complete")
@click.argument("formula")
@click.option("--at", "position", type=int, default=None, help="光标前有几个字，默认在末尾。")
@scope_options
@json_option
@answering
def completions(
    formula: str, position: int | None, table: str | None, scenario: str | None, node: str | None, as_json: bool
) -> None:
    """光标处可以写的列、函数、参数、代码和运算符。"""
    at = len(formula) if position is None else max(0, min(position, len(formula)))
    found = complete(formula, at, *scope_of(table, scenario, node))
    give(
        {"completions": [asdict(c) for c in found]},
        as_json,
        lambda: "\n".join(f"{c.text:<28}{c.label}  {c.help}" for c in found),
    )


def scope_of(table: str | None, scenario: str | None, node: str | None) -> tuple[Scope, Formulas]:
    """The columns and parameters that the formula may name. Raises WrongUse when the options do not say."""
    if table and not scenario:
        return table_scope(table), formulas_of({})
    if scenario and node and not table:
        raw = read_yaml(folder_of(scenario) / "scenario.yaml")
        return node_scope(raw, node), formulas_of(raw)
    raise WrongUse(problem="不知道公式可以用哪些列。", remedy="请给 --table，或同时给 --scenario 和 --node。")


def told(formula: str, found: Diagnosis) -> str:
    """A diagnosis for people: the meaning, or the fault with its place marked."""
    if not found.problems:
        return f"{Type(found.type).chinese}：{found.said}"
    return "\n".join(
        f"{p.message}\n  {formula[: p.start]}【{formula[p.start : p.end]}】{formula[p.end :]}" for p in found.problems
    )

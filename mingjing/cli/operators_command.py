"""`mingjing operators`: the palette, and a court's own operators with their test rows."""

from __future__ import annotations

import inspect
from typing import Any

import click

from mingjing.cli.output import answering, give, json_option
from mingjing.errors import WrongUse
from mingjing.operators import BROKEN, GROUPS, PALETTE, Operator
from mingjing.running.operator_trial import try_operator


@click.command("operators")
@click.argument("name", required=False)
@click.option("--check", is_flag=True, help="跑测试行；不能用的和没有通过的列出，退出码 1。")
@json_option
@click.pass_context
@answering
def command(ctx: click.Context, name: str | None, check: bool, as_json: bool) -> None:
    """列出画布上的算子，或说明一个；--check 检查本院自己的算子（MINGJING_OPERATORS 指明文件夹）。

    \b
    例：
      mingjing operators
      mingjing operators sequence
      MINGJING_OPERATORS=./our_operators mingjing operators --check
    """
    chosen = [name] if name else list(PALETTE)
    if name and name not in {*PALETTE, *BROKEN}:
        raise WrongUse(problem=f"没有算子「{name}」。", remedy=f"可用的有 {'、'.join(PALETTE)}。")
    if name in BROKEN:
        raise BROKEN[str(name)]
    if name and not check:
        give(facts(name, PALETTE[name]), as_json, lambda: page(name, PALETTE[name]))
        return
    failed = checked(chosen) if check else []
    problems = [*({"operator": n, "problem": str(e)} for n, e in BROKEN.items() if not name), *failed]
    result = {"operators": [facts(n, PALETTE[n]) for n in chosen], "problems": problems}
    give(result, as_json, lambda: "\n".join([*listed(chosen), *(p["problem"] for p in problems)]))
    ctx.exit(1 if check and problems else 0)


def checked(names: list[str]) -> list[dict[str, Any]]:
    """Every test row that fails."""
    found = ((n, o) for n in names for o in try_operator(PALETTE[n]) if o.problem)
    return [{"operator": n, "example": o.example, "problem": f"{n}「{o.example}」：{o.problem}"} for n, o in found]


def facts(name: str, operator: type[Operator]) -> dict[str, Any]:
    """An operator as a program sees it."""
    return {
        "name": name,
        "label": operator.label,
        "group": operator.group,
        "help": inspect.getdoc(operator),
        "form": [f.__dict__ for f in operator.form()],
        "examples": len(operator.examples),
    }


def page(name: str, operator: type[Operator]) -> str:
    """An operator on one page."""
    form = "\n".join(f"  {f.name}（{f.kind}）{'必填' if f.required else ''}" for f in operator.form())
    return f"{operator.label} {name}（{operator.group}）\n\n{inspect.getdoc(operator)}\n\n栏目：\n{form}"


def listed(names: list[str]) -> list[str]:
    """The operators by group."""
    shown = sorted(names, key=lambda n: (GROUPS.index(PALETTE[n].group), n))
    return [f"{PALETTE[n].group}  {PALETTE[n].label:<12}{n}" for n in shown]

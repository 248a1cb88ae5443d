"""`mingjing law`: the calculators, each with its own options, made from what it asks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from mingjing.cli.options import Day
from mingjing.cli.output import answering, give
from mingjing.errors import WrongUse
from mingjing.law import telling
from mingjing.law.calculator import Calculator, ask
from mingjing.law.calculators import CALCULATORS
from mingjing.law.inputs import Input


class Calculators(click.Group):
    """One command per calculator."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [kind.name.replace("_", "-") for kind in sorted(CALCULATORS.values(), key=lambda k: (k.group, k.name))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        kind = CALCULATORS.get(cmd_name.replace("-", "_"))
        return command_of(kind) if kind else None


def command_of(kind: type[Calculator]) -> click.Command:
    """The command of one calculator."""
    options: list[click.Parameter] = [option_of(i) for i in kind.inputs()]
    options += [
        click.Option(["--as-of", "as_of"], type=Day(), default=None, help="规定所依之日，默认今天。"),
        click.Option(["--xlsx", "xlsx"], type=click.Path(path_type=Path, dir_okay=False), help="另存为表格。"),
        click.Option(["--json", "as_json"], is_flag=True, help="最后一行输出一个 JSON 对象。"),
    ]
    told = f"{kind.label}。{(kind.__doc__ or '').strip()}"
    name, callback = kind.name.replace("_", "-"), answering(lambda **given: calculate(kind, given))
    return click.Command(name, params=options, callback=callback, help=told, short_help=kind.label)


def option_of(asked: Input) -> click.Option:
    """One input as an option; what may be chosen is said in its help."""
    flag = f"--{asked.name.replace('_', '-')}"
    if asked.kind == "bool":
        return click.Option(
            [f"{flag}/--no-{asked.name.replace('_', '-')}"], default=bool(asked.default), help=asked.label
        )
    chosen = "；".join(f"{code}={label}" for code, label in asked.choices)
    told = "。".join(filter(None, (asked.label + ("" if asked.required else "（可不填）"), asked.help, chosen)))
    return click.Option([flag], default=None, help=told)


def calculate(kind: type[Calculator], given: dict[str, Any]) -> None:
    """Answer, print, and write the workbook where one is asked for."""
    as_of, xlsx, as_json = given.pop("as_of"), given.pop("xlsx"), given.pop("as_json")
    answer = ask(kind.name, given, as_of or dt.date.today())
    if xlsx:
        refuse_other_endings(xlsx)
        labels = {i.label: str(given[i.name]) for i in kind.inputs() if given.get(i.name) not in (None, "", False)}
        telling.workbook(kind.label, labels, answer, xlsx)
    give({"calculator": kind.name, **telling.plain(answer)}, as_json, lambda: "\n".join(telling.lines(answer)))
    if answer.need or answer.refusals:
        raise click.exceptions.Exit(1)


def refuse_other_endings(out: Path) -> None:
    """Raises WrongUse unless the file is to be a workbook."""
    if out.suffix != ".xlsx":
        raise WrongUse(problem=f"不能写成 {out.suffix or '无扩展名'} 文件。", remedy="请用 .xlsx。")


@click.command(cls=Calculators, name="law")
def command() -> None:
    """法律计算器：期间、刑期、罚金、诉讼费、利息、劳动、消费等，逐步列出依据和施行日期。

    \b
    例：
      mingjing law fee --amount 1000000
      mingjing law sentence-term --begins-on 2025-05-20 --months 3年 --custody-days 45
    """

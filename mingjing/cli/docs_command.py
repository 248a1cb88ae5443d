"""`mingjing docs`: the reference pages, made from the declarations they describe."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from mingjing.algebra.formula import SUGAR, WRITABLE
from mingjing.algebra.functions import AGGREGATES
from mingjing.cli.info_points_page import info_points
from mingjing.cli.markdown import head, row
from mingjing.cli.output import answering, give, json_option
from mingjing.cli.scenario_catalogue import scenario_pages
from mingjing.court.catalogue import TABLES, Column, Personal, Table
from mingjing.court.milestones import MILESTONES
from mingjing.law.answer import MARKS
from mingjing.law.calculator import Calculator
from mingjing.law.calculators import CALCULATORS
from mingjing.law.inputs import WANTED, Input
from mingjing.law.rules import all_rules
from mingjing.operators import GROUPS, PALETTE

NOTICE = "<!-- 由 make docs 生成，请勿手改 -->\n\n"
TYPES = {
    "int": "整数",
    "fen": "金额（分）",
    "number": "数值",
    "text": "文字",
    "bool": "是否",
    "date": "日期",
    "time": "时刻",
}
PERSONAL = {
    Personal.NONE: "",
    Personal.NAME: "姓名",
    Personal.IDENTITY: "证件",
    Personal.CONTACT: "联系",
    Personal.SENSITIVE: "敏感",
}


@click.command("docs")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="写入的文件夹。")
@json_option
@answering
def command(out: Path, as_json: bool) -> None:
    """由数据目录、算子、函数、节点与场景生成参考页。

    \b
    例：mingjing docs --out docs/reference
    """
    out.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    give({"pages": list(pages())}, as_json, lambda: f"已生成 {len(pages())} 页：{out}")


def pages() -> dict[str, str]:
    """Every reference page by file name."""
    made = {
        "catalogue.md": catalogue(),
        "operators.md": operators(),
        "functions.md": functions(),
        "calculators.md": calculators(),
        "milestones.md": milestones(),
        **scenario_pages(),
        "info_points.md": info_points(),
    }
    return {name: NOTICE + "\n".join(lines) + "\n" for name, lines in made.items()}


def catalogue() -> Iterator[str]:
    """The tables of the court."""
    yield f"# 数据目录\n\n{len(TABLES)} 张表。每张表另有 `_from`、`_to` 两列：这一行自何时起、到何时止为平台所知。\n"
    for t in TABLES.values():
        yield from table(t)


def table(t: Table) -> Iterator[str]:
    """One table with its columns."""
    yield f"## {t.label} `{t.name}`\n\n{t.grain}。来源：{t.source}；保留：{t.retention}。\n"
    yield from head("列", "名称", "类型", "说明", "个人信息")
    yield from (column(c) for c in t.columns)
    yield ""


def column(c: Column) -> str:
    """One column."""
    codes = "、".join(f"{k} {v}" if k != v else k for k, v in c.codes)
    refers = f"指 `{c.refers}`" if c.refers else ""
    return row(
        f"`{c.name}`",
        c.label,
        TYPES[c.type.value],
        "；".join(x for x in (refers, codes, c.note) if x),
        PERSONAL[c.personal],
    )


def operators() -> Iterator[str]:
    """The palette."""
    yield "# 算子\n"
    for name, operator in sorted(PALETTE.items(), key=lambda o: (GROUPS.index(o[1].group), o[0])):
        yield f"## {operator.label} `{name}`（{operator.group}）\n\n{inspect.getdoc(operator)}\n"
        yield from head("栏目", "种类", "必填")
        yield from (row(f"`{f.name}`", f.kind, "是" if f.required else "") for f in operator.form())
        yield ""


def functions() -> Iterator[str]:
    """The expression language."""
    yield (
        "# 公式\n\n公式写在筛选、计算等算子里。`截至日`（as_of）是模型唯一的时钟；"
        "金额写作 `元(500)`，日期写作 `日('2024-05-01')`，参数写作 `:名称`。\n"
    )
    yield (
        "列可以写列名，也可以写只有一列用的名称（标签）。运算符：`=` `<>` `<` `<=` `>` `>=`、`+` `-` `*` `/`、"
        "`DIV`（整除）、`%`（余数）、`AND` 且、`OR` 或、`NOT` 非、`IN (…)` 属于、`BETWEEN … AND …` 介于、"
        "`IS NULL` 为空、`IS NOT NULL` 不为空、`IS TRUE`、`CASE WHEN … THEN … ELSE … END`；全角标点同半角。"
        "没有正则表达式和 LIKE：从文字里取内容由文书解构完成。任何一项为空，结果一般也为空；条件为空不算成立。\n"
    )
    yield from head("函数", "中文", "需要", "意思")
    for f in dict.fromkeys([*WRITABLE.values(), *SUGAR]):
        yield row(" ".join(f"`{n}`" for n in f.written if n.isascii()), f.chinese, f.takes, f.means)
    yield f"\n统计方式：{'、'.join(f'`{k}` {v}' for k, v in AGGREGATES.items())}。"


def milestones() -> Iterator[str]:
    """The points where scenarios can fire."""
    yield "# 流程节点\n"
    yield from head("代码", "节点", "标识")
    yield from (row(m.code, m.label, f"`{m.identifier}`") for m in MILESTONES.values())


def calculators() -> Iterator[str]:
    """The calculators with what they ask, and every dated rule behind them."""
    yield "# 法律计算器\n\n每个计算器都是 `mingjing law 名称`，逐步列出依据；规定按其施行期间取用。\n"
    kinds = sorted(CALCULATORS.values(), key=lambda k: (k.group, k.name))
    for group in dict.fromkeys(k.group for k in kinds):
        yield f"## {group}\n"
        for kind in kinds:
            yield from calculator(kind) if kind.group == group else ()
    yield "## 规定与施行期间\n"
    yield from head("规则", "法律与条文", "施行", "止", "核对", "注")
    for version in (v for versions in all_rules().values() for v in versions):
        b = version.basis
        yield row(f"`{version.name}`", b.law + b.article, b.in_force, b.until or "", MARKS[b.mark], b.note)


def calculator(kind: type[Calculator]) -> Iterator[str]:
    """One calculator: what it gives and what it asks."""
    yield f"### {kind.label} `{kind.name.replace('_', '-')}`\n\n{inspect.cleandoc(kind.__doc__ or '')}\n"
    yield from head("填写", "名称", "怎么写", "须填", "说明")
    for i in kind.inputs():
        yield row(i.label, f"`{i.name}`", written(i), "是" if i.required else "", i.help)
    yield ""


def written(asked: Input) -> str:
    """How an input is written: one of the choices, or its kind."""
    return "；".join(f"`{code}` {label}" for code, label in asked.choices) or WANTED[asked.kind]

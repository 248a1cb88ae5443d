"""The reference page of the info points: each with its example, how often real papers state it, how well it is read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mingjing.reading.points import FAMILIES, POINTS, Kind, Point
from mingjing.reading.points.confidence import checks
from mingjing.reading.points.figures import Figure, figures

UNSEEN = "尚未在真实文书中见到"
PAPERS = {
    "all": "全部文书",
    "judgments": "判决书、决定书等",
    "rulings": "裁定书、调解书",
    "mediation": "调解书",
    "records": "庭审、询问、调解等笔录",
}


def info_points() -> Iterator[str]:
    """Every declared point, family by family."""
    known = figures()
    seen = sum(figure.papers > 0 for figure in known.values())
    yield (
        f"# 信息点\n\n{len(POINTS)} 个信息点，其中 {seen} 个已在真实文书中读到。每个值都带原文位置、可信度和读取规则；"
        "可信度低于 0.8 的，使用前由人核对。示例均为虚构。\n\n"
        "“份数”是开发用真实文书（2,185 份，不入库）中读出该点的文书数；“得分”是对照手工标注（标注）或旧文书 XML 要素"
        "（要素）测得的 F1，括号内为标注数；空白表示没有标注可对照。\n"
    )
    yield from confidence()
    for family, declared in groupby(POINTS.values(), key=lambda point: point.family):
        yield f"## {FAMILIES[family]}\n"
        yield "| 代码 | 名称 | 类型 | 数量 | 适用 | 示例 | 读出 | 份数 | 得分 |\n|---|---|---|---|---|---|---|---|---|"
        yield from (line(point, known.get(point.id, Figure())) for point in declared)
        yield ""


def confidence() -> Iterator[str]:
    """How the confidence of values was found."""
    yield (
        "## 可信度怎么来\n\n有标注的点，以标注上的查准率为准；没有标注、按声明逐行读取的点，"
        "以从真实文书中随机抽取、逐个人工核对的结果为准（下表，按取值方式分组）；由读取函数给出的，取其自报值，但不高于测得的查准率。\n"
    )
    yield "| 取值方式 | 核对数 | 正确数 | 可信度 |\n|---|---|---|---|"
    for check in checks().values():
        yield f"| {check.name} | {check.checked} | {check.right} | {check.confidence:.2f} |"
    yield ""


def line(point: Point, figure: Figure) -> str:
    """One point."""
    cells = (
        f"{point.id} `{point.identifier}`",
        point.name,
        kind(point),
        point.card_label,
        applies(point),
        point.example,
        point.gives.replace("；", "<br>"),
        str(figure.papers) if figure.papers else UNSEEN,
        score(figure),
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |"


def kind(point: Point) -> str:
    """The type with its unit."""
    named = point.unit and point.kind not in (Kind.MONEY, Kind.TERM)
    return f"{point.kind.label}（{point.unit}）" if named else point.kind.label


def applies(point: Point) -> str:
    """Kinds of paper, case categories, and whether only some causes."""
    parts = [PAPERS.get(point.papers, point.papers.replace("|", "、")), "、".join(point.categories)]
    parts.append("限相应案由" if point.causes else "")
    return "；".join(part for part in parts if part)


def score(figure: Figure) -> str:
    """F1 and what it was measured on."""
    if figure.f1 is None:
        return ""
    return f"{figure.f1:.2f}（{'标注' if figure.measured_on == 'gold' else '要素'} {figure.labelled}）"

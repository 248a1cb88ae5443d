"""What a ruling decides, in the words of the list of points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mingjing.reading.points.context import Context
from mingjing.reading.values import Value

_GROUNDS = {
    "withdrawn": "准许撤诉",
    "deemed_withdrawn": "按撤诉处理",
    "suit_dismissed": "驳回起诉",
    "inadmissible": "不予受理",
    "upheld": "驳回上诉",
    "reversed": "撤销原裁判",
    "remanded": "发回重审",
    "retrial_refused": "驳回再审申请",
    "retrial_ordered": "决定再审",
    "transferred": "移送管辖",
    "converted": "转换程序",
    "preservation": "保全",
    "interim_termination": "终结本次执行",
    "final_termination": "终结执行",
    "satisfied": "执行完毕",
    "commuted": "减刑假释",
    "approved": "核准死刑",
    "enforceable": "准予强制执行",
    "unenforceable": "不准予强制执行",
    "terminated": "终结诉讼",
    "stayed": "中止诉讼",
    "corrected": "补正裁判文书",
    "mediated": "调解",
    "claims_rejected": "驳回请求",
}
_WITHDRAWN = {"withdrawn": "准许撤诉", "deemed_withdrawn": "按撤诉处理"}
_CLOSED = {
    "interim_termination": "终结本次执行程序",
    "final_termination": "终结执行",
    "satisfied": "执行完毕",
    "withdrawn": "撤回执行申请",
}
_CRIMINAL = {
    "commuted": "减刑假释",
    "approved": "死刑复核",
    "upheld": "维持",
    "remanded": "发回重审",
    "withdrawn": "准许撤回",
    "retrial_refused": "驳回申诉",
    "retrial_ordered": "再审",
    "stayed": "中止审理",
    "terminated": "终止审理",
    "reversed": "改判",
}


def _told(context: Context, words: dict[str, str], by: str) -> Iterator[Value[Any]]:
    outcome = context.paper.disposition
    if outcome is not None and (word := words.get(outcome.value)):
        yield Value(word, outcome.text, outcome.start, outcome.end, outcome.confidence, by)


def ground(context: Context) -> Iterator[Value[Any]]:
    """What the ruling is about, from what it decides."""
    return _told(context, _GROUNDS, "rulings.ground")


def withdraw_kind(context: Context) -> Iterator[Value[Any]]:
    """准许撤诉 or 按撤诉处理."""
    return _told(context, _WITHDRAWN, "rulings.withdraw_kind")


def close(context: Context) -> Iterator[Value[Any]]:
    """How the enforcement case ended."""
    return _told(context, _CLOSED, "rulings.close")


def criminal(context: Context) -> Iterator[Value[Any]]:
    """What a criminal ruling decides."""
    return _told(context, _CRIMINAL, "rulings.criminal")

"""What a paper itself may have wrong: clerical slips that a review would mark, each at its words.

A finding is a tip for a person, never a conclusion: the paper may be right for a reason it does not state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingjing.reading.paper import Paper
from mingjing.reading.quality import (
    amounts_in_words,
    charge_articles,
    cut_terms,
    days,
    late_performance,
    laws_in_force,
    names,
    sums,
    tails,
)
from mingjing.reading.quality.finding import Finding

CHECKS: dict[str, Callable[[Paper], Iterator[Finding]]] = {
    "罪名与法条不符": charge_articles.check,
    "刑期残缺": cut_terms.check,
    "合计与各项不符": sums.check,
    "当事人名称不一致": names.check,
    "大小写金额不一致": amounts_in_words.check,
    "引用失效法律": laws_in_force.check,
    "尾部告知不符": tails.check,
    "迟延履行条款不规范": late_performance.check,
    "日期先后矛盾": days.check,
}
"""Every check, by the name of what it finds."""


def findings(paper: Paper) -> tuple[Finding, ...]:
    """Everything the checks find, in the order of the checks."""
    return tuple(found for check in CHECKS.values() for found in check(paper))


__all__ = ["CHECKS", "Finding", "findings"]

"""尾部告知不符: what the tail says about remedies does not fit the instance and the kind of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.law.procedure import appeal_days
from mingjing.reading.decided import AppealNotice
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "尾部告知不符"
_FINAL_AT_ONCE = re.compile(r"小额|一审终审|特别程序|宣告|确认调解协议|选民|认定|申请|死亡|失踪|最高人民法院")


def check(paper: Paper) -> Iterator[Finding]:
    """Judgments of first and second instance, and first-instance rulings with an appeal notice."""
    notice, stage = paper.appeal, _of(paper.procedure)
    kind, category = _of(paper.kind), _of(paper.case_category)
    if notice is None or kind not in ("判决书", "裁定书") or stage not in ("一审", "二审"):
        return
    if stage == "二审" and notice.days:
        place = (notice.days.start, notice.days.end)
        yield finding(paper, NAME, place, "二审裁判是终审裁判，不应告知上诉权，请核对尾部。", 0.8)
    if stage == "一审" and notice.days:
        yield from _days(paper, notice, category or "", kind)
    if stage == "一审" and kind == "判决书" and notice.final and not notice.days:
        yield from _final(paper, notice)


def _of(value: object) -> str | None:
    return getattr(value, "value", None)


def _days(paper: Paper, notice: AppealNotice, category: str, kind: str) -> Iterator[Finding]:
    expected = appeal_days(category, kind)
    if expected and notice.days and notice.days.value not in (expected, _ABROAD):
        place = (notice.days.start, notice.days.end)
        message = f"{category}一审{kind}的上诉期为{expected}日，文书写为{notice.days.value}日，请核对。"
        yield finding(paper, NAME, place, message, 0.9)


_ABROAD = 30
"""Days for a party without a residence in the country: 民事诉讼法 第二百八十六条 (2023), mark M."""


def _final(paper: Paper, notice: AppealNotice) -> Iterator[Finding]:
    """A first judgment is final only in small claims and special proceedings."""
    if notice.final and not _FINAL_AT_ONCE.search(paper.text[: notice.final.start]):
        place = (notice.final.start, notice.final.end)
        message = "一审判决写为终审判决，文中没有小额诉讼或特别程序的记载，请核对尾部。"
        yield finding(paper, NAME, place, message, 0.75)

"""刑期残缺: 有期徒刑六个, 有期徒刑三 — a term whose unit is lost; or one that ends before it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.court.numerals import CHINESE_NUMERAL
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "刑期残缺"
_N = rf"(?:{CHINESE_NUMERAL}|\d+)"
# the numeral runs up to the stop without 年, 月, 天
_CUT = re.compile(
    rf"(?:判处|决定执行|执行|处)(?P<term>(?:有期徒刑|拘役|管制)(?:{_N}年[零又]?)?{_N}个?)(?=[，。；、（\n]"
    rf"|缓刑|并处|$)"
)
_EMPTY = re.compile(r"(?:判处|决定执行)(?P<term>有期徒刑|拘役)(?=[，。；]|，?缓刑|，?并处)")


def check(paper: Paper) -> Iterator[Finding]:
    """In the orders of criminal papers."""
    if paper.case_category is None or paper.case_category.value != "刑事":
        return
    for item in paper.order_items:
        if item.kind.value == "定罪量刑":
            yield from _cut(paper, item.kind.start, item.kind.end)
    for verdict in paper.verdicts:
        if verdict.from_on and verdict.to_on and verdict.to_on.value < verdict.from_on.value:
            place = (verdict.from_on.start, verdict.to_on.end)
            yield finding(paper, NAME, place, f"刑期止日早于起日：{paper.text[slice(*place)]}，请核对年份。", 0.95)


def _cut(paper: Paper, start: int, end: int) -> Iterator[Finding]:
    for found in (*_CUT.finditer(paper.text, start, end), *_EMPTY.finditer(paper.text, start, end)):
        message = f"“{found['term']}”没有写完，缺少年、月或日，请补全刑期。"
        yield finding(paper, NAME, found.span("term"), message, 0.9)

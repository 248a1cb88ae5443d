"""What may be wrong with the paper itself, one point for each check; the value is what the finding says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mingjing.reading.points.context import Context
from mingjing.reading.quality import CHECKS
from mingjing.reading.values import Value

Reader = Callable[[Context], Iterator[Value[Any]]]


def _of(check: str) -> Reader:
    def found(context: Context) -> Iterator[Value[Any]]:
        for one in CHECKS[check](context.paper):
            yield Value(one.message, one.text, one.start, one.end, one.confidence, f"quality.{check}")

    return found


charge_articles = _of("罪名与法条不符")
cut_terms = _of("刑期残缺")
sums = _of("合计与各项不符")
names = _of("当事人名称不一致")
amounts_in_words = _of("大小写金额不一致")
laws_in_force = _of("引用失效法律")
tails = _of("尾部告知不符")
late_performance = _of("迟延履行条款不规范")
days = _of("日期先后矛盾")

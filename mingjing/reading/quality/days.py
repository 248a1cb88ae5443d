"""日期先后矛盾: filed after it was heard, or judged before it was heard or filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding
from mingjing.reading.values import Value

NAME = "日期先后矛盾"


def check(paper: Paper) -> Iterator[Finding]:
    """filing <= hearing <= judgment, for the days that the paper states."""
    dates = paper.dates
    for name, earlier, later_name, later in (
        *(("立案", dates.filing, "开庭", hearing) for hearing in dates.hearing),
        *(("开庭", hearing, "裁判", dates.judgment) for hearing in dates.hearing),
        ("立案", dates.filing, "裁判", dates.judgment),
        ("起诉", dates.prosecution, "裁判", dates.judgment),
    ):
        if earlier and later and earlier.value > later.value:
            yield finding(paper, NAME, (earlier.start, earlier.end), _message(name, earlier, later_name, later), 0.85)


def _message(name: str, earlier: Value[date], later_name: str, later: Value[date]) -> str:
    return f"{name}日期{earlier.value.isoformat()}晚于{later_name}日期{later.value.isoformat()}，请核对。"

"""What words chosen by a person mean as a value."""

from __future__ import annotations

import re

from mingjing.ingest.points import written
from mingjing.reading.points import POINTS, Kind
from mingjing.reading.points.normal import normal

NUMERALS = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾].*", re.S)
"""From the first numeral on: 5,000元 of 货款5,000元."""
_MEANT = {Kind.MONEY, Kind.DATE, Kind.TERM, Kind.NUMBER}


def value_of(code: str, words: str) -> str:
    """The value that the words write, as readers write it; the words themselves where they write none of its kind.

    >>> value_of("J079", "货款5,000元"), value_of("J395", "二〇三一年三月二日"), value_of("J073", "蒋　小谦")
    ('500000', '2031-03-02', '蒋小谦')
    """
    kind = POINTS[code].kind if code in POINTS else Kind.TEXT
    found = NUMERALS.search(words) if kind in _MEANT else None
    meant = normal(kind, found.group()) if found else None
    return "".join(words.split()) if meant is None else written(meant)

"""大小写金额不一致: an amount in banker's numerals beside the same amount in Arabic ones, and they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.court.numerals import money_fen
from mingjing.reading.folding import folded
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "大小写金额不一致"
_DIGIT = "[零壹贰叁肆伍陆柒捌玖]"
_WORDS = (
    r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿两一二三四五六七八九十百千]{2,40}[元圆]"
    rf"(?:{_DIGIT}角)?(?:{_DIGIT}分)?(?:整|正)?"
)
_FIGURE = r"[\d，,]{1,40}(?:\.\d{1,20})?万?元?"
_PAIR = re.compile(
    rf"(?P<figure>(?<![\d.，])\d[\d，,]{{0,40}}(?:\.\d{{1,20}})?万?)元?(?:整|正)?（(?:大写|人民币|：|即){{0,6}}(?P<words>{_WORDS})）"
    rf"|(?P<words2>{_WORDS})（(?:小写|人民币|￥|¥|：|即|RMB){{0,6}}(?P<figure2>{_FIGURE})(?:整|正)?）"
)


def check(paper: Paper) -> Iterator[Finding]:
    """Anywhere in the paper: a contract that is quoted may carry the slip, too."""
    for found in _PAIR.finditer(folded(paper.text)):
        words, figure = found["words"] or found["words2"], found["figure"] or found["figure2"]
        spelled = money_fen(re.sub(r"圆", "元", words).rstrip("整正"))
        counted = money_fen(figure.rstrip("元").replace("，", "").replace(",", "") + "元")
        if spelled is not None and counted is not None and spelled != counted and _complete(words):
            message = f"大写“{words}”与小写“{figure}”不一致，请核对金额。"
            yield finding(paper, NAME, found.span(), message, 0.9)


def _complete(words: str) -> bool:
    """Not the tail of a longer numeral that the source starred out."""
    return not words.startswith(("万", "亿", "佰", "仟", "拾"))

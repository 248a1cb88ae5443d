"""迟延履行条款不规范: the sentence on doubled interest is missing, cites an article not of the day, or miswords.

Source: 法〔2007〕19号 (judgments that order money must tell the parties of it); wording as in the model papers of 2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.court.numerals import integer
from mingjing.law.procedure import late_performance_article
from mingjing.reading.folding import folded
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "迟延履行条款不规范"
_SENTENCE = re.compile(
    r"[^。\n]{0,80}(?:加倍|双倍)[^。\n]{0,12}(?:支付|给付)[^。\n]{0,12}债务利息|[^。\n]{0,80}迟延履行[^。\n]{0,30}"
)
_ARTICLE = re.compile(r"民事诉讼法》?[^第。\n]{0,8}第(?P<n>[零〇一二三四五六七八九十百\d]+)条")
_DELAYED = re.compile(r"延迟履行|拖延履行|迟延屡行")


def check(paper: Paper) -> Iterator[Finding]:
    """In civil judgments of first instance that order money."""
    owed = [item for item in paper.order_items if item.kind.value == "给付" and item.amount_fen]
    if not owed or not _applies(paper):
        return
    plain = folded(paper.text)
    found = next((m for m in _SENTENCE.finditer(plain, owed[0].kind.start)), None)
    if found is None:
        place = (owed[-1].kind.start, owed[-1].kind.end)
        yield finding(paper, NAME, place, "判决有金钱给付内容，没有告知迟延履行责任，请补写。", 0.7)
        return
    yield from _worded(paper, found)


def _applies(paper: Paper) -> bool:
    return all(
        value is not None and value.value == wanted
        for value, wanted in ((paper.kind, "判决书"), (paper.case_category, "民事"), (paper.procedure, "一审"))
    )


def _worded(paper: Paper, sentence: re.Match[str]) -> Iterator[Finding]:
    judged, cited = paper.dates.judgment, _ARTICLE.search(sentence.group())
    expected = late_performance_article(judged.value) if judged else None
    if cited and expected and integer(cited["n"]) != int(expected):
        start = sentence.start() + cited.start("n")
        place = (start, start + len(cited["n"]))
        message = f"裁判当日迟延履行利息的规定是民事诉讼法第{expected}条，文书引用第{integer(cited['n'])}条，请核对。"
        yield finding(paper, NAME, place, message, 0.9)
    worded = _DELAYED.search(sentence.group())
    if worded:
        place = (sentence.start() + worded.start(), sentence.start() + worded.end())
        yield finding(paper, NAME, place, f"“{worded.group()}”应为“迟延履行”。", 0.85)

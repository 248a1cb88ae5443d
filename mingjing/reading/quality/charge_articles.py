"""罪名与法条不符: a charge is pronounced, but no article that punishes it is cited as the basis."""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.law.charges import articles_of
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "罪名与法条不符"
_LAW = "中华人民共和国刑法"
_UNPUNISHED = ("无罪",)


def check(paper: Paper) -> Iterator[Finding]:
    """For each charge of a judgment that pronounces it itself; an appeal that upholds cites no punishing article."""
    if paper.kind is None or paper.kind.value != "判决书":
        return
    cited = {article.value.article for article in paper.articles if article.value.law == _LAW}
    if not cited or "12" in cited:  # an older law is applied by 第十二条, whose articles are numbered otherwise
        return
    seen: set[str] = set()
    for verdict in paper.verdicts:
        for sentence in verdict.sentences:
            charge = sentence.charge.value
            expected = articles_of(charge)
            if (
                expected
                and not expected & cited
                and charge not in seen
                and sentence.penalty.kind.value not in _UNPUNISHED
            ):
                seen.add(charge)
                place = (sentence.charge.start, sentence.charge.end)
                yield finding(paper, NAME, place, _message(charge, expected), 0.75)


def _message(charge: str, expected: frozenset[str]) -> str:
    wanted = "、".join(
        f"第{article.replace('-', '条之')}" + ("" if "-" in article else "条") for article in sorted(expected)
    )
    return f"判处{charge}，裁判依据中没有刑法{wanted}，请核对引用的条文。"

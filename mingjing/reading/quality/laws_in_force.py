"""引用失效法律: the deciding clause cites a law that had ended by the day of the judgment.

An old law may rightly govern old facts; where the clause cites the rules on the time of the 民法典, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.law.statutes import repealed
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "引用失效法律"


def check(paper: Paper) -> Iterator[Finding]:
    """Each repealed law once."""
    judged = paper.dates.judgment
    if judged is None or any("时间效力" in article.value.law for article in paper.articles):
        return
    seen: set[str] = set()
    for article in paper.articles:
        ended = repealed(article.value.law, judged.value)
        if ended and ended.law not in seen:
            seen.add(ended.law)
            message = (
                f"《{ended.law}》自{ended.until.isoformat()}起失效（{ended.by}），裁判日期为{judged.value.isoformat()}，"
                "请核对是否应适用当时的法律。"
            )
            yield finding(paper, NAME, (article.start, article.end), message, 0.7)

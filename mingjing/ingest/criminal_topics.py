"""Rows of the topic tables on crimes: convictions and reconciliations, as far as a paper says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mingjing.ingest.rows import Row, TakenPaper, value
from mingjing.law.charges import articles_of
from mingjing.reading.decided import Sentence, Verdict

Subjects = Mapping[str, int]
TERMED = ("有期徒刑", "拘役", "管制")
PROCEDURE = "中华人民共和国刑事诉讼法"
CHAPTERS = ((102, 113, 1), (114, 139, 2), (140, 231, 3), (232, 262, 4), (263, 276, 5), (277, 367, 6), (397, 419, 9))
"""Articles of the special part of the 刑法 and their chapters, where one chapter follows from the article."""
_DEAL = re.compile(r"刑事和解|和解协议")
"""Words of a reconciliation; a settlement in enforcement, or 矛盾和解纠纷, is none."""
NEGLIGENT = ("过失", "肇事罪", "失火罪", "责任事故罪", "玩忽职守罪")


def convictions(taken: TakenPaper, subjects: Subjects) -> Iterator[Row]:
    """One row per accused and charge of a judgment; a ruling that approves one only repeats it.

    Amounts are taken only where the paper has one accused, one charge and one victim.
    """
    if value(taken.paper.kind) != "判决书":
        return
    alone = sum(len(v.sentences) for v in taken.paper.verdicts) == 1 and len(set(map(str, _said(taken, "J237")))) <= 1
    for verdict in taken.paper.verdicts:
        for sentence in verdict.sentences:
            if sentence.penalty.kind.value != "无罪":
                yield _conviction(taken, verdict, sentence, subjects, alone)


def _conviction(taken: TakenPaper, verdict: Verdict, sentence: Sentence, subjects: Subjects, alone: bool) -> Row:
    penalty = sentence.penalty
    amount, gain = (_only(taken, code) if alone else None for code in ("J235", "J236"))
    return {
        "subject_id": subjects.get(verdict.accused.value),
        "offence": sentence.charge.value,
        "judged_on": value(taken.paper.dates.judgment),
        "amount_fen": amount,
        "gain_fen": gain,
        "term_months": value(penalty.months),
        "probation_months": value(penalty.probation_months),
        "fine_fen": value(penalty.fine_fen),
        "confiscation": bool(_said(taken, "J266")) if penalty.fine_fen is None else False,
        "minor": _minor(verdict),
        "recidivist": any(c.value == "累犯" for c in verdict.circumstances),
    }


def reconciliations(taken: TakenPaper, subjects: Subjects) -> Iterator[Row]:
    """One row where the paper tells of a reconciliation, or of forgiveness, and has one accused."""
    deals = (found.text for found in taken.said if found.id == "J248")
    kind = (
        "agreement" if any(_DEAL.search(words) for words in deals) else "forgiveness" if _said(taken, "J247") else None
    )
    verdicts = taken.paper.verdicts
    if kind is None or len(verdicts) != 1 or not verdicts[0].sentences:
        return
    charges = [s.charge.value for s in verdicts[0].sentences]
    months = [m for s in verdicts[0].sentences if (m := value(s.penalty.months)) is not None]
    yield {
        "subject_id": subjects.get(verdicts[0].accused.value),
        "kind": kind,
        "chapter": chapter_of(charges[0]) if len(set(charges)) == 1 else None,
        "negligent": all(any(word in charge for word in NEGLIGENT) for charge in charges),
        "expected_months": max(months, default=None),
        "cited": "、".join(_cited(taken)) or None,
        "judged_on": value(taken.paper.dates.judgment),
    }


def chapter_of(charge: str) -> int | None:
    """The chapter of the special part that an offence stands in.

    >>> chapter_of("盗窃罪"), chapter_of("故意伤害罪"), chapter_of("无此罪名")
    (5, 4, None)
    """
    numbers = {int(article.partition("-")[0]) for article in articles_of(charge) or ()}
    found = {chapter for n in numbers for low, high, chapter in CHAPTERS if low <= n <= high}
    return found.pop() if len(found) == 1 else None


def _cited(taken: TakenPaper) -> list[str]:
    return [a.value.article for a in taken.paper.articles if a.value.law == PROCEDURE]


def _minor(verdict: Verdict) -> bool:
    return any(c.value == "未成年人犯罪" for c in verdict.circumstances)


def _said(taken: TakenPaper, code: str) -> list[Any]:
    return [found.value for found in taken.said if found.id == code]


def _only(taken: TakenPaper, code: str) -> int | None:
    """The amount, where the paper says it once."""
    said = set(_said(taken, code))
    return int(said.pop()) if len(said) == 1 else None

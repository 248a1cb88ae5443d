"""Rows of the topic tables on interest clauses and cited norms, as far as a paper says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from mingjing.court.numerals import parse_date
from mingjing.ingest.rows import Row, TakenPaper, value
from mingjing.law.lending_rate import cap_percent
from mingjing.reading.decided import Interest

_BENCHMARK = re.compile(
    r"人民银行[^，。；]{0,16}(?:贷款|存款)[^，。；]{0,6}利率"
    r"|贷款基准利率|同期同类[^，。；]{0,4}贷款利率"
)
_LPR = re.compile(r"LPR|贷款市场报价利率", re.IGNORECASE)
_TERM = re.compile(r"[一五壹伍15]年期|一年以内|同期")
_DATED = re.compile(
    r"\d{4}年|[一二三四五六七八九〇零○]{4}年|成立时|违约时|起诉时|受理时|当时|当日|同期|届时|每日|各期间|立案时"
)
_ENDED = re.compile(r"之日|[日时]止|付清|清偿")
"""Words of an end that is too long to be read as one."""
_LENDERS = re.compile(r"银行|信用社|小额贷款|消费金融|典当|信托|融资租赁|财务公司|汽车金融")
_LOANS = ("民间借贷纠纷", "借款合同纠纷")


def rate_clauses(taken: TakenPaper) -> Iterator[Row]:
    """One row per interest clause of each item of the orders."""
    for number, item in enumerate(taken.paper.order_items, 1):
        yield from (_clause(taken, number, clause) for clause in item.interest)


def _clause(taken: TakenPaper, number: int, clause: Interest) -> Row:
    words = value(clause.rate) or clause.place.text
    reference = _reference(clause)
    signed = _day(taken, "J115")
    return {
        "item": number,
        "words": words[:60],
        "reference": reference,
        "publisher_named": "同业拆借中心" in clause.place.text,
        "term_named": bool(_TERM.search(clause.place.text)),
        "quote_dated": bool(_DATED.search(clause.place.text)),
        "annual_percent": round(clause.rate_annual * 100, 4) if clause.rate_annual is not None else None,
        "base_fen": value(clause.base_fen),
        "from_on": value(clause.start),
        "end_named": clause.end is not None or bool(_ENDED.search(clause.place.text)),
        "ends_on": parse_date(clause.end.value) if clause.end else None,
        "contract_on": signed,
        "licensed": any(_LENDERS.search(party.name.value) for party in taken.paper.parties),
        "loan": any(cause.value in _LOANS for cause in taken.paper.causes),
        "cap_percent": float(cap_percent(signed)) if signed else None,
        "judged_on": value(taken.paper.dates.judgment),
    }


def _reference(clause: Interest) -> str:
    """What the rate goes by; a figure, even of LPR on a day, with no reference is fixed."""
    if _LPR.search(clause.place.text):
        return "lpr"
    if _BENCHMARK.search(clause.place.text):
        return "benchmark"
    return "fixed" if clause.rate_annual is not None else "other"


def cited_norms(taken: TakenPaper) -> Iterator[Row]:
    """One row per law in the deciding clause; the facts are dated by the contract or the offence."""
    laws = dict.fromkeys(article.value.law for article in taken.paper.articles)
    facts = _day(taken, "J115") or _day(taken, "J232")
    number = value(taken.paper.case_number) or ""
    for law in laws:
        yield {
            "law": law,
            "article": next(a.value.article for a in taken.paper.articles if a.value.law == law),
            "facts_from": facts,
            "facts_to": facts,
            "transition_explained": any("时间效力" in other for other in laws),
            "retrial_of_final": "再" in number,
            "judged_on": value(taken.paper.dates.judgment),
        }


def _day(taken: TakenPaper, code: str) -> date | None:
    said: list[Any] = [found.value for found in taken.said if found.id == code]
    return max(map(date.fromisoformat, said)) if said else None

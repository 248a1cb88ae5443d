"""Loans: the agreed rate, what was paid back, and who lent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import CHINESE_NUMERAL, DATE, MONEY, integer, money_fen, parse_date
from mingjing.reading.points.context import Context
from mingjing.reading.values import Value, at

_NUMBER = rf"(?:\d+(?:\.\d+)?|{CHINESE_NUMERAL})"
# 月利率2%, 年利率百分之六, 月息2分, 月息二分, 月利率12‰, 日万分之五, 每日千分之一
_RATE = re.compile(
    rf"(?P<per>年|月|日|每日|每月|每年)(?:利率|息|利|利息)?(?:为|按|：|以|的)?"
    rf"(?:(?P<n>{_NUMBER})(?P<unit>%|％|‰|分|厘)|(?P<part>百|千|万)分之(?P<of>{_NUMBER}))"
)
_LENT = ("利率", "月息", "年息", "日息", "利息", "万分之")
# percent of one unit: 2分 is 2 per cent a month, 5厘 a month half a per cent
_PERCENT = {"%": 1.0, "％": 1.0, "‰": 0.1, "分": 1.0, "厘": 0.1, "百": 1.0, "千": 0.1, "万": 0.01}
_A_YEAR = {"年": 1, "月": 12, "日": 365}
_DAY = re.compile(DATE)
_REPAID = re.compile(
    rf"(?:归还|偿还|还款|还本|还息|支付利息|归还利息|返还|还了|已还)[^，。；\n\d]{{0,16}}?(?P<v>{MONEY})"
)
_NOT_YET = re.compile(r"请求|要求|判令|应|未|承诺|约定|约|前|到期|愿|如")


def rate(context: Context) -> Iterator[Value[Any]]:
    """The agreed rate in percent a year, as the findings or the claims state it."""
    for span in context.spans("facts>claims>reasoning"):
        found = [m for start, end in context.sentences(_LENT, span) for m in _RATE.finditer(context.plain, start, end)]
        for match in found:
            percent = _percent_a_year(match)
            if percent is not None and 0 < percent <= 400:
                yield at(context.paper.text, percent, match.span(), "loan.rate", 0.88)
        if found:
            return


def _percent_a_year(found: re.Match[str]) -> float | None:
    number = found["n"] or found["of"]
    whole = integer(number)
    try:
        amount = float(whole) if whole is not None else float(number)
    except ValueError:
        return None
    unit = found["unit"] or found["part"]
    return round(amount * _PERCENT[unit] * _A_YEAR[found["per"].removeprefix("每")], 4)


def repayments(context: Context) -> Iterator[Value[Any]]:
    """What was paid back: the amount, and the day where the sentence has one before it."""
    for start, end in context.sentences(
        ("归还", "偿还", "还款", "还本", "还息", "支付利息", "已还"), context.zones["facts"]
    ):
        for found in _REPAID.finditer(context.plain, start, end):
            clause = context.clause(found.start())
            if not _NOT_YET.search(context.plain, clause[0], found.start()):
                yield _repayment(context, found, start)


def _repayment(context: Context, found: re.Match[str], start: int) -> Value[Any]:
    days = list(_DAY.finditer(context.plain, start, found.start()))
    day = parse_date(days[-1].group()) if days else None
    begin = days[-1].start() if day else found.start()
    value = {"amount_fen": money_fen(found["v"])} | ({"date": day.isoformat()} if day else {})
    return at(context.paper.text, value, (begin, found.end()), "loan.repayments", 0.75)


def lender_kind(context: Context) -> Iterator[Value[Any]]:
    """银行, 小额贷款公司, 企业 or 自然人: the first plaintiff."""
    for party in context.paper.parties:
        if "原告" in (party.orig_role.value if party.orig_role else party.role.value):
            name = party.name
            kind = next((word for sign, word in _LENDERS if sign in name.value), None)
            word = kind or ("自然人" if party.type.value == "自然人" else "企业")
            yield Value(word, name.text, name.start, name.end, 0.9, "loan.lender_kind")
            return


_LENDERS = (
    ("银行", "银行"),
    ("信用社", "银行"),
    ("信用联社", "银行"),
    ("小额贷款", "小额贷款公司"),
    ("信托", "信托公司"),
)

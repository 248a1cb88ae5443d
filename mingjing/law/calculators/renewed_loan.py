"""结息后重新出具借据：前期利息计入后期本金，可以认定多少，本息合计最多多少。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, percent, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, money
from mingjing.law.lending_cap import four_times_lpr
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class RenewedLoan(Calculator, label="重新出具借据", group="利息"):
    """后期借款本金可以认定的数额（分）。

    前期利率没有超过合同成立时一年期 LPR 四倍的，重新出具的借据载明的数额可以认定为后期本金；超过部分的利息不应计入。
    期满后应付的本息之和，不超过以最初本金与以最初本金按该上限计算的整个期间利息之和。
    """

    principal: int = money("最初本金")
    renewed: int = money("重新出具的借据载明的本金")
    agreed_on: date = day("最初借款成立日")
    renewed_on: date = day("重新出具借据之日")
    until_on: date = day("后期借款届满日")

    def work(self) -> Answer:
        if not self.agreed_on < self.renewed_on <= self.until_on:
            return Answer("fen", refusals=("三个日期应当先后相接：最初成立、重新出具、届满。",))
        cap, by = four_times_lpr(self.agreed_on, "合同成立时"), rule("lending.renewal", self.renewed_on).basis
        allowed = self.principal * (1 + cap.rate * years(self.agreed_on, self.renewed_on))
        most = self.principal * (1 + cap.rate * years(self.agreed_on, self.until_on))
        value = min(fen_of(allowed), self.renewed)
        steps = (
            Step(f"前期利息按上限 {percent(cap.rate)}（{cap.why}），可以认定的后期本金", yuan(value), by),
            Step("届满时本息之和不超过", yuan(most), by),
        )
        return Answer("fen", value=value, steps=steps, more={"届满时本息之和的上限": fen_of(most)})


def years(first: date, until: date) -> Fraction:
    """Whole years between, and the days over them by 365."""
    whole = until.year - first.year - ((until.month, until.day) < (first.month, first.day))
    month, day_ = (2, 28) if (first.month, first.day) == (2, 29) else (first.month, first.day)
    return whole + Fraction((until - date(first.year + whole, month, day_)).days, 365)

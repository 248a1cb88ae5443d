"""逾期还款的利息：没有约定、约定利息加违约金时，应受保护的数额。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from mingjing.law.answer import Answer, Step, fen_of, percent, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, money, months, rate
from mingjing.law.interest_rates import lpr
from mingjing.law.lending_cap import CHANGE, Loan
from mingjing.law.rules import rule

YEARS = {"365": "实际天数/365", "360": "实际天数/360"}


@dataclass(frozen=True, kw_only=True)
class OverdueInterest(Calculator, label="民间借贷逾期利息", group="利息"):
    """逾期利息、违约金和其他费用合计应受保护的数额（分）。

    既没有约定借期利率也没有约定逾期利率的，按逾期时一年期 LPR（此前的规定为年利率 6%）承担违约责任；约定了借期利率
    而没有约定逾期利率的，按借期利率；约定了逾期利率、违约金或者其他费用的可以一并主张，总计不超过上限。
    """

    principal: int = money("尚欠本金")
    due_on: date = day("到期日", help="利息自次日计算到还清日，按两日期之差计日")
    paid_on: date = day("还清或截止日")
    agreed_on: date = day("合同成立日")
    sued_on: date = day("起诉（受理）日")
    percent: Decimal | None = rate("约定的借期年利率（%）", None)
    overdue_percent: Decimal | None = rate("约定的逾期年利率（%）", None)
    penalty_percent: Decimal = rate("约定的违约金及其他费用折合年利率（%）", Decimal(0))
    months: int = months("借款期限", 12)
    year: str = choice("计息天数", YEARS, "365")

    def work(self) -> Answer:
        if self.paid_on < self.due_on:
            return Answer("fen", refusals=(f"还清日 {self.paid_on} 早于到期日 {self.due_on}。",))
        if self.overdue_percent is None and self.percent is None and not self.penalty_percent:
            return self._unagreed()
        return self._agreed()

    @property
    def days(self) -> int:
        """Days in default."""
        return (self.paid_on - self.due_on).days

    def _of(self, yearly: Fraction, days: int) -> Fraction:
        return self.principal * yearly * days / int(self.year)

    def _unagreed(self) -> Answer:
        if self.sued_on < CHANGE:
            by = rule("lending.overdue", date(2020, 8, 19))
            yearly = Fraction(rule("lending.flat", date(2020, 8, 19))["overdue"], 100)
            text = f"借期内和逾期的利率都没有约定，自逾期之日起按年利率 {percent(yearly)}，{self.days} 日"
        else:
            by, published = rule("lending.overdue", CHANGE), lpr(self.due_on)
            yearly = published.rate
            text = f"没有约定，按逾期时一年期 LPR {published.percent}%，{self.days} 日"
        found = self._of(yearly, self.days)
        return Answer("fen", value=fen_of(found), steps=(Step(text, yuan(found), by.basis),))

    def _agreed(self) -> Answer:
        loan = Loan(self.agreed_on, self.sued_on, self.months)
        interest = self.overdue_percent if self.overdue_percent is not None else self.percent or Decimal(0)
        claimed = Fraction(interest + self.penalty_percent) / 100
        cuts = [self.due_on, *(c for c in loan.changes if self.due_on < c < self.paid_on), self.paid_on]
        total, steps = Fraction(0), []
        for first, until in pairwise(cuts):
            cap, days = loan.cap(first), (until - first).days
            used = min(claimed, cap.rate)
            part = self._of(used, days)
            over = f"约定合计 {percent(claimed)} 超过上限（{cap.why}），按上限" if claimed > cap.rate else "按约定"
            steps.append(Step(f"{first} 至 {until}（{days} 日），{over} {percent(used)}", yuan(part), cap.basis))
            total += part
        by = rule("lending.total", self.due_on if self.sued_on < CHANGE else max(self.due_on, CHANGE)).basis
        steps.append(Step("逾期利息、违约金、其他费用合计不超过上限", yuan(total), by))
        return Answer("fen", value=fen_of(total), steps=tuple(steps))

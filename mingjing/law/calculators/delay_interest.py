"""迟延履行期间的加倍利息：日万分之一点七五，先还本金。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import Payment, Span, day, listed, money
from mingjing.law.rules import Rule, rule


@dataclass(frozen=True, kw_only=True)
class DelayInterest(Calculator, label="迟延履行加倍利息", group="利息"):
    """加倍部分债务利息（分）。

    以尚未清偿的、一般债务利息以外的金钱债务为基数，按日万分之一点七五计算；清偿时先还本金等金钱债务，后还加倍利息（
    另有约定的从其约定）。非因被执行人申请而中止、暂缓的期间不计。2014-08-01 以前的部分适用旧规定，不在此计算。
    """

    principal: int = money("一般债务利息以外的金钱债务")
    from_on: date = day("起算日", help="履行期间届满之次日")
    until_on: date = day("截止日")
    payments: tuple[Payment, ...] = listed("payments", "清偿")
    suspended: tuple[Span, ...] = listed("spans", "不计的期间", help="非因被执行人申请的中止、暂缓，首尾两日都不计")

    def work(self) -> Answer:
        if self.until_on < self.from_on:
            return Answer("fen", refusals=("截止日早于起算日。",))
        by, left, total = rule("lending.delay", self.from_on), self.principal, Fraction(0)
        steps: list[Step] = []
        inside = sorted({p.on for p in self.payments if self.from_on < p.on < self.until_on})
        cuts = [self.from_on, *inside, self.until_on]
        for first, until in pairwise(cuts):
            part, step = self._span(by, left, first, until)
            total += part
            steps.append(step)
            left = max(0, left - sum(p.fen for p in self.payments if p.on == until))
        late = tuple(
            f"{p.on} 的清偿在计算期间以外，未计入。" for p in self.payments if not self.from_on < p.on <= self.until_on
        )
        if self.suspended:
            by_stay = rule("lending.delay_suspended", self.from_on).basis
            steps.append(Step("非因被执行人申请而中止、暂缓的期间不计", f"{len(self.suspended)} 段", by_stay))
        more = {"尚欠金钱债务": left}
        return Answer("fen", value=fen_of(total), steps=tuple(steps), warnings=late, more=dict(more))

    def _span(self, by: Rule, left: int, first: date, until: date) -> tuple[Fraction, Step]:
        not_counted = sum(overlap(s, first, until) for s in self.suspended)
        days = (until - first).days - not_counted
        part = left * Fraction(by["daily_percent"]) / 100 * days
        less = f"，扣除 {not_counted} 日" if not_counted else ""
        text = f"{first} 至 {until}（{days} 日{less}），{yuan(left)} × 日万分之一点七五"
        return part, Step(text, yuan(part), by.basis)


def overlap(s: Span, first: date, until: date) -> int:
    """Days of the span that lie between, the first counted, the last not."""
    return max(0, min(s.last.toordinal() + 1, until.toordinal()) - max(s.first, first).toordinal())

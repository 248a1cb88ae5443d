"""金融借款账目：逐笔还款重算本金、利息、罚息、复利，截至一日。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from mingjing.law.answer import Answer, Step, fen_of, percent, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import Payment, choice, day, listed, money, rate, yes_no
from mingjing.law.rules import rule

YEARS = {"360": "实际天数/360", "365": "实际天数/365"}
PARTS = ("复利", "罚息", "利息", "本金")
"""In this order a repayment is set against what is owed: 民法典 561 puts interest before principal; within it ours."""


@dataclass(frozen=True, kw_only=True)
class LoanAccount(Calculator, label="金融借款账目", group="利息"):
    """截至截止日的本息合计（分），另列本金、利息、罚息、复利。

    到期日（或宣布提前到期日）以前按合同利率计息，以后尚欠本金按罚息利率计罚息；期内欠息在到期后按罚息利率计复利，罚息
    不再计复利。还款先抵复利、罚息、利息，后抵本金（利息先于本金是法律规定，利息之内的先后是本系统默认）。填写「债务人
    主张过高」的，利息、罚息、复利合计超过年利率24%的部分另行提示。
    """

    principal: int = money("借款本金")
    percent: Decimal = rate("合同年利率（%）")
    from_on: date = day("放款日（利息起算日）")
    due_on: date = day("到期或宣布提前到期日")
    until_on: date = day("截止日")
    surcharge: Decimal = rate("罚息加收（%）", Decimal(50))
    compound: bool = yes_no("是否计收复利", True)
    payments: tuple[Payment, ...] = listed("payments", "还款")
    objected: bool = yes_no("债务人是否主张利率过高")
    year: str = choice("计息天数", YEARS, "360")

    def work(self) -> Answer:
        refused = self._wrong()
        if refused:
            return Answer("fen", refusals=refused)
        owed = Owed(Fraction(self.principal))
        steps: list[Step] = []
        for first, until in self._spans():
            owed, made = self._accrue(owed, first, until)
            steps += made
            for payment in (p for p in self.payments if p.on == until):
                owed, step = self._pay(owed, payment)
                steps.append(step)
        more = {name: fen_of(part) for name, part in owed.named().items()}
        whole = fen_of(owed.whole)
        return Answer("fen", value=whole, steps=tuple(steps), warnings=tuple(self._tips(owed)), more=dict(more))

    def _wrong(self) -> tuple[str, ...]:
        by = rule("lending.bank_penalty", self.due_on)
        found = []
        if self.surcharge and not by["overdue_least"] <= self.surcharge <= by["misuse_most"]:
            found.append(f"罚息加收应在 {by['overdue_least']}% 至 {by['misuse_most']}% 以内，所填 {self.surcharge}%。")
        if not self.from_on <= self.due_on:
            found.append(f"到期日 {self.due_on} 早于放款日 {self.from_on}。")
        if self.until_on < self.from_on:
            found.append(f"截止日 {self.until_on} 早于放款日 {self.from_on}。")
        outside = [p.on for p in self.payments if not self.from_on < p.on <= self.until_on]
        if outside:
            found.append(f"还款日 {'、'.join(map(str, outside))} 不在放款日之后、截止日以前。")
        return tuple(found)

    def _spans(self) -> list[tuple[date, date]]:
        inside = {d for d in (self.due_on, *(p.on for p in self.payments)) if self.from_on < d < self.until_on}
        return list(pairwise([self.from_on, *sorted(inside), self.until_on]))

    def _accrue(self, owed: Owed, first: date, until: date) -> tuple[Owed, list[Step]]:
        days = Fraction((until - first).days, int(self.year))
        contract = Fraction(self.percent) / 100
        span = f"{first} 至 {until}（{(until - first).days} 日）"
        if until <= self.due_on:
            interest = owed.principal * contract * days
            step = Step(f"利息 {span}，本金 {yuan(owed.principal)} × {percent(contract)}", yuan(interest))
            return replace(owed, interest=owed.interest + interest), [step]
        return self._overdue(owed, span, days, contract * (1 + Fraction(self.surcharge) / 100))

    def _overdue(self, owed: Owed, span: str, days: Fraction, penal: Fraction) -> tuple[Owed, list[Step]]:
        by = rule("lending.bank_penalty", self.due_on).basis
        penalty = owed.principal * penal * days
        steps = [Step(f"罚息 {span}，本金 {yuan(owed.principal)} × {percent(penal)}", yuan(penalty), by)]
        compound = owed.interest * penal * days if self.compound else Fraction(0)
        if compound:
            steps.append(Step(f"复利 {span}，欠息 {yuan(owed.interest)} × {percent(penal)}", yuan(compound), by))
        return replace(owed, penalty=owed.penalty + penalty, compound=owed.compound + compound), steps

    def _pay(self, owed: Owed, payment: Payment) -> tuple[Owed, Step]:
        by = rule("lending.order_of_payment", payment.on).basis
        rest = Fraction(payment.fen)
        left: dict[str, Fraction] = {}
        told: list[str] = []
        for name, part in owed.named().items():
            used = min(rest, part)
            left[name], rest = part - used, rest - used
            if used:
                told.append(f"抵{name} {yuan(used)}")
        over = f"，多出 {yuan(rest)}" if rest else ""
        after = Owed(left["本金"], left["利息"], left["罚息"], left["复利"], owed.over + rest)
        text = f"{payment.on} 还款 {yuan(payment.fen)}：{'、'.join(told) or '无欠款'}{over}"
        return after, Step(text, f"余本金 {yuan(after.principal)}", by)

    def _tips(self, owed: Owed) -> Iterator[str]:
        if owed.over:
            yield f"还款超过应还本息，多出 {yuan(owed.over)}。"
        penal = Fraction(self.percent) * (1 + Fraction(self.surcharge) / 100)
        cap = rule("lending.bank_cap", self.until_on)
        if self.objected and penal > cap["percent"]:
            over = f"罚息利率 {percent(penal / 100)} 超过年利率 {cap['percent']}%"
            yield f"{over}，债务人请求调减的应予支持（{cap.basis.text}）。"


@dataclass(frozen=True)
class Owed:
    """What is owed on a day, exact, in fen."""

    principal: Fraction
    interest: Fraction = Fraction(0)
    penalty: Fraction = Fraction(0)
    compound: Fraction = Fraction(0)
    over: Fraction = Fraction(0)

    @property
    def whole(self) -> Fraction:
        """Everything together."""
        return self.principal + self.interest + self.penalty + self.compound

    def named(self) -> dict[str, Fraction]:
        """The parts in the order in which a repayment is set against them."""
        return dict(zip(PARTS, (self.compound, self.penalty, self.interest, self.principal), strict=True))

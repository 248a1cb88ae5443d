"""金融借款的利息、罚息和复利，逐段列明。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Basis, Step, fen_of, percent, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, money, rate, yes_no
from mingjing.law.rules import rule

YEARS = {"360": "实际天数/360", "365": "实际天数/365"}
CONTRACT = "借款合同"


@dataclass(frozen=True, kw_only=True)
class BankInterest(Calculator, label="金融借款利息罚息", group="利息"):
    """期内利息、罚息、复利之和（分）。

    罚息利率在合同利率上加收：逾期 30% 至 50%，挪用 50% 至 100%。期内未付的利息，到期日起按罚息利率计收复利（可以关
    掉）；罚息本身不再计复利。
    """

    principal: int = money("尚欠本金")
    percent: Decimal = rate("合同年利率（%）")
    from_on: date = day("利息起算日", help="最后一次付清利息之日")
    due_on: date = day("到期或宣布提前到期日")
    until_on: date = day("截止日")
    surcharge: Decimal = rate("罚息加收（%）", Decimal(50))
    misuse: bool = yes_no("是否挪用贷款")
    compound: bool = yes_no("是否计收期内利息的复利", True)
    year: str = choice("计息天数", YEARS, "360")

    def work(self) -> Answer:
        by = rule("lending.bank_penalty", self.due_on)
        low, high = (by[f"{'misuse' if self.misuse else 'overdue'}_{end}"] for end in ("least", "most"))
        if not low <= self.surcharge <= high and self.surcharge:
            return Answer(
                "fen", refusals=(f"罚息加收应在 {low}% 至 {high}% 以内，所填 {self.surcharge}%（{by.basis.text}）。",)
            )
        if not self.from_on <= self.due_on <= self.until_on:
            return Answer("fen", refusals=("起算日、到期日、截止日应当先后相接。",))
        return self._parts(by.basis)

    def _parts(self, by: Basis) -> Answer:
        contract, days = Fraction(self.percent) / 100, (self.due_on - self.from_on).days
        penal = contract * (1 + Fraction(self.surcharge) / 100)
        over = (self.until_on - self.due_on).days
        base = int(self.year)
        within = self.principal * contract * days / base
        penalty = self.principal * penal * over / base
        on_interest = within * penal * over / base if self.compound else Fraction(0)
        span = f"{self.due_on} 至 {self.until_on}（{over} 日）"
        steps = [Step(f"期内利息 {self.from_on} 至 {self.due_on}（{days} 日）× {percent(contract)}", yuan(within))]
        steps.append(Step(f"罚息 {span} × {percent(penal)}", yuan(penalty), by))
        if self.compound:
            steps.append(Step(f"复利：未付利息 {yuan(within)}，{span} × {percent(penal)}", yuan(on_interest), by))
        more = {"期内利息": fen_of(within), "罚息": fen_of(penalty), "复利": fen_of(on_interest)}
        return Answer("fen", value=fen_of(within + penalty + on_interest), steps=tuple(steps), more=dict(more))

"""申请费：执行、保全、支付令、公示催告、撤销仲裁裁决、破产。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.bands import progressive
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, money
from mingjing.law.rules import Rule, rule

KINDS = {
    "enforcement": "申请执行",
    "preservation": "申请保全",
    "payment_order": "申请支付令",
    "public_notice": "申请公示催告",
    "award_revocation": "申请撤销仲裁裁决或者认定仲裁协议效力",
    "bankruptcy": "破产案件",
}
FIXED = ("public_notice", "award_revocation")


@dataclass(frozen=True, kw_only=True)
class ApplicationFee(Calculator, label="申请费", group="诉讼费用"):
    """申请费（分）。

    执行、保全按金额分段累计，保全最多五千元；支付令为财产案件受理费的三分之一；破产案件按财产总额的受理费减半，最高
    三十万元。执行申请费由人民法院在执行中直接收取，不预交。
    """

    kind: str = choice("申请种类", KINDS)
    amount: int | None = money("金额", None, help="执行金额、保全的财产数额、请求给付的数额或破产财产总额")
    on: date = day("申请日")

    def work(self) -> Answer:
        by = rule(f"fees.{self.kind}", self.on)
        if self.kind in FIXED:
            return Answer("fen", value=by["fixed_fen"], steps=(Step("每件", yuan(by["fixed_fen"]), by.basis),))
        if self.amount is None:
            return self._without_amount(by)
        fee, steps = WAYS[self.kind](by, self.amount, self.on)
        return Answer("fen", value=fen_of(fee), steps=tuple(steps))

    def _without_amount(self, by: Rule) -> Answer:
        if self.kind != "enforcement":
            return Answer("fen", need=(KINDS[self.kind] + "的金额",))
        low, high = by["no_amount_least_fen"], by["no_amount_most_fen"]
        return Answer(
            "fen", low=low, high=high, steps=(Step("没有执行金额", f"{yuan(low)} 至 {yuan(high)}", by.basis),)
        )


Counted = tuple[Fraction, list[Step]]


def in_bands(by: Rule, amount: int, on: date) -> Counted:
    """A fee in bands, up to its cap where it has one."""
    fee, steps = progressive(by, by["first_fen"], amount)
    most = by.get("most_fen")
    if most is None or fee <= most:
        return fee, steps
    return Fraction(most), [*steps, Step(f"最多不超过 {yuan(most)}", yuan(most), by.basis)]


def share_of_acceptance(share: Fraction, text: str) -> Callable[[Rule, int, date], Counted]:
    """A fee that is a share of the acceptance fee of a property case, up to its cap where it has one."""

    def count(by: Rule, amount: int, on: date) -> Counted:
        property_ = rule("fees.property", on)
        full, steps = progressive(property_, property_["first_fen"], amount)
        fee = full * share
        steps = [*steps, Step(text, yuan(fee), by.basis)]
        most = by.get("most_fen")
        if most is None or fee <= most:
            return fee, steps
        return Fraction(most), [*steps, Step(f"最高不超过 {yuan(most)}", yuan(most), by.basis)]

    return count


WAYS: dict[str, Callable[[Rule, int, date], Counted]] = {
    "enforcement": in_bands,
    "preservation": in_bands,
    "payment_order": share_of_acceptance(Fraction(1, 3), "财产案件受理费的三分之一"),
    "bankruptcy": share_of_acceptance(Fraction(1, 2), "按财产案件受理费减半"),
}

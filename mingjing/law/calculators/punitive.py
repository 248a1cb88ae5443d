"""惩罚性赔偿：欺诈退一赔三，食品退一赔十，知假买假限于合理生活消费。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, decimal, money
from mingjing.law.rules import rule

KINDS = {"fraud": "欺诈（三倍）", "food": "不符合食品安全标准的食品（十倍或者损失三倍）"}


@dataclass(frozen=True, kw_only=True)
class Punitive(Calculator, label="惩罚性赔偿", group="消费"):
    """惩罚性赔偿金（分）。

    欺诈为价款三倍，不足五百元的为五百元；食品为价款十倍或者损失三倍，不足一千元的为一千元。明知而购买的，以合理生活
    消费需要的数量为限；标签瑕疵不影响安全且不会误导的除外。
    """

    kind: str = choice("种类", KINDS)
    price: int = money("价款", help="多件的填单价")
    quantity: Decimal = decimal("数量", Decimal(1))
    loss: int = money("损失", 0)
    needed: Decimal | None = decimal("合理生活消费需要的数量", None, help="明知而购买的填写；几次购买合并计算")
    on: date = day("购买日")

    def work(self) -> Answer:
        by = rule(f"consumers.{self.kind}", self.on)
        counted = self.quantity if self.needed is None else min(self.quantity, self.needed)
        base = Fraction(counted) * self.price
        steps = []
        if counted < self.quantity:
            limit = rule("consumers.knowing_buyer", self.on).basis
            steps.append(Step(f"明知而购买 {self.quantity} 件，以合理需要 {counted} 件为限", yuan(base), limit))
        amount = base * by["times"]
        steps.append(Step(f"{yuan(base)} × {by['times']}", yuan(amount), by.basis))
        other = self.loss * by["loss_times"] if by.get("loss_times") else 0
        if other > amount:
            amount = Fraction(other)
            steps.append(Step(f"损失 {yuan(self.loss)} 的三倍更高", yuan(amount), by.basis))
        if amount < by["least_fen"]:
            amount = Fraction(by["least_fen"])
            steps.append(Step("不足最低额，按最低额", yuan(amount), by.basis))
        return Answer("fen", value=fen_of(amount), steps=tuple(steps))

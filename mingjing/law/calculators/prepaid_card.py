"""预付卡退款：折扣、赠送、记名期限和责任不同，应退多少。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, money, number, yes_no
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class PrepaidCard(Calculator, label="预付卡退款", group="消费"):
    """应退还的余款（分）。

    不是消费者的原因解除的，已消费部分按折扣价（实付占实付与赠送之和的比例）计；因消费者自身原因解除的，按原价计。不
    限次数的卡按剩余日数占总日数的比例退。
    """

    paid: int = money("实际支付")
    face: int = money("可消费的总额（含赠送）", 0, help="没有赠送的不填")
    used: int = money("已消费（按标价）", 0)
    consumers_reason: bool = yes_no("是否因消费者自身原因")
    total_days: int = number("不限次数的卡：总日数", 0)
    left_days: int = number("不限次数的卡：剩余日数", 0)
    on: date = day("解除之日")

    def work(self) -> Answer:
        by = rule("consumers.prepaid_no_fault", self.on).basis
        if self.total_days:
            back = Fraction(self.paid * self.left_days, self.total_days)
            text = f"不限次数：剩余 {self.left_days} 日 / 共 {self.total_days} 日"
            return Answer("fen", value=fen_of(back), steps=(Step(text, yuan(back), by),))
        face = self.face or self.paid
        share = Fraction(1) if self.consumers_reason else Fraction(self.paid, face)
        counted = self.used * share
        back = max(Fraction(0), self.paid - counted)
        why = "消费者自身原因，已消费按原价" if self.consumers_reason else "不是消费者的原因，已消费按实付比例"
        steps = (Step(why, yuan(counted), by), Step("应退余款", yuan(back), by))
        return Answer("fen", value=fen_of(back), steps=steps)

"""未休年休假工资。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, decimal, money
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class UnusedLeave(Calculator, label="未休年休假工资", group="劳动"):
    """另应支付的未休年休假工资（分）：日工资的 300%，其中 100% 已随工资支付，故另付 200%。"""

    monthly: int = money("月工资")
    days: Decimal = decimal("未休天数")
    on: date = day("应休年度内之日")

    def work(self) -> Answer:
        base, by = rule("labour.day_wage", self.on), rule("labour.leave", self.on)
        daily = Fraction(self.monthly) / Fraction(base["days"])
        more = by["times"] - by["paid_already"]
        total = daily * Fraction(self.days) * more
        steps = (
            Step(f"日工资：{yuan(self.monthly)} ÷ 21.75", yuan(daily), base.basis),
            Step(f"{self.days} 天 × 日工资 × {more}（300% 中已付 100%）", yuan(total), by.basis),
        )
        return Answer("fen", value=fen_of(total), steps=steps)

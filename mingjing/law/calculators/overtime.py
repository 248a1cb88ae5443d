"""加班工资：工作日、休息日、法定休假日。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, decimal, money
from mingjing.law.rules import rule

KINDS = {"workday": "工作日延长", "rest_day": "休息日", "holiday": "法定休假日"}


@dataclass(frozen=True, kw_only=True)
class Overtime(Calculator, label="加班工资", group="劳动"):
    """应付的加班工资（分）。日工资为月工资除以 21.75，小时工资再除以 8；分别按 150%、200%、300%。"""

    monthly: int = money("月工资")
    workday: Decimal = decimal("工作日延长小时", Decimal(0))
    rest_day: Decimal = decimal("休息日加班小时", Decimal(0), help="未安排补休的")
    holiday: Decimal = decimal("法定休假日加班小时", Decimal(0))
    on: date = day("加班日")

    def work(self) -> Answer:
        base, by = rule("labour.day_wage", self.on), rule("labour.overtime", self.on)
        hourly = Fraction(self.monthly) / Fraction(base["days"]) / base["hours"]
        steps = [Step(f"小时工资：{yuan(self.monthly)} ÷ 21.75 ÷ 8", yuan(hourly), base.basis)]
        total = Fraction(0)
        for kind, name in KINDS.items():
            hours = Fraction(getattr(self, kind))
            if hours:
                part = hourly * hours * Fraction(by[kind])
                steps.append(Step(f"{name} {getattr(self, kind)} 小时 × {by[kind]}", yuan(part), by.basis))
                total += part
        return Answer("fen", value=fen_of(total), steps=tuple(steps))

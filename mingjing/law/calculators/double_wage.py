"""未签书面劳动合同的二倍工资。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, decimal_of, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.calendar import months_after
from mingjing.law.inputs import day, money
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class DoubleWage(Calculator, label="二倍工资差额", group="劳动"):
    """应另付的一倍工资（分）：自用工满一个月的次日起，到补订合同或者离职的前一日，最多十一个月。"""

    monthly: int = money("月工资")
    hired_on: date = day("用工之日")
    until_on: date = day("最后一日", help="离职日，或者补订书面合同的前一日")

    def work(self) -> Answer:
        by = rule("labour.double_wage", self.hired_on)
        first = months_after(self.hired_on, 1)
        last = min(self.until_on, months_after(self.hired_on, 12) - timedelta(days=1))
        if last < first:
            return Answer("fen", value=0, steps=(Step("用工未满一个月", yuan(0), by.basis),), more={"月数": Decimal(0)})
        counted = between(first, last + timedelta(days=1))
        total = self.monthly * counted
        text = f"{first} 至 {last}，{float(counted):g} 个月（最多 {by['most_months']} 个月）"
        more = {"月数": decimal_of(counted)}
        return Answer("fen", value=fen_of(total), steps=(Step(text, yuan(total), by.basis),), more=dict(more))


def between(first: date, until: date) -> Fraction:
    """Whole months from `first` to before `until`, and the days over them as a share of 30 (a default of ours).

    >>> between(date(2024, 2, 10), date(2024, 8, 10))
    Fraction(6, 1)
    """
    whole = 0
    while months_after(first, whole + 1) <= until:
        whole += 1
    return whole + min(Fraction((until - months_after(first, whole)).days, 30), Fraction(1))

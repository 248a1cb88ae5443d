"""经济补偿与赔偿金：解除或者终止劳动合同。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, money, months, yes_no
from mingjing.law.rules import rule
from mingjing.law.wages import wage_of


@dataclass(frozen=True, kw_only=True)
class Compensation(Calculator, label="经济补偿、赔偿金", group="劳动"):
    """经济补偿（分）；违法解除的为二倍。

    每满一年支付一个月工资，六个月以上不满一年按一年，不满六个月支付半个月。月工资高于当地上年度职工月平均工资三倍的，
    按三倍计，年限最高十二年。2008-01-01 以前的工作年限适用当时规定，不在此计算。
    """

    monthly: int = money("离职前十二个月平均工资")
    served: int = months("工作年限")
    unlawful: bool = yes_no("是否违法解除或者终止")
    average: int | None = money("当地上年度职工月平均工资", None, help="不填则查上海的数据（凭记忆）")
    on: date = day("解除或者终止之日")

    def work(self) -> Answer:
        by = rule("labour.compensation", self.on)
        average, note = self._average()
        capped = self.monthly > by["cap_times"] * average
        wage = by["cap_times"] * average if capped else self.monthly
        counted = units(self.served)
        paid = min(counted, Fraction(by["cap_years"])) if capped else counted
        total = wage * paid
        steps = [Step(f"工作 {self.served // 12} 年 {self.served % 12} 个月", f"{float(counted):g} 个月工资", by.basis)]
        if capped:
            steps.append(Step(f"月工资高于平均工资 {yuan(average)} 的三倍，按三倍且不超过 12 年", yuan(wage), by.basis))
        steps.append(Step(f"{yuan(wage)} × {float(paid):g}", yuan(total), by.basis))
        if self.unlawful:
            twice = rule("labour.unlawful", self.on)
            total *= twice["times"]
            steps.append(Step("违法解除或者终止，二倍赔偿金", yuan(total), twice.basis))
        return Answer("fen", value=fen_of(total), steps=tuple(steps), assumptions=note if capped else ())

    def _average(self) -> tuple[int, tuple[str, ...]]:
        if self.average is not None:
            return self.average, ()
        found = wage_of("上海", self.on.year - 1)
        return found.monthly_fen, (
            f"平均工资取{found.region} {found.year} 年 {yuan(found.monthly_fen)}（凭记忆，须核对）。",
        )


def units(served: int) -> Fraction:
    """Months of wage for a length of service in months.

    >>> units(67), units(65), units(60)
    (Fraction(6, 1), Fraction(11, 2), Fraction(5, 1))
    """
    whole, rest = divmod(served, 12)
    return Fraction(whole) + (Fraction(0) if rest == 0 else Fraction(1) if rest >= 6 else Fraction(1, 2))

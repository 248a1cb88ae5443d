"""被扶养人生活费。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.calculators.injury import years_of
from mingjing.law.inputs import day, decimal, money, number
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class Dependants(Calculator, label="被扶养人生活费", group="损害赔偿"):
    """一名被扶养人的生活费（分）。

    上一年度城镇居民人均消费支出乘以年限，再乘以受害人应负的份额和丧失劳动能力的程度。未成年人计算至十八周岁；无劳动
    能力又无其他生活来源的成年人二十年，六十周岁以上每增加一岁减少一年，七十五周岁以上五年。条文凭记忆，须核对。
    """

    age: int = number("被扶养人的年龄")
    spending: int = money("上一年度城镇居民人均消费支出")
    supporters: int = number("扶养人数", 1)
    loss: Decimal = decimal("受害人丧失劳动能力的程度（%）", Decimal(100))
    on: date = day("判决日")

    def work(self) -> Answer:
        if self.supporters < 1:
            return Answer("fen", refusals=("扶养人数至少为 1。",))
        by = rule("injury.dependants", self.on)
        years = by["adult_age"] - self.age if self.age < by["adult_age"] else years_of(by, self.age)
        amount = Fraction(self.spending) * years / self.supporters * Fraction(self.loss) / 100
        text = f"{yuan(self.spending)} × {years} 年 ÷ {self.supporters} 人 × {self.loss}%"
        over = ("有数名被扶养人的，年赔偿总额累计不超过上一年度人均消费支出额。",)
        return Answer("fen", value=fen_of(amount), steps=(Step(text, yuan(amount), by.basis),), warnings=over)

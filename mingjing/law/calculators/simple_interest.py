"""按某日利率计息：欠款数额、天数、当日 LPR 或者指定的年利率。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, money, number, rate
from mingjing.law.interest_rates import market_rate
from mingjing.law.rules import rule

YEARS = {"365": "实际天数/365", "360": "实际天数/360"}


@dataclass(frozen=True, kw_only=True)
class SimpleInterest(Calculator, label="按日计息", group="利息"):
    """利息（分）：数额 × 年利率 × 天数 ÷ 365。没有填年利率的，取该日一年期 LPR。"""

    amount: int = money("数额")
    days: int = number("天数")
    rate_on: date = day("利率日")
    percent: Decimal | None = rate("年利率（%）", None)
    year: str = choice("计息天数", YEARS, "365")

    def work(self) -> Answer:
        if self.percent is not None:
            yearly, text, by = self.percent, "约定年利率", None
        else:
            published = market_rate(self.rate_on)
            yearly, text = published.percent, f"{published.since} 公布的一年期利率"
            by = rule("lending.lpr", max(self.rate_on, date(2019, 8, 20))).basis
        total = Fraction(self.amount) * Fraction(yearly) / 100 * self.days / int(self.year)
        step = Step(f"{yuan(self.amount)} × {text} {yearly}% × {self.days} 日 ÷ {self.year}", yuan(total), by)
        return Answer("fen", value=fen_of(total), steps=(step,))

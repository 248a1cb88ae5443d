"""利率查询：某日的 LPR 或者此前的贷款基准利率。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, months
from mingjing.law.interest_rates import LPR_FROM, market_rate
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class PublishedRate(Calculator, label="LPR 与基准利率", group="利息"):
    """当日适用的年利率（%）。

    2019-08-20 起为 LPR（五年期以上取五年期以上），此前为中国人民银行同期贷款基准利率。公布后在下次公布以前有效；超
    出已收录的时间不作推断。
    """

    on: date = day("日期")
    months: int = months("期限", 12)

    def work(self) -> Answer:
        published = market_rate(self.on, self.months)
        name = "LPR" if self.on >= LPR_FROM else "贷款基准利率"
        by = rule("lending.lpr" if self.on >= LPR_FROM else "lending.benchmark", self.on).basis
        step = Step(f"{published.since} 公布的{name}", f"{published.percent}%", by)
        return Answer("percent", value=published.percent, steps=(step,))

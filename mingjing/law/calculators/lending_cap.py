"""民间借贷利率上限：某日成立、某日起诉的借款，利率保护到多少。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.answer import Answer, Step, decimal_of, percent
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, months
from mingjing.law.interest_rates import LPR_FROM, lpr
from mingjing.law.lending_cap import Loan


@dataclass(frozen=True, kw_only=True)
class LendingCap(Calculator, label="民间借贷利率上限", group="利息"):
    """受保护的年利率（%）。

    给出的是起诉时适用的上限；借款跨越规则变化的，各段的上限列在步骤里。另给出合同成立日 LPR 的四倍供比较。
    """

    agreed_on: date = day("合同成立日")
    sued_on: date = day("起诉（受理）日")
    months: int = months("借款期限", 12, help="只在按基准利率时使用")

    def work(self) -> Answer:
        loan = Loan(self.agreed_on, self.sued_on, self.months)
        starts = (self.agreed_on, *loan.changes)
        caps = [loan.cap(d) for d in starts]
        steps = tuple(Step(f"自 {d} 起：{c.why}", percent(c.rate), c.basis) for d, c in zip(starts, caps, strict=True))
        more = {}
        if self.agreed_on >= LPR_FROM:
            more = {"合同成立日 LPR 的四倍（%）": 4 * lpr(self.agreed_on).percent}
        return Answer("percent", value=decimal_of(caps[-1].rate * 100), steps=steps, more=dict(more))

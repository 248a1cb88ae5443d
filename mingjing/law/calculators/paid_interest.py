"""已付利息的审查：旧规定之下，付过的利息哪些可以要回。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, money
from mingjing.law.lending_cap import CHANGE, Loan
from mingjing.law.rules import rule

YEARS = {"365": "实际天数/365", "360": "实际天数/360"}


@dataclass(frozen=True, kw_only=True)
class PaidInterest(Calculator, label="已付利息审查", group="利息"):
    """应予返还的利息（分）。

    2020-08-20 以前受理的案件：超过年利率 36% 的部分无效，可以请求返还；24% 至 36% 之间自愿付过的不返还。此后受理的，
    超过上限已付的部分抵充本金或者返还。
    """

    principal: int = money("本金")
    paid: int = money("已付利息")
    from_on: date = day("起算日")
    until_on: date = day("截止日")
    agreed_on: date = day("合同成立日")
    sued_on: date = day("起诉（受理）日")
    year: str = choice("计息天数", YEARS, "365")

    def work(self) -> Answer:
        days = (self.until_on - self.from_on).days
        if days <= 0:
            return Answer("fen", refusals=("截止日应当晚于起算日。",))
        if self.sued_on >= CHANGE:
            return self._above_cap(days)
        by = rule("lending.flat", min(max(self.agreed_on, date(2015, 9, 1)), date(2020, 8, 19)))
        supported, void = (self._at(Fraction(by[k], 100), days) for k in ("supported", "void_above"))
        back, stays = max(Fraction(0), self.paid - void), max(Fraction(0), min(Fraction(self.paid), void) - supported)
        steps = (
            Step(f"超过年利率 {by['void_above']}% 的部分（{yuan(void)} 以上）无效，应返还", yuan(back), by.basis),
            Step(f"{by['supported']}% 至 {by['void_above']}% 之间已付的部分不返还", yuan(stays), by.basis),
        )
        return Answer("fen", value=fen_of(back), steps=steps, more={"不返还也不受保护的部分": fen_of(stays)})

    def _above_cap(self, days: int) -> Answer:
        cap = Loan(self.agreed_on, self.sued_on).cap(self.from_on)
        back = max(Fraction(0), self.paid - self._at(cap.rate, days))
        step = Step(f"超过上限（{cap.why}）的部分", yuan(back), cap.basis)
        return Answer(
            "fen", value=fen_of(back), steps=(step,), warnings=("多付的部分先抵充本金，再返还。",) if back else ()
        )

    def _at(self, yearly: Fraction, days: int) -> Fraction:
        return self.principal * yearly * days / int(self.year)

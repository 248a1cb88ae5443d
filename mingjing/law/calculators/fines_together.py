"""罚金的合计与折抵：数罪的罚金相加，已缴的行政罚款减去。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.answer import Answer, Step, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, listed, money
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class FinesTogether(Calculator, label="罚金合计与折抵", group="刑罚"):
    """应当缴纳的罚金（分）：各罪罚金相加，减去因同一行为已经缴纳的行政罚款。"""

    fines: tuple[int, ...] = listed("moneys", "各罪所判罚金")
    paid: int = money("已缴纳的行政罚款", 0)
    on: date = day("判决日")

    def work(self) -> Answer:
        if not self.fines:
            return Answer("fen", need=("各罪所判罚金",))
        total = sum(self.fines)
        steps = [Step("各罪罚金相加", yuan(total), rule("fines.several_crimes", self.on).basis)]
        if self.paid:
            by = rule("fines.deduct_administrative", self.on).basis
            steps.append(Step(f"折抵已缴纳的行政罚款 {yuan(self.paid)}", yuan(max(0, total - self.paid)), by))
        return Answer("fen", value=max(0, total - self.paid), steps=tuple(steps))

"""减刑：减刑以后实际执行的刑期至少是多少。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calculators.sentence_term import told
from mingjing.law.inputs import choice, day, months
from mingjing.law.rules import rule

KINDS = {
    "fixed_term": "管制、拘役、有期徒刑",
    "life": "无期徒刑",
    "reprieve_life": "限制减刑的死缓，期满减为无期徒刑",
    "reprieve_25": "限制减刑的死缓，期满减为二十五年有期徒刑",
}


@dataclass(frozen=True, kw_only=True)
class Commutation(Calculator, label="减刑后的最低执行刑期", group="刑罚"):
    """减刑以后实际执行的刑期的下限，以月计。

    管制、拘役、有期徒刑不少于原判刑期的二分之一；无期徒刑不少于十三年；限制减刑的死缓依法减为无期徒刑的不少于二十五
    年，减为二十五年有期徒刑的不少于二十年。
    """

    kind: str = choice("原判刑罚", KINDS)
    months: int = months("原判刑期", 0, help="管制、拘役、有期徒刑填写")
    on: date = day("减刑裁定日")

    def work(self) -> Answer:
        by = rule("sentences.commutation", self.on)
        if self.kind != "fixed_term":
            least = by[self.kind]
            if least is None:
                return Answer("months", refusals=(f"{by.basis.text}当时没有限制减刑的规定。",))
            return Answer("months", low=least, steps=(Step(KINDS[self.kind], f"不少于{told(least)}", by.basis),))
        if not self.months:
            return Answer("months", need=("原判刑期",))
        least = self.months * Decimal(by["share"])
        step = Step(f"原判{told(self.months)}的二分之一", f"不少于 {least.normalize():f} 个月", by.basis)
        return Answer("months", low=least, steps=(step,))

"""缓刑考验期：能否宣告缓刑，考验期在什么幅度内。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calculators.sentence_term import told
from mingjing.law.inputs import choice, day, months, yes_no
from mingjing.law.rules import rule


@dataclass(frozen=True, kw_only=True)
class Probation(Calculator, label="缓刑考验期", group="刑罚"):
    """缓刑考验期的幅度，以月计。

    被判处拘役、三年以下有期徒刑的才可以宣告缓刑；累犯和犯罪集团的首要分子不适用。拘役的考验期为原判刑期以上一年以下，
    不少于二个月；有期徒刑的为原判刑期以上五年以下，不少于一年。
    """

    kind: str = choice("刑种", {"fixed_term": "有期徒刑", "detention": "拘役"})
    months: int = months("宣告的刑期")
    recidivist: bool = yes_no("是否累犯")
    ringleader: bool = yes_no("是否犯罪集团的首要分子")
    on: date = day("判决日")

    def work(self) -> Answer:
        by = rule("sentences.probation", self.on)
        barred = []
        if self.months > by["most_term"]:
            barred.append(f"宣告刑{told(self.months)}，超过三年，不得宣告缓刑（{by.basis.text}）。")
        if self.recidivist:
            barred.append(f"累犯不适用缓刑（{by.basis.text}）。")
        if self.ringleader and by["ringleader_barred"]:
            barred.append(f"犯罪集团的首要分子不适用缓刑（{by.basis.text}）。")
        if barred:
            return Answer("months", refusals=tuple(barred))
        least, most = by[f"{PREFIX[self.kind]}_least"], by[f"{PREFIX[self.kind]}_most"]
        low = max(self.months, least)
        step = Step(
            f"考验期在原判刑期以上、{told(most)}以下，不少于{told(least)}", f"{told(low)}至{told(most)}", by.basis
        )
        return Answer("months", low=low, high=most, steps=(step,))


PREFIX = {"fixed_term": "fixed", "detention": "detention"}

"""数罪并罚：几个刑期合在一起，应当在什么幅度内决定执行的刑期。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calculators.sentence_term import told
from mingjing.law.inputs import day, listed, months
from mingjing.law.rules import Rule, rule


@dataclass(frozen=True, kw_only=True)
class CombinedTerms(Calculator, label="数罪并罚", group="刑罚"):
    """决定执行的有期徒刑、拘役、管制的幅度，以月计。

    在总和刑期以下、数刑中最高刑期以上决定；总和刑期不满三十五年的最高不超过二十年，三十五年以上的不超过二十五年。
    既有有期徒刑又有拘役的，只执行有期徒刑；有管制的，管制仍须执行。刑罚执行期间又犯新罪的，把余刑与新罪并罚；发现漏罪
    的，把前后两个判决并罚，已执行的刑期计算在内。
    """

    fixed_terms: tuple[int, ...] = listed("terms", "各罪有期徒刑")
    detentions: tuple[int, ...] = listed("terms", "各罪拘役")
    public_surveillances: tuple[int, ...] = listed("terms", "各罪管制")
    remaining: int = months("前罪没有执行的刑罚", 0, help="执行期间又犯新罪的（第七十一条）")
    served: int = months("已经执行的刑期", 0, help="发现漏罪的（第七十条），计算在新判决决定的刑期以内")
    on: date = day("判决日")

    def work(self) -> Answer:
        terms = tuple(t for t in (*self.fixed_terms, self.remaining) if t)
        if not (terms or self.detentions or self.public_surveillances):
            return Answer("months", need=("各罪的刑期",))
        by = rule("sentences.combined", self.on)
        if terms:
            return self._of(terms, fixed_cap(terms, by), by, self._beside(by))
        if self.detentions:
            return self._of(self.detentions, by["detention"], by, self._public(by))
        return self._of(self.public_surveillances, by["public_surveillance"], by, ())

    def _of(self, terms: tuple[int, ...], cap: int, by: Rule, beside: tuple[Step, ...]) -> Answer:
        low, total = max(terms), sum(terms)
        high = max(low, min(total, cap))
        steps = [
            Step(f"数刑中最高刑期：{'、'.join(map(told, terms))}", told(low), by.basis),
            Step(f"总和刑期{told(total)}，最高不超过{told(cap)}", told(high), by.basis),
            *beside,
            *self._after_earlier(),
        ]
        return Answer("months", value=low if low == high else None, low=low, high=high, steps=tuple(steps))

    def _beside(self, by: Rule) -> tuple[Step, ...]:
        if not self.detentions:
            return self._public(by)
        text = (
            "既有有期徒刑又有拘役，只执行有期徒刑" if by["absorbs"] else "有期徒刑与拘役分别执行（当时条文未规定吸收）"
        )
        return (Step(text, "、".join(map(told, self.detentions)), by.basis), *self._public(by))

    def _public(self, by: Rule) -> tuple[Step, ...]:
        if not self.public_surveillances:
            return ()
        served = min(sum(self.public_surveillances), by["public_surveillance"])
        return (Step("主刑执行完毕后，管制仍须执行", told(served), by.basis),)

    def _after_earlier(self) -> tuple[Step, ...]:
        steps = []
        if self.remaining:
            steps.append(
                Step("前罪没有执行的刑罚与新罪并罚", told(self.remaining), rule("sentences.new_crime", self.on).basis)
            )
        if self.served:
            steps.append(
                Step(
                    "已经执行的刑期计算在新决定的刑期以内",
                    told(self.served),
                    rule("sentences.missed_crime", self.on).basis,
                )
            )
        return tuple(steps)


def fixed_cap(terms: tuple[int, ...], by: Rule) -> int:
    """The most that combined fixed terms may come to, in months."""
    return int(by["fixed_term_long"] if sum(terms) >= by["long_from"] else by["fixed_term"])

"""案件受理费：按案件种类和数额，连同减半、上诉、反诉和司法救助。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Basis, Step, fen_of, yuan
from mingjing.law.bands import progressive
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, decimal, money, several
from mingjing.law.rules import Rule, rule

KINDS = {
    "property": "财产案件",
    "divorce": "离婚案件",
    "personality": "侵害人格权案件",
    "other_non_property": "其他非财产案件",
    "intellectual_property": "没有争议金额的知识产权案件",
    "labour": "劳动争议案件",
    "administrative": "行政案件",
    "administrative_special": "商标、专利、海事行政案件",
    "jurisdiction_objection": "管辖权异议不成立",
    "no_fee": "不交纳受理费的案件（特别程序、不予受理、驳回起诉、国家赔偿等）",
}
HALVED = {
    "settled": "调解结案或者申请撤诉",
    "simplified": "适用简易程序",
    "counterclaim": "反诉合并审理",
}
WITH_AMOUNT = ("divorce", "personality")
"""Kinds with a base amount that may lie in a range, and a part that grows with the money in dispute."""


@dataclass(frozen=True, kw_only=True)
class Fee(Calculator, label="案件受理费", group="诉讼费用"):
    """案件受理费（分）。

    财产案件按请求的金额分段累计。离婚、人格权案件在基础数额之上，对超过部分分段累计；基础数额由各地在幅度内确定，未
    填则给出幅度。调解、撤诉、简易程序、反诉减半，只减一次。上诉按不服部分的金额算。司法救助减交不低于三成。
    """

    kind: str = choice("案件种类", KINDS, "property")
    amount: int | None = money("争议金额", None, help="财产案件必填；上诉填不服一审判决部分")
    base: int | None = money("当地确定的基础数额", None, help="幅度内的具体数额由各省确定，是参数")
    halved: tuple[str, ...] = several("减半事由", HALVED)
    aid: Decimal | None = decimal("司法救助减交的百分比", None)
    on: date = day("交费日")

    def work(self) -> Answer:
        by = rule(f"fees.{self.kind}", self.on)
        if self.kind == "no_fee":
            return Answer("fen", value=0, steps=(Step("不交纳案件受理费", yuan(0), by.basis),))
        if self.kind == "property" and self.amount is None:
            return Answer("fen", need=("争议金额",))
        return self._aided(self._half(self._full(by)))

    def _full(self, by: Rule) -> Answer:
        if self.kind == "property":
            return exact(*progressive(by, by["first_fen"], self.amount or 0))
        if by.get("fixed_fen") is not None:
            return exact(Fraction(by["fixed_fen"]), [Step("每件", yuan(by["fixed_fen"]), by.basis)])
        if self.base is None:
            return self._range(by)
        if not by["least_fen"] <= self.base <= by["most_fen"]:
            told = f"{yuan(by['least_fen'])} 至 {yuan(by['most_fen'])}"
            return Answer("fen", refusals=(f"基础数额应在 {told} 以内（{by.basis.text}）。",))
        return self._with_base(by, self.base)

    def _with_base(self, by: Rule, base: int) -> Answer:
        if self.kind in WITH_AMOUNT:
            return exact(*progressive(by, base, self.amount or 0))
        return exact(Fraction(base), [Step("每件", yuan(base), by.basis)])

    def _range(self, by: Rule) -> Answer:
        low, high = (self._with_base(by, by[f"{end}_fen"]) for end in ("least", "most"))
        note = "基础数额由省级政府在幅度内确定，未填，故给出幅度。"
        return Answer("fen", low=low.value, high=high.value, steps=(*low.steps, *high.steps), assumptions=(note,))

    def _half(self, found: Answer) -> Answer:
        if not self.halved or found.refusals:
            return found
        by = rule(f"fees.halving_{self.halved[0]}", self.on).basis
        found = scaled(found, Fraction(1, 2), f"{'、'.join(HALVED[h] for h in self.halved)}，减半交纳", by)
        if len(self.halved) == 1:
            return found
        only = rule("fees.one_halving", self.on).basis
        return replace(found, steps=(*found.steps, Step("有几项减半事由，只减半一次", "", only)))

    def _aided(self, found: Answer) -> Answer:
        if self.aid is None or found.refusals:
            return found
        by = rule("fees.judicial_aid", self.on)
        if not by["least_percent"] <= self.aid <= 100:
            told = f"减交比例不得低于 {by['least_percent']}%（{by.basis.text}）。"
            return replace(found, value=None, low=None, high=None, refusals=(told,))
        return scaled(found, 1 - Fraction(self.aid) / 100, f"司法救助减交 {self.aid}%", by.basis)


def exact(fee: Fraction, steps: list[Step]) -> Answer:
    """A fee rounded to a whole fen."""
    return Answer("fen", value=fen_of(fee), steps=tuple(steps))


def scaled(found: Answer, by: Fraction, text: str, basis: Basis) -> Answer:
    """The answer with every amount multiplied."""
    value, low, high = (fen_of(v * by) if isinstance(v, int) else None for v in (found.value, found.low, found.high))
    shown = " 至 ".join(yuan(v) for v in (value, low, high) if v is not None)
    return replace(found, value=value, low=low, high=high, steps=(*found.steps, Step(text, shown, basis)))

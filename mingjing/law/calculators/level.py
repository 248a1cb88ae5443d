"""级别管辖：一审民事案件由哪一级法院审理。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.answer import Answer, Step, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, money
from mingjing.law.rules import rule

KINDS = {
    "same": "当事人住所地均在或者均不在受理法院所处省级行政辖区",
    "one_outside": "当事人一方住所地不在受理法院所处省级行政辖区",
    "foreign": "涉外（上海）",
}


@dataclass(frozen=True, kw_only=True)
class Level(Calculator, label="级别管辖", group="程序"):
    """「基层人民法院」「中级人民法院」「高级人民法院」之一。

    「以上」包括本数。知识产权、海事、金融等专门管辖另有规定，不在此判断。
    """

    amount: int = money("诉讼标的额")
    kind: str = choice("当事人情形", KINDS, "same")
    on: date = day("立案日")

    def work(self) -> Answer:
        by = rule(f"procedure.level_{self.kind}", self.on)
        high_by = by if by.get("high_fen") else rule("procedure.level_high", self.on)
        steps = (
            Step("中级人民法院一审的下限", yuan(by["intermediate_fen"]), by.basis),
            Step("高级人民法院一审的下限", yuan(high_by["high_fen"]), high_by.basis),
        )
        special = ("知识产权、海事海商、金融等案件依专门规定确定管辖。",)
        return Answer(
            "text", value=self._verdict(by["intermediate_fen"], high_by["high_fen"]), steps=steps, warnings=special
        )

    def _verdict(self, intermediate: int, high: int) -> str:
        if self.amount >= high:
            return "高级人民法院"
        return "中级人民法院" if self.amount >= intermediate else "基层人民法院"

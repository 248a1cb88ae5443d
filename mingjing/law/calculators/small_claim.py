"""小额诉讼：能否适用，能否约定适用。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingjing.law.answer import Answer, Step, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, money, several, yes_no
from mingjing.law.rules import rule
from mingjing.law.wages import wage_of

EXCLUDED = {
    "status": "人身关系、财产确权案件",
    "foreign": "涉外案件",
    "appraisal": "需要评估、鉴定或者对诉前评估、鉴定结果有异议的案件",
    "missing_party": "一方当事人下落不明的案件",
    "counterclaim": "当事人提出反诉的案件",
    "other": "其他不宜适用小额诉讼程序的案件",
}


@dataclass(frozen=True, kw_only=True)
class SmallClaim(Calculator, label="小额诉讼", group="程序"):
    """「适用」「双方约定才适用」「不适用」之一。

    标的额为各省上年度就业人员年平均工资百分之五十以下的适用；超过百分之五十但在二倍以下的，双方约定可以适用。基数取
    立案时已公布的上一年度数据，没有公布的用最近公布的。
    """

    amount: int = money("标的额")
    excluded: tuple[str, ...] = several("不适用的情形", EXCLUDED)
    agreed: bool = yes_no("双方是否约定适用")
    average: int | None = money("上年度就业人员年平均工资", None, help="不填则查上海的数据（凭记忆）")
    on: date = day("立案日")

    def work(self) -> Answer:
        by = rule("procedure.small_claim", self.on)
        if self.excluded:
            why = "、".join(EXCLUDED[e] for e in self.excluded)
            return Answer("text", value="不适用", steps=(Step(f"属于{why}", "不适用", by.basis),))
        average, notes = self._average()
        limit = int(average * Decimal(by["share"]))
        most = average * by["agreed_times"] if by["agreed_times"] else limit
        value = self._verdict(limit, most)
        steps = (
            Step(f"年平均工资 {yuan(average)}", f"{yuan(limit)} 以下适用", rule("procedure.base_year", self.on).basis),
            Step(f"标的额 {yuan(self.amount)}，约定适用的上限 {yuan(most)}", value, by.basis),
        )
        return Answer("text", value=value, steps=steps, assumptions=notes)

    def _verdict(self, limit: int, most: int) -> str:
        if self.amount <= limit:
            return "适用"
        if self.amount > most:
            return "不适用"
        return "适用" if self.agreed else "双方约定才适用"

    def _average(self) -> tuple[int, tuple[str, ...]]:
        if self.average is not None:
            return self.average, ()
        found = wage_of("上海", self.on.year - 1)
        return found.annual_fen, (
            f"年平均工资取{found.region} {found.year} 年 {yuan(found.annual_fen)}（凭记忆，须核对）。",
        )

"""人身损害赔偿各项目。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mingjing.law.answer import Answer, Step, Value, fen_of, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, decimal, money, number, yes_no
from mingjing.law.rules import Rule, rule

Item = tuple[str, Fraction, Rule | None, str]
"""One item: how it was reckoned, the exact amount, its rule, and its name."""
DAILY = (
    ("lost_days", "daily_income", "误工费"),
    ("nursing_days", "daily_nursing", "护理费"),
    ("hospital_days", "daily_food", "住院伙食补助费"),
    ("nutrition_days", "daily_nutrition", "营养费"),
)


@dataclass(frozen=True, kw_only=True)
class Injury(Calculator, label="人身损害赔偿", group="损害赔偿"):
    """各项之和（分），各项数额列在步骤和附项里。

    残疾赔偿金为受诉法院所在地上一年度城镇居民人均可支配收入乘以二十年再乘以伤残系数；六十周岁以上每增加一岁减少一年，
    七十五周岁以上按五年。死亡赔偿金同样计年。丧葬费为上一年度职工月平均工资六个月。被扶养人生活费计算至十八周岁，无
    劳动能力的成年人二十年，有多个扶养人的只赔受害人应负的部分。按责任比例折算、已经赔付的扣除。条文凭记忆，须核对。
    """

    age: int = number("定残或死亡时的年龄")
    income: int = money("上一年度城镇居民人均可支配收入")
    grade: int = number("伤残等级", 0, help="一至十级，没有不填")
    coefficient: Decimal | None = decimal("伤残系数（%）", None, help="多处伤残由法官确定；不填按等级推算（默认）")
    death: bool = yes_no("是否死亡")
    monthly_wage: int = money("上一年度职工月平均工资", 0, help="死亡时计算丧葬费")
    medical: int = money("医疗费", 0)
    lost_days: int = number("误工日数", 0)
    daily_income: int = money("每日误工收入", 0)
    nursing_days: int = number("护理日数", 0)
    daily_nursing: int = money("每日护理费", 0)
    hospital_days: int = number("住院日数", 0)
    daily_food: int = money("每日伙食补助", 0)
    nutrition_days: int = number("营养日数", 0)
    daily_nutrition: int = money("每日营养费", 0)
    other: int = money("交通、住宿、辅助器具等", 0)
    solace: int = money("精神损害抚慰金", 0)
    liability: Decimal = decimal("对方责任比例（%）", Decimal(100))
    paid: int = money("已经赔付", 0)
    on: date = day("判决日")

    def work(self) -> Answer:
        if not 0 <= self.grade <= 10 or not 0 <= self.liability <= 100:
            return Answer("fen", refusals=("伤残等级为一至十级，责任比例为 0 至 100。",))
        items: list[Item] = [s for s in (*self._daily(), self._disability(), *self._death()) if s]
        plain = (("医疗费", self.medical), ("其他费用", self.other), ("精神损害抚慰金", self.solace))
        items += [(name, Fraction(v), None, name) for name, v in plain if v]
        total = sum((amount for _, amount, _, _ in items), Fraction(0))
        share = total * Fraction(self.liability) / 100
        value = fen_of(max(Fraction(0), share - self.paid))
        steps = [Step(text, yuan(amount), by.basis if by else None) for text, amount, by, _ in items]
        steps.append(Step(f"合计 {yuan(total)} × 责任比例 {self.liability}%，减已赔付 {yuan(self.paid)}", yuan(value)))
        more: dict[str, Value] = {name: fen_of(amount) for _, amount, _, name in items}
        return Answer("fen", value=value, steps=tuple(steps), more=more)

    def _daily(self) -> list[Item]:
        by = rule("injury.daily", self.on)
        found: list[Item] = []
        for days, daily, name in DAILY:
            n, each = getattr(self, days), getattr(self, daily)
            if n and each:
                found.append((f"{name}：{n} 日 × {yuan(each)}", Fraction(n * each), by, name))
        return found

    def _disability(self) -> Item | None:
        if not self.grade or self.death:
            return None
        by, share = rule("injury.disability", self.on), self._coefficient()
        years = years_of(by, self.age)
        amount = self.income * years * share
        return (f"残疾赔偿金：{yuan(self.income)} × {years} 年 × {float(share) * 100:g}%", amount, by, "残疾赔偿金")

    def _coefficient(self) -> Fraction:
        if self.coefficient is not None:
            return Fraction(self.coefficient) / 100
        by = rule("injury.coefficient", self.on)
        return Fraction(by["first"] - by["step"] * (self.grade - 1), 100)

    def _death(self) -> list[Item]:
        if not self.death:
            return []
        by, funeral = rule("injury.death", self.on), rule("injury.funeral", self.on)
        years = years_of(by, self.age)
        buried = Fraction(self.monthly_wage * funeral["months"])
        return [
            (f"死亡赔偿金：{yuan(self.income)} × {years} 年", Fraction(self.income * years), by, "死亡赔偿金"),
            (f"丧葬费：{yuan(self.monthly_wage)} × {funeral['months']} 个月", buried, funeral, "丧葬费"),
        ]


def years_of(by: Rule, age: int) -> int:
    """Years that are paid for at an age."""
    if age >= by["from_age_years"]:
        return int(by["least_years"])
    return int(by["years"]) - max(0, age - int(by["from_age"]))

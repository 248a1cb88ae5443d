"""醉驾：要素、是否可能情节显著轻微、参考刑期、能否缓刑、罚金幅度。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingjing.law.answer import Answer, Step, Value, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import day, decimal, months, number, several, yes_no
from mingjing.law.rules import rule

GRAVE = {
    "accident": "造成交通事故且负全部或者主要责任",
    "flight": "造成交通事故后逃逸",
    "no_licence": "未取得机动车驾驶证驾驶汽车",
    "overload": "严重超员、超载、超速驾驶",
    "drugs": "服用国家规定管制的精神药品或者麻醉药品后驾驶",
    "passenger_service": "驾驶机动车从事客运活动且载有乘客",
    "school_service": "驾驶机动车从事校车业务且载有师生",
    "motorway": "在高速公路上驾驶",
    "heavy_truck": "驾驶重型载货汽车",
    "dangerous_goods": "运输危险化学品、危险货物",
    "evading": "逃避、阻碍公安机关依法检查",
    "obstructing": "实施威胁、打击报复、引诱、贿买证人等妨碍司法行为",
}
"""Items 1 to 12 of article 10; items 13 and 14 follow from the years since earlier punishments."""
SLIGHT = {
    "urgent": "出于急救伤病人员等紧急情况驾驶",
    "short_move": "在居民小区、停车场等场所短距离挪车、停车入位",
    "takeover": "由他人驾驶至居民小区、停车场等场所短距离接替驾驶",
}
NO_PROBATION = {
    "injury": "造成交通事故致他人轻微伤或轻伤，且负全部或者主要责任",
    "unpaid_damage": "造成交通事故且负全部或者主要责任，未赔偿损失",
    "violence": "采用暴力手段抗拒检查，或者实施妨碍司法行为",
}
MITIGATING = {"surrender": "自首", "confession": "坦白", "plea_leniency": "认罪认罚", "compensation": "赔偿谅解"}
IMPLIED = ("flight", "no_licence", "drugs")
"""Items of article 10 that also bar probation under article 14."""


@dataclass(frozen=True, kw_only=True)
class DrunkDriving(Calculator, label="醉驾量刑", group="刑罚"):
    """参考刑期（月）及罚金、缓刑、是否可能不认为是犯罪。

    血液酒精含量 80 毫克/100 毫升以上为醉酒。没有第十条情形，且含量不满 150 或有第十二条其他情形的，可以认定为情节显
    著轻微。刑期在拘役一至六个月以内；参考刑期是本系统的默认模型，文本没有起点。罚金起点一般不低于相应酒驾的行政罚款，
    每增加一个月拘役增加一千至五千元。
    """

    bac: Decimal = decimal("血液酒精含量（毫克/100 毫升）")
    grave: tuple[str, ...] = several("从重情形（第十条）", GRAVE)
    slight: tuple[str, ...] = several("情节轻微的情形（第十二条）", SLIGHT)
    barred: tuple[str, ...] = several("一般不适用缓刑的其他情形（第十四条）", NO_PROBATION)
    mitigating: tuple[str, ...] = several("从宽情节", MITIGATING)
    drink_years: int | None = number("距上次因饮酒驾驶受处罚几年", None)
    drunk_years: int | None = number("距上次因危险驾驶被判刑或相对不起诉几年", None)
    commercial: bool = yes_no("是否营运机动车")
    sentence: int | None = months("拟判拘役", None, help="填写后按它算罚金，不填按参考刑期")
    on: date = day("行为日")

    def work(self) -> Answer:
        drunk = rule("drunk_driving.drunk", self.on)
        if self.bac < drunk["bac"]:
            step = Step(f"{self.bac} 毫克/100 毫升，不满 {drunk['bac']}", "不属于醉酒驾驶，为饮酒驾驶", drunk.basis)
            return Answer("months", value="不属于醉酒驾驶", steps=(step,))
        items = self.items()
        low, high, steps = self._term(items)
        fine_low, fine_high, fine_steps = self._fine(low, high)
        more: dict[str, Value] = {
            "罚金下限": fine_low,
            "罚金上限（默认）": fine_high,
            "第十条情形": "、".join(items) or "无",
        }
        tips = (*self._slight(items), *self._probation())
        value = low if low == high else None
        return Answer("months", value, low, high, (*steps, *fine_steps), warnings=tips, soft=True, more=more)

    def items(self) -> tuple[str, ...]:
        """Circumstances of article 10, in words."""
        by = rule("drunk_driving.grave", self.on)
        found = [GRAVE[g] for g in self.grave]
        if self.drink_years is not None and self.drink_years < by["drink_years"]:
            found.append(f"{by['drink_years']} 年内曾因饮酒驾驶被查获或者受过行政处罚")
        if self.drunk_years is not None and self.drunk_years < by["drunk_years"]:
            found.append(f"{by['drunk_years']} 年内曾因危险驾驶被判决有罪或者作相对不起诉")
        return tuple(found)

    def _term(self, items: tuple[str, ...]) -> tuple[Decimal, Decimal, list[Step]]:
        model, limits = rule("drunk_driving.model", self.on), rule("drunk_driving.term", self.on)
        over = max(Decimal(0), self.bac - model["bac_from"])
        base = min(1 + int(over // model["bac_step"]), model["base_most"])
        low = base + len(items) * Decimal(model["aggravator_least"])
        high = base + len(items) * Decimal(model["aggravator_most"])
        for _ in self.mitigating:
            low, high = low * (1 - Decimal(model["mitigator_most"])), high * (1 - Decimal(model["mitigator_least"]))
        low, high = (min(max(m, Decimal(limits["least"])), Decimal(limits["most"])) for m in (low, high))
        steps = [Step(f"含量 {self.bac}，参考基准", f"{base} 个月", model.basis)]
        if items:
            steps.append(Step(f"从重情形 {len(items)} 项，每项增加 0.5 至 1 个月", shown(low, high), model.basis))
        if self.mitigating:
            steps.append(Step("从宽情节，每项减少 10% 至 30%", shown(low, high), model.basis))
        return low, high, [*steps, Step("在拘役的法定幅度以内", shown(low, high), limits.basis)]

    def _fine(self, low: Decimal, high: Decimal) -> tuple[int, int, list[Step]]:
        penalty, by = rule("fines.drunk_driving_penalty", self.on), rule("fines.drunk_driving", self.on)
        least = penalty["commercial_fen"] if self.commercial else penalty["least_fen"]
        most = penalty["commercial_fen"] if self.commercial else penalty["most_fen"]
        first, last = (Decimal(self.sentence),) * 2 if self.sentence else (low, high)
        floor = least + int(by["month_least_fen"] * (first - 1))
        ceiling = most + int(by["month_most_fen"] * (last - 1))
        steps = [
            Step("罚金起点不低于相应饮酒驾驶的行政罚款", f"{yuan(least)} 至 {yuan(most)}", penalty.basis),
            Step("每增加一个月拘役，增加一千至五千元", f"{yuan(floor)} 至 {yuan(ceiling)}（上限为默认）", by.basis),
        ]
        return floor, ceiling, steps

    def _slight(self, items: tuple[str, ...]) -> tuple[str, ...]:
        by = rule("drunk_driving.minor_offence", self.on)
        grounds = [SLIGHT[s] for s in self.slight]
        if self.bac < by["bac_below"]:
            grounds.insert(0, f"血液酒精含量不满 {by['bac_below']} 毫克/100 毫升")
        if items or not grounds:
            return ()
        return (
            f"没有第十条情形，且{'；'.join(grounds)}：可以认定为情节显著轻微、危害不大（{by.basis.text}），请审查。",
        )

    def _probation(self) -> tuple[str, ...]:
        by = rule("drunk_driving.no_probation", self.on)
        grounds = [NO_PROBATION[b] for b in self.barred] + [GRAVE[g] for g in self.grave if g in IMPLIED]
        if self.bac > by["bac_above"]:
            grounds.append(f"血液酒精含量超过 {by['bac_above']} 毫克/100 毫升")
        if self.drink_years is not None and self.drink_years < by["drink_years"]:
            grounds.append(f"{by['drink_years']} 年内曾因饮酒驾驶被查获或者受过行政处罚")
        if self.drunk_years is not None:
            grounds.append("曾因危险驾驶被判决有罪或者作相对不起诉")
        return (f"一般不适用缓刑：{'；'.join(grounds)}（{by.basis.text}）。",) if grounds else ()


def shown(low: Decimal, high: Decimal) -> str:
    """A range of months."""
    first, last = (f"{m.normalize():f}" for m in (low, high))
    return f"{first} 个月" if first == last else f"{first} 至 {last} 个月"

"""量刑：基准刑经各情节调节以后是多少。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.errors import BadInput
from mingjing.law.inputs import day, decimal, months, text
from mingjing.law.rules import Rule, rule

Factor = tuple[str, Decimal]
PLEA = ("plea_leniency", "plea_leniency_with")


@dataclass(frozen=True, kw_only=True)
class Sentencing(Calculator, label="量刑调节", group="刑罚"):
    """调节以后的刑期（月）。

    先把未成年、老年、未遂、从犯等情节依次连乘，再把其余情节的比例同向相加、逆向相减。认罪认罚与自首、坦白、当庭认罪、
    退赃退赔、赔偿谅解、和解不作重复评价，须合为一个情节。比例超出指导意见幅度的不予计算。拘役不受本方法约束。
    """

    base: Decimal = decimal("基准刑（月）")
    factors: str = text("情节与比例", "", help="如 accessory:-30; recidivist:20; plea_leniency:-20，可用中文名称")
    least: int | None = months("法定最低刑", None)
    most: int | None = months("法定最高刑", None)
    on: date = day("判决日")

    def work(self) -> Answer:
        by, method = rule("sentencing.factors", self.on), rule("sentencing.steps", self.on)
        given = parsed(self.factors, by)
        if refused := doubled(given, by):
            return Answer("months", refusals=refused)
        if refused := out_of_range(given, by):
            at_most = self._adjusted([(code, clamped(code, p, by)) for code, p in given], by)[0]
            return Answer("months", refusals=refused, more={"各情节按幅度之内计算": at_most})
        term, steps = self._adjusted(given, by)
        term, bounds = self._within(term, method)
        steps = [*steps, *bounds, Step("拟宣告的刑期", f"{shown(term)} 个月", method.basis)]
        return Answer("months", value=term, steps=tuple(steps), warnings=self._doubts(term, given, by, method))

    def _adjusted(self, given: list[Factor], by: Rule) -> tuple[Decimal, list[Step]]:
        term, steps = self.base, [Step("基准刑", f"{shown(self.base)} 个月", by.basis)]
        for code, p in given:
            if by[code].get("first"):
                term *= 1 + p / 100
                steps.append(Step(f"{by[code]['name']} {p:+f}%（先行连乘）", f"{shown(term)} 个月", by.basis))
        rest = [(code, p) for code, p in given if not by[code].get("first")]
        if rest:
            total = sum((p for _, p in rest), Decimal(0))
            named = "、".join(f"{by[code]['name']} {p:+f}%" for code, p in rest)
            increase = max((Decimal(by[c].get("least_months", 0)) for c, p in rest if p > 0), default=Decimal(0))
            term *= 1 + total / 100
            steps.append(Step(f"{named}，合计 {total:+f}%", f"{shown(term)} 个月", by.basis))
            if increase and total > 0:
                term = max(term, self.base + increase)
        return term, steps

    def _within(self, term: Decimal, method: Rule) -> tuple[Decimal, list[Step]]:
        if self.least is not None and term < self.least:
            return Decimal(self.least), [
                Step("低于法定最低刑，除有减轻情节外以其为限", f"{self.least} 个月", method.basis)
            ]
        if self.most is not None and term > self.most:
            return Decimal(self.most), [Step("高于法定最高刑，以其为限", f"{self.most} 个月", method.basis)]
        return term, []

    def _doubts(self, term: Decimal, given: list[Factor], by: Rule, method: Rule) -> tuple[str, ...]:
        unsure = [by[code]["name"] for code, _ in given if by[code]["mark"] != "V"]
        found = [f"「{'、'.join(unsure)}」的比例凭记忆，请核对。"] if unsure else []
        if term < method["bound_from"]:
            found.append("不满六个月，可能宣告拘役；拘役不受本方法约束。")
        return tuple(found)


def parsed(written: str, by: Rule) -> list[Factor]:
    """Factors and percentages as written: `accessory:-30; 累犯:20`. Raises BadInput."""
    names = {f["name"]: code for code, f in by.values.items()}
    found = []
    for part in filter(None, (p.strip() for p in re.split("[;；]", written))):
        code, _, percent = (p.strip() for p in part.replace("：", ":").partition(":"))
        code = names.get(code, code)
        if code not in by.values or not re.fullmatch(r"[+-]?\d+(\.\d+)?%?", percent):
            wanted = f"「情节:百分比」，情节为 {'、'.join(f'{c}（{n}）' for n, c in names.items())} 之一"
            raise BadInput(input="情节与比例", given=part, wanted=wanted)
        found.append((code, Decimal(percent.removesuffix("%"))))
    return found


def doubled(given: list[Factor], by: Rule) -> tuple[str, ...]:
    """Why factors may not stand beside each other: what a plea of guilt already covers counts once."""
    codes = [code for code, _ in given]
    repeated = [by[c]["name"] for c in dict.fromkeys(codes) if codes.count(c) > 1]
    if repeated:
        return (f"同一情节填了两次：{'、'.join(repeated)}。",)
    covered = [by[c]["name"] for c in codes if by[c].get("covered")]
    if covered and any(p in codes for p in PLEA):
        combined = by["plea_leniency_with"]["name"]
        return (f"认罪认罚与{'、'.join(covered)}不得重复评价，请合为「{combined}」一个情节（{by.basis.text}）。",)
    return ()


def out_of_range(given: list[Factor], by: Rule) -> tuple[str, ...]:
    """Which percentages the guideline does not allow."""
    found = []
    for code, p in given:
        factor: dict[str, Any] = by[code]
        low, high = factor["range"]
        if not low <= p <= high:
            more = "；犯罪较轻的可以超过，须说明理由并改填法定情节" if factor.get("light_more") else ""
            found.append(f"{factor['name']}的幅度为 {low}% 至 {high}%，所填为 {p:+f}%{more}。")
    return tuple(found)


def clamped(code: str, p: Decimal, by: Rule) -> Decimal:
    """The percentage, or the nearest that the guideline allows."""
    low, high = by[code]["range"]
    return min(max(p, Decimal(low)), Decimal(high))


def shown(m: Decimal) -> str:
    """Months without needless zeros."""
    return f"{m.normalize():f}"

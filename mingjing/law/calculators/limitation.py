"""诉讼时效与除斥性的期限：最迟到哪一天。"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from mingjing.law.answer import Answer, Basis, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calendar import months_after, workday_from
from mingjing.law.errors import NoRuleInForce
from mingjing.law.inputs import choice, day, listed

TABLE = Path(__file__).parents[1] / "tables" / "limitations.csv"


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Limitation periods, each version with its days in force."""
    with TABLE.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@dataclass(frozen=True, kw_only=True)
class Limitation(Calculator, label="时效与期限", group="期间"):
    """最后一日。

    诉讼时效自知道或者应当知道权利受损及义务人之日起算，另受最长期间限制；中断的，从中断事由终结时重新计算。最后一日
    为休假日的顺延。
    """

    matter: str = choice("事项", {r["code"]: r["name"] for r in rows()})
    known_on: date = day("起算日", help="知道或者应当知道之日、收到之日、履行期间最后一日等")
    harmed_on: date | None = day("权利受损之日", None, help="用于最长期间")
    interrupted: tuple[date, ...] = listed("dates", "中断事由终结之日")

    def work(self) -> Answer:
        row = self._row(max((self.known_on, *self.interrupted)))
        law, _, article = row["article"].partition("第")
        by = Basis(law, f"第{article}", date.fromisoformat(row["in_force"]), row["mark"])
        start = max((self.known_on, *self.interrupted))
        raw = months_after(start, 12 * int(row["years"]) + int(row["months"])) + timedelta(days=int(row["days"]))
        steps = [Step(f"自 {start} 起{told(row)}", raw.isoformat(), by)]
        if self.interrupted:
            steps.insert(0, Step("时效中断，从中断事由终结时重新计算", start.isoformat(), by))
        if row["outer_years"] and self.harmed_on:
            outer = months_after(self.harmed_on, 12 * int(row["outer_years"]))
            steps.append(Step(f"最长 {row['outer_years']} 年", outer.isoformat(), by))
            raw = min(raw, outer)
        end = workday_from(raw)
        if end != raw:
            steps.append(Step("最后一日为休假日，顺延", end.isoformat(), by))
        return Answer("date", value=end, steps=tuple(steps))

    def _row(self, on: date) -> dict[str, str]:
        versions = [r for r in rows() if r["code"] == self.matter]
        for r in versions:
            if r["in_force"] <= on.isoformat() <= (r["until"] or "9999-12-31"):
                return r
        known = tuple(f"{r['in_force']} 至 {r['until'] or '今'}" for r in versions)
        raise NoRuleInForce(rule=versions[0]["name"], on=on.isoformat(), known=known)


def told(row: dict[str, str]) -> str:
    """A period in words."""
    parts = (("years", "年"), ("months", "个月"), ("days", "日"))
    return "".join(f" {row[k]} {unit}" for k, unit in parts if row[k] != "0")

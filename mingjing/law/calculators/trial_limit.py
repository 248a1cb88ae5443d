"""审限：从立案到哪一天应当审结，扣除的期间顺延，批准的延长加上。"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from mingjing.law.answer import Answer, Basis, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calendar import months_after
from mingjing.law.inputs import Span, choice, day, listed, yes_no

TABLE = Path(__file__).parents[1] / "tables" / "trial_limits.csv"


@cache
def limits() -> dict[str, dict[str, str]]:
    """Trial limits by procedure."""
    with TABLE.open(encoding="utf-8") as lines:
        return {r["code"]: r for r in csv.DictReader(lines)}


@dataclass(frozen=True, kw_only=True)
class TrialLimit(Calculator, label="审限", group="期间"):
    """审限届满之日。

    从立案的次日起算；公告、鉴定、管辖异议、中止等依法不计入的期间顺延（首尾两日都不计，重叠的只扣一次）；经批准延长
    的加上延长期。审限届满之日不因休假日顺延（本系统默认）。
    """

    procedure: str = choice("程序", {code: r["name"] for code, r in limits().items()})
    filed_on: date = day("立案日")
    excluded: tuple[Span, ...] = listed("spans", "不计入审限的期间")
    extended: bool = yes_no("是否已批准延长")

    def work(self) -> Answer:
        row = limits()[self.procedure]
        law, _, article = row["article"].partition("第")
        by = Basis(law, f"第{article}" if article else "", date(2000, 9, 28), row["mark"], note="施行日以各法为准")
        base = after(self.filed_on, int(row["months"]), int(row["days"]))
        steps = [Step(f"自 {self.filed_on} 次日起 {length(row['months'], row['days'])}", base.isoformat(), by)]
        end = base
        more = (int(row["extension_months"]), int(row["extension_days"]))
        if self.extended:
            if not any(more):
                return Answer("date", refusals=(f"{row['name']}没有收录可以自行批准的固定延长期。",))
            end = after(base, *more)
            approved = row["extension_by"]
            steps.append(Step(f"延长 {length(*map(str, more))}（{approved}）", end.isoformat(), by))
        taken = days_of(self.excluded)
        if taken:
            end += timedelta(days=taken)
            steps.append(Step(f"扣除不计入审限的 {taken} 日", end.isoformat(), by))
        return Answer("date", value=end, steps=tuple(steps), more={"扣除日数": Decimal(taken)})


def after(start: date, months: int, days: int) -> date:
    """So many months and then days on."""
    return months_after(start, months) + timedelta(days=days)


def length(months: str, days: str) -> str:
    """A limit in words."""
    return " ".join(([f"{months} 个月"] if months != "0" else []) + ([f"{days} 日"] if days != "0" else []))


def days_of(spans: tuple[Span, ...]) -> int:
    """Days that lie in any of the spans, each once.

    >>> days_of((Span(date(2025, 1, 1), date(2025, 1, 10)), Span(date(2025, 1, 5), date(2025, 1, 12))))
    12
    """
    return len({d for s in spans for d in range(s.first.toordinal(), s.last.toordinal() + 1)})

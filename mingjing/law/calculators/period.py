"""期间：从某日起若干日、月、年，到哪一天为止。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calendar import months_after, noticed, workday_from
from mingjing.law.inputs import choice, day, months, number, yes_no
from mingjing.law.rules import rule

KINDS = {"civil": "民事", "criminal": "刑事", "administrative": "行政"}


@dataclass(frozen=True, kw_only=True)
class Period(Calculator, label="期间计算", group="期间"):
    """期间届满之日。

    开始的日不计算在内；按月、年计算的，到期月没有对应日的为该月末日；最后一日是法定休假日的，以其后的第一个工作日为
    届满之日。刑事期间自月末起算的，以期满月的末日为届满之日；羁押期限不因休假日顺延。
    """

    event_on: date = day("起算事件之日", help="送达、收到、公告之日等")
    days: int = number("日数", 0)
    months: int = months("月数或年数", 0)
    kind: str = choice("期间种类", KINDS, "civil")
    custody: bool = yes_no("是否羁押期限", help="羁押期限不顺延")

    def work(self) -> Answer:
        if (self.days <= 0) == (self.months <= 0):
            return Answer("date", refusals=("日数与月数应当只填一个，且大于零。",))
        text = rule(f"periods.{self.kind}", self.event_on)
        raw = months_after(self.event_on, self.months, text["keep_last"]) if self.months else self._after_days()
        end = raw if self.custody else workday_from(raw)
        length = f"{self.months}个月" if self.months else f"{self.days}日"
        steps = [Step(f"自 {self.event_on} 的次日起算{length}", raw.isoformat(), text.basis)]
        if end != raw:
            steps.append(Step("最后一日为休假日，顺延至其后第一个工作日", end.isoformat(), text.basis))
        return Answer("date", value=end, steps=tuple(steps), warnings=self._doubts(raw), more={"未顺延的届满日": raw})

    def _after_days(self) -> date:
        return self.event_on + timedelta(days=self.days)

    def _doubts(self, raw: date) -> tuple[str, ...]:
        if self.custody or noticed(raw):
            return ()
        return (f"{raw.year} 年的休假日安排未收录，只按周末推算。",)

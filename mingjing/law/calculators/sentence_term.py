"""刑期起止：从起算日、刑期和折抵，到哪一天刑满。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mingjing.law.answer import Answer, Step
from mingjing.law.calculator import Calculator
from mingjing.law.calendar import months_after
from mingjing.law.inputs import choice, day, months, number, yes_no
from mingjing.law.rules import Rule, rule

KINDS = {"fixed_term": "有期徒刑", "detention": "拘役", "public_surveillance": "管制"}


@dataclass(frozen=True, kw_only=True)
class SentenceTerm(Calculator, label="刑期计算", group="刑罚"):
    """刑期的届满之日。

    先加年，再加月（自月末起算的以期满月末日为准），减一日，再减去折抵的日数。羁押不间断的，从羁押首日起算，不另折抵。
    指定居所监视居住二日折抵有期徒刑、拘役一日，不足一日的不计；管制以羁押一日折抵二日。
    """

    begins_on: date = day("刑期起算日")
    kind: str = choice("刑种", KINDS, "fixed_term")
    months: int = months("刑期")
    custody_days: int = number("先行羁押日数", 0, help="首尾两日都算")
    surveillance_days: int = number("指定居所监视居住日数", 0)
    combined: bool = yes_no("是否数罪并罚所定", help="并罚的上限高于单罪")

    def work(self) -> Answer:
        refused = self._beyond_limits()
        if refused:
            return Answer("date", refusals=refused)
        credit_by = rule(f"sentences.credit_{self.kind}", self.begins_on)
        credit = self.credit(credit_by)
        anchor = months_after(self.begins_on, self.months - self.months % 12)
        full = months_after(anchor, self.months % 12, keep_last=True) - timedelta(days=1)
        end = full - timedelta(days=credit)
        steps = [Step(f"自 {self.begins_on} 起{told(self.months)}，至期满前一日", full.isoformat(), credit_by.basis)]
        if credit:
            steps.append(Step(f"折抵 {credit} 日", end.isoformat(), credit_by.basis))
        over = () if end >= self.begins_on else ("折抵的日数已超过刑期，请核对羁押日数。",)
        return Answer("date", value=end, steps=tuple(steps), warnings=over, more={"折抵日数": Decimal(credit)})

    def credit(self, by: Rule) -> int:
        """Days that custody and surveillance take off; half days are not counted."""
        return self.custody_days * int(by["custody"]) + int(self.surveillance_days * Decimal(by["surveillance"]))

    def _beyond_limits(self) -> tuple[str, ...]:
        limits = rule(f"sentences.limits_{self.kind}", self.begins_on)
        most = rule("sentences.combined", self.begins_on)[MOST[self.kind]] if self.combined else limits["most"]
        if limits["least"] <= self.months <= most:
            return ()
        bounds = f"{told(limits['least'])}至{told(most)}"
        return (f"{KINDS[self.kind]}的期限为{bounds}，所填为{told(self.months)}（{limits.basis.text}）。",)


MOST = {"fixed_term": "fixed_term_long", "detention": "detention", "public_surveillance": "public_surveillance"}
"""Which bound of combined punishment is the outermost for each kind."""


def told(months_: int) -> str:
    """A term as courts write it.

    >>> told(18), told(36), told(4)
    ('一年六个月', '三年', '四个月')
    """
    years, rest = divmod(months_, 12)
    return f"{hanzi(years)}年" * bool(years) + f"{hanzi(rest)}个月" * bool(rest or not years)


def hanzi(n: int) -> str:
    """A number in Chinese characters; above 99, which only sums of many terms reach, in digits.

    >>> hanzi(10), hanzi(12), hanzi(25), hanzi(0), hanzi(100)
    ('十', '十二', '二十五', '零', '100')
    """
    if n > 99:
        return str(n)
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    if not tens:
        return digits[ones]
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")

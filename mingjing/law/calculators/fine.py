"""罚金：某罪依数额、刑期应当在什么幅度内判处罚金。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from mingjing.law.answer import Answer, Step, fen_of, yuan
from mingjing.law.bands import band_of
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import choice, day, listed, money, months, yes_no
from mingjing.law.rules import Rule, rule

CRIMES = {
    "theft": "盗窃",
    "extortion": "敲诈勒索",
    "corruption": "贪污、受贿",
    "other_bribery": "行贿及第八章其他有罚金的犯罪",
    "prostitution": "组织、强迫、引诱、容留、介绍卖淫",
    "intellectual_property": "侵犯知识产权",
    "illegal_deposits": "非法吸收公众存款",
    "fundraising_fraud": "集资诈骗",
    "laundering": "洗钱",
    "personal_data": "侵犯公民个人信息",
    "food_and_drugs": "危害食品、药品安全",
    "general": "其他并处罚金的犯罪",
}
AMOUNT = {
    "theft": "盗窃数额",
    "extortion": "敲诈勒索数额",
    "corruption": "犯罪数额",
    "other_bribery": "犯罪数额",
    "prostitution": "犯罪所得",
    "intellectual_property": "违法所得",
    "personal_data": "违法所得",
    "food_and_drugs": "生产、销售金额",
}


@dataclass(frozen=True, kw_only=True)
class Fine(Calculator, label="罚金幅度", group="刑罚"):
    """罚金的下限和上限（分）；上限为空表示没有规定上限。

    依判决日之前有效的司法解释，按行为日取规定。数额的倍数低于下限时以下限为准并提示。共同犯罪的总额不得低于规定倍数。
    文本写「一般」的幅度标为可以斟酌。
    """

    crime: str = choice("罪名", CRIMES)
    amount: int | None = money(
        "数额或违法所得", None, help="按罪名为盗窃数额、犯罪所得、违法所得、销售金额；查不清的不填"
    )
    business: int | None = money("非法经营数额", None, help="侵犯知识产权而违法所得不明时填写")
    term: int | None = months("主刑的刑期", None, help="按刑期分档的罪名须填；无期徒刑填 50年")
    minor: bool = yes_no("行为时是否未成年")
    joint_fines: tuple[int, ...] = listed("moneys", "各被告人已判罚金", help="核对共同犯罪的总额时填写")
    on: date = day("行为日", help="依从旧兼从轻，由法官选择适用时改填")

    def work(self) -> Answer:
        by = rule(f"fines.{self.crime}", self.on)
        found = self._bounds(by)
        if found.need or found.refusals:
            return found
        return self._joint(self._for_minor(found), by)

    def _bounds(self, by: Rule) -> Answer:
        if by.get("bands"):
            return self._by_term(by)
        if self.crime == "intellectual_property" and self.amount is None:
            return self._by_business(by)
        if self.crime == "general":
            return range_(by, "没有规定数额标准，一般不少于", by["least_fen"], None)
        if self.amount is None:
            return self._unknown(by)
        return self._by_amount(by, by.values)

    def _by_term(self, by: Rule) -> Answer:
        if self.term is None:
            return Answer("fen", need=("主刑的刑期",))
        band = band_of(by["bands"], self.term)
        if band.get("most_times") and self.amount is None:
            return Answer("fen", need=(AMOUNT[self.crime],))
        found = self._by_amount(by, band)
        return replace(found, more={"可以并处": "没收财产"}) if band.get("or_confiscation") else found

    def _by_amount(self, by: Rule, values: Mapping[str, Any]) -> Answer:
        amount, name = self.amount or 0, AMOUNT.get(self.crime, "数额")
        least = values.get("least_fen")
        low = least if least is not None else fen_of(amount * Fraction(values["least_times"]))
        low = max(low, values.get("floor_fen") or 0)
        times = values.get("most_times")
        high = fen_of(amount * Fraction(times)) if times else values.get("most_fen")
        text = f"{name} {yuan(amount)}，最高 {times} 倍" if times else "按刑期分档"
        found = range_(by, text, low, high, soft=bool(values.get("soft")))
        if high is not None and high < low:
            warning = f"{times} 倍为 {yuan(high)}，低于下限 {yuan(low)}，以下限为准。"
            return replace(found, high=low, value=low, warnings=(warning,))
        return found

    def _unknown(self, by: Rule) -> Answer:
        if by.get("unknown_least_fen") is None:
            return Answer("fen", need=(AMOUNT[self.crime],))
        return range_(by, "没有数额或者数额无法计算", by["unknown_least_fen"], by["unknown_most_fen"])

    def _by_business(self, by: Rule) -> Answer:
        if self.business is not None:
            low, high = (fen_of(self.business * Fraction(by[f"business_{end}"])) for end in ("least", "most"))
            return range_(
                by, f"违法所得不明，按非法经营数额 {yuan(self.business)} 的 50% 至 100%", low, high, soft=True
            )
        if self.term is None:
            return Answer("fen", need=("违法所得、非法经营数额或主刑的刑期",))
        kind = "grave" if self.term > by["grave_from"] else "light"
        return range_(
            by, "违法所得和非法经营数额都不明，按刑期", by[f"{kind}_least_fen"], by[f"{kind}_most_fen"], soft=True
        )

    def _for_minor(self, found: Answer) -> Answer:
        if not self.minor or found.low is None:
            return found
        by = rule("fines.general", self.on)
        step = Step("未成年人犯罪，罚金最低不少于", yuan(by["minor_least_fen"]), by.basis)
        warning = "对未成年人应当从轻或者减轻；「可以并处」罚金的，一般不判处。"
        return replace(
            found, low=by["minor_least_fen"], steps=(*found.steps, step), warnings=(*found.warnings, warning)
        )

    def _joint(self, found: Answer, by: Rule) -> Answer:
        least = found.low
        if not self.joint_fines or not by.get("joint") or not isinstance(least, int):
            return found
        total = sum(self.joint_fines)
        found = replace(found, steps=(*found.steps, Step("共同犯罪各被告人罚金总额", yuan(total), by.basis)))
        if total >= least:
            return found
        told = f"共同犯罪罚金总额 {yuan(total)}，低于应有的 {yuan(least)}。"
        return replace(found, warnings=(*found.warnings, told)) if found.soft else replace(found, refusals=(told,))


def range_(by: Rule, text: str, low: int, high: int | None, soft: bool = False) -> Answer:
    """A range in fen with the one step that gave it."""
    shown = f"{yuan(low)} 以上" if high is None else f"{yuan(low)} 至 {yuan(high)}"
    return Answer("fen", low=low, high=high, steps=(Step(text, shown, by.basis),), soft=soft)

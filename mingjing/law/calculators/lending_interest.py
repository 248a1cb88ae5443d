"""民间借贷利息：分段计算受保护的利息，还款先息后本。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from mingjing.law.answer import Answer, Step, fen_of, percent, yuan
from mingjing.law.calculator import Calculator
from mingjing.law.inputs import Payment, choice, day, listed, money, months, rate
from mingjing.law.lending_cap import Loan
from mingjing.law.rules import rule

YEARS = {"365": "实际天数/365", "360": "实际天数/360"}


@dataclass(frozen=True, kw_only=True)
class LendingInterest(Calculator, label="民间借贷利息", group="利息"):
    """应受保护的利息（分），起算日计入、截止日不计入。

    约定利率超过上限的部分不予保护：2020-08-20 起成立的借款以成立时一年期 LPR 四倍为限；更早成立而在此后起诉的，此前
    按24%、此后按起诉时 LPR 四倍；2015-09-01 以前成立的按同期基准利率四倍（凭记忆）。预先扣除的利息不计入本金。没有
    约定利息的视为没有利息。银行和七类地方金融组织的借款不适用。
    """

    principal: int = money("借据载明的本金")
    withheld: int = money("预先扣除的利息", 0)
    percent: Decimal | None = rate("约定的年利率（%）", None, help="没有约定不填")
    agreed_on: date = day("合同成立日")
    from_on: date = day("起算日")
    until_on: date = day("截止日")
    sued_on: date = day("起诉（受理）日")
    months: int = months("借款期限", 12, help="只在按基准利率时使用")
    payments: tuple[Payment, ...] = listed("payments", "还款")
    year: str = choice("计息天数", YEARS, "365")

    def work(self) -> Answer:
        refused = self._wrong()
        if refused:
            return Answer("fen", refusals=refused)
        if self.percent is None:
            by = rule("lending.no_interest", self.agreed_on).basis
            return Answer("fen", value=0, steps=(Step("没有约定利息，视为没有利息", yuan(0), by),))
        account = Account(Fraction(self.principal - self.withheld))
        steps = self._withheld_step()
        for first, until in self._spans():
            steps.append(self._accrue(account, first, until))
            paid = sum(p.fen for p in self.payments if p.on == until)
            if paid:
                steps.append(self._pay(account, paid, until))
        more = {"尚欠本金": fen_of(account.principal), "尚欠利息": fen_of(account.owed)}
        return Answer(
            "fen", value=fen_of(account.total), steps=tuple(steps), warnings=account.warnings, more=dict(more)
        )

    def _wrong(self) -> tuple[str, ...]:
        found = []
        if self.until_on < self.from_on:
            found.append(f"截止日 {self.until_on} 早于起算日 {self.from_on}。")
        if self.withheld >= self.principal:
            found.append("预先扣除的利息不应达到本金数额。")
        outside = [p.on for p in self.payments if not self.from_on < p.on <= self.until_on]
        if outside:
            found.append(f"还款日 {'、'.join(map(str, outside))} 不在起算日之后、截止日以前。")
        return tuple(found)

    def _withheld_step(self) -> list[Step]:
        if not self.withheld:
            return []
        by = rule("lending.withheld", self.agreed_on).basis
        return [Step(f"预先扣除利息 {yuan(self.withheld)}，按实际出借数额", yuan(self.principal - self.withheld), by)]

    @property
    def _loan(self) -> Loan:
        return Loan(self.agreed_on, self.sued_on, self.months)

    def _spans(self) -> list[tuple[date, date]]:
        inside = {d for d in (*self._loan.changes, *(p.on for p in self.payments)) if self.from_on < d < self.until_on}
        cuts = [self.from_on, *sorted(inside), self.until_on]
        return list(pairwise(cuts))

    def _accrue(self, account: Account, first: date, until: date) -> Step:
        cap, agreed = self._loan.cap(first), Fraction(self.percent or 0) / 100
        used, days = min(agreed, cap.rate), (until - first).days
        made = account.principal * used * days / int(self.year)
        account.owed, account.total = account.owed + made, account.total + made
        over = f"约定 {percent(agreed)} 超过上限（{cap.why}），按上限" if agreed > cap.rate else "按约定利率"
        text = f"{first} 至 {until}（{days} 日），本金 {yuan(account.principal)}，{over} {percent(used)}"
        return Step(text, yuan(made), cap.basis)

    def _pay(self, account: Account, paid: int, on: date) -> Step:
        to_interest = min(account.owed, Fraction(paid))
        account.owed -= to_interest
        rest = min(account.principal, paid - to_interest)
        account.principal -= rest
        if paid - to_interest > rest:
            account.warnings = (*account.warnings, f"{on} 的还款超过本息，多出 {yuan(paid - to_interest - rest)}。")
        by = rule("lending.order_of_payment", on).basis
        return Step(f"{on} 还款 {yuan(paid)}，先抵利息 {yuan(to_interest)}", f"余本金 {yuan(account.principal)}", by)


@dataclass
class Account:
    """What is owed while the days go by, exact, in fen."""

    principal: Fraction
    owed: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    warnings: tuple[str, ...] = ()

"""期间计算."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.algebra.calendar import Calendar
from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Expr, Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.operators.calculator import Calculator, Result, one_of

KINDS = {"civil": "民事", "criminal": "刑事", "custody": "羁押"}


@dataclass(frozen=True, kw_only=True)
class PeriodEnd(Calculator, label="期间计算", group="计算"):
    """Rows of `input` with `column`, the last day of a period that runs from the day `start`.

    `days` or `months` is a number, a column or a formula. The first day is not counted; the last day, if a day of rest,
    moves to the next working day, except in `custody`. Months end on the same day of the month or on its last day; in
    `criminal` and `custody`, from the last day of a month to the last day of a month.
    Source: 民法典 200-203（2021-01-01）、民事诉讼法 85、刑事诉讼法 105、刑诉解释 202.
    """

    start: str
    days: str | None = None
    months: str | None = None
    kind: str = "civil"
    column: str = "period_end"

    basis = ("民法典第二百条至第二百零三条", "民事诉讼法第八十五条", "刑事诉讼法第一百零五条", "刑诉解释第二百零二条")

    def results(self, formulas: Formulas) -> Iterator[Result]:
        one_of("kind", self.kind, KINDS)
        if (self.days is None) == (self.months is None) or formulas.calendar is None:
            raise BadFormula(
                formula=f"days: {self.days}, months: {self.months}", problem="days 与 months 须写且只写一个"
            )
        start = self.value(formulas, "start", self.start, Type.DATE)
        last = self._last(start, formulas)
        rolled = last if self.kind == "custody" else call("next_workday", last, *written(formulas.calendar))
        yield self.column, "届满日", rolled

    def _last(self, start: Expr, formulas: Formulas) -> Expr:
        if self.days is not None:
            return call("add_days", start, self.value(formulas, "days", self.days, Type.INT))
        months = self.value(formulas, "months", str(self.months), Type.INT)
        return call("add_months" if self.kind == "civil" else "add_months_end", start, months)

    def sentence(self, built: Relation) -> str:
        length = f"{self.days} 天" if self.days is not None else f"{self.months} 个月"
        rolls = "" if self.kind == "custody" else "，末日遇休息日顺延"
        return f"自 {self.start} 次日起算{KINDS[self.kind]}期间 {length}的届满日{rolls}"


def written(calendar: Calendar) -> tuple[Expr, Expr]:
    """The calendar as constants of a formula."""
    return Lit(Type.DATE, calendar.first), Lit(Type.TEXT, calendar.steps)

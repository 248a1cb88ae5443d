"""利息计算."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, zip_longest

from mingjing.algebra.derived import call
from mingjing.algebra.expression import Expr, Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.law.interest_rates import HOLDS, Published, lpr_table
from mingjing.operators.calculator import Calculator, Result

KNOWN_UNTIL = lpr_table()[-1].since + HOLDS
PARTS = 10_000 * 100 * 365
"""Rates in hundredths of a percent, multiples in percent, a year of 365 days."""


@dataclass(frozen=True, kw_only=True)
class SimpleInterest(Calculator, label="利息计算", group="计算"):
    """Rows of `input` with `column`, the simple interest on `principal` from `start` to `end` at the one-year LPR.

    Each day counts at the rate in force on it; the first day is counted, the last is not; a year has 365 days; the sum
    is rounded to the fen once, at the end, halves away from zero. `percent_of_rate` is 100 for the rate itself, 150 for
    one and a half times, 400 for four times. Empty where something is missing, before 2019-08-20, when there was no
    LPR, and more than 31 days after the last one that is known.
    Source: 全国银行间同业拆借中心公布的一年期贷款市场报价利率（`law/tables/lpr.csv`）；民间借贷规定 28、29.
    """

    principal: str
    start: str
    end: str
    percent_of_rate: int = 100
    column: str = "interest_fen"

    basis = ("民间借贷规定（2020）第二十八条", "民间借贷规定（2020）第二十九条")

    def results(self, formulas: Formulas) -> Iterator[Result]:
        principal = self.value(formulas, "principal", self.principal, Type.FEN)
        start = self.value(formulas, "start", self.start, Type.DATE)
        end = self.value(formulas, "end", self.end, Type.DATE)
        inside = (call("ge", start, Lit(Type.DATE, lpr_table()[0].since)), call("le", end, Lit(Type.DATE, KNOWN_UNTIL)))
        known = call("and", *inside, call("ge", end, start))
        parts = call(
            "mul", reduce(lambda a, b: call("add", a, b), self._days_at_rates(start, end)), self.percent_of_rate
        )
        interest = call("mul_div", principal, parts, PARTS)
        yield self.column, "利息", call("if", known, interest, Lit(Type.UNKNOWN, None))

    def _days_at_rates(self, start: Expr, end: Expr) -> Iterator[Expr]:
        """Per rate, the days it counts times the rate in hundredths of a percent."""
        for rate, later in zip_longest(changes(), changes()[1:]):
            first = call("greatest", start, Lit(Type.DATE, rate.since))
            last = call("least", end, Lit(Type.DATE, later.since)) if later else end
            days = call("greatest", call("days", last, first), 0)
            yield call("mul", days, int(rate.percent * 100))

    def sentence(self, built: Relation) -> str:
        times = "" if self.percent_of_rate == 100 else f"的 {self.percent_of_rate}%"
        return f"以 {self.principal} 为本金，自 {self.start} 至 {self.end} 按一年期 LPR{times}分段算出利息"


def changes() -> tuple[Published, ...]:
    """The rates that differ from the one before."""
    table = lpr_table()
    return (table[0], *(b for a, b in pairwise(table) if a.percent != b.percent))

"""刑期计算."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.operators.calculator import Calculator, Result


@dataclass(frozen=True, kw_only=True)
class TermEnd(Calculator, label="刑期计算", group="计算"):
    """Rows of `input` with `column`, the last day of a sentence of `months` whose execution begins on `start`.

    Whole years are counted first, then months: from the last day of a month to the last day of a month, else to the
    same day. `credit_days` are days in custody before that count, one for one. Each is a number, a column or a formula.
    Source: 刑法 41、44、47（刑期自判决执行之日起计算；先行羁押折抵）、刑诉解释 202（2021-03-01）.
    """

    start: str
    months: str
    credit_days: str = "0"
    column: str = "term_end"

    basis = ("刑法第四十四条", "刑法第四十七条", "刑诉解释第二百零二条")

    def results(self, formulas: Formulas) -> Iterator[Result]:
        start = self.value(formulas, "start", self.start, Type.DATE)
        months = self.value(formulas, "months", self.months, Type.INT)
        credit = self.value(formulas, "credit_days", self.credit_days, Type.INT)
        years = call("mul", call("idiv", months, 12), 12)
        after = call("add_months_end", call("add_months", start, years), call("mod", months, 12))
        yield self.column, "刑期止日", call("add_days", after, call("neg", call("add", credit, 1)))

    def sentence(self, built: Relation) -> str:
        return f"由起日 {self.start}、刑期 {self.months} 个月、折抵 {self.credit_days} 天算出刑期止日"

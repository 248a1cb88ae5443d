"""分组统计."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Aggregate, Relation
from mingjing.operators.base import Operator
from mingjing.operators.summary import said_summary, summary_column


@dataclass(frozen=True, kw_only=True)
class AggregateRows(Operator, label="分组统计", group="统计", plain=True):
    """One row per group of equal `by`, with `columns` such as n: count or total: {sum: amount, label: 合计}."""

    input: Relation
    by: list[str]
    columns: dict[str, Any]

    def build(self, formulas: Formulas) -> Relation:
        made = tuple(summary_column(self.input, n, spec) for n, spec in self.columns.items())
        return Aggregate(self.input, tuple(self.by), made)

    def sentence(self, built: Relation) -> str:
        assert isinstance(built, Aggregate)
        by = "、".join(self.input.field(c).shown for c in self.by)
        return f"按{by}统计{'、'.join(said_summary(self.input, *m) for m in built.made)}"

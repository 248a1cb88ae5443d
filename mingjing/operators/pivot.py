"""行转列."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula, WrongType
from mingjing.algebra.expression import Expr, Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.functions import aggregate_type
from mingjing.algebra.relation import Aggregate, Derive, Relation
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.steps import col

TAKES = {"max": "最大", "min": "最小", "sum": "合计", "count": "件数"}


@dataclass(frozen=True, kw_only=True)
class Pivot(Operator, label="行转列", group="统计"):
    """One row per group of equal `by`, with a column for each of the declared `values` of `column`: new name: value.

    A new column takes `value` of the rows that hold its value: `take` is max, min, sum or count (which needs no
    `value`). Values that are not declared are passed over.
    """

    input: Relation
    by: list[str]
    column: str
    values: dict[str, Any]
    value: str = ""
    take: str = "max"

    def build(self, formulas: Formulas) -> Relation:
        if self.take not in TAKES or (self.take != "count" and not self.value):
            raise BadFormula(formula=f"take: {self.take}", problem=f"须是 {'、'.join(TAKES)}；除 count 外须写 value")
        made = tuple((Field(n, e.type, self._label(v)), e) for n, v in self.values.items() for e in (self._cell(v),))
        fn = "sum" if self.take == "count" else self.take
        for f, _ in made:
            if aggregate_type(fn, f.type) is None:
                raise WrongType(formula=f"{f.name} = {fn}({self.value})", problem=f"不能对{f.type.chinese}求 {fn}")
        return Aggregate(Derive(self.input, made), tuple(self.by), tuple((f, fn, f.name) for f, _ in made))

    def _cell(self, value: Any) -> Expr:
        """What one row gives to the column of a value."""
        key = col(self.input, self.column)
        if key.type not in (Type.TEXT, Type.INT) or not isinstance(value, str if key.type is Type.TEXT else int):
            raise WrongType(formula=f"{self.column} = {value}", problem=f"「{self.column}」是{key.type.chinese}")
        known = {c for c, _ in self.input.field(self.column).codes}
        if known and value not in known:
            raise WrongType(formula=f"{self.column} = {value}", problem=f"可用的代码有 {'、'.join(sorted(known))}")
        same = call("eq", key, Lit(key.type, value))
        if self.take == "count":
            return call("if", same, 1, 0)
        return call("if", same, col(self.input, self.value), Lit(Type.UNKNOWN, None))

    def _label(self, value: Any) -> str:
        codes = dict(self.input.field(self.column).codes)
        return f"{codes.get(str(value), value)}{self.input.field(self.value).shown if self.value else '件数'}"

    def sentence(self, built: Relation) -> str:
        by = "、".join(self.input.field(c).shown for c in self.by)
        made = "、".join(built.field(n).shown for n in self.values)
        return f"按{by}把{self.input.field(self.column).shown}的各值排成列：{made}"

"""筛选."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import Filter, Relation
from mingjing.operators.base import Operator


@dataclass(frozen=True, kw_only=True)
class FilterRows(Operator, label="筛选", plain=True):
    """Rows of `input` for which the condition `where` is true; where it is unknown the row is left out."""

    input: Relation
    where: str

    def build(self, formulas: Formulas) -> Relation:
        return Filter(self.input, formulas.condition(self.where, self.input.schema))

    def sentence(self, built: Relation) -> str:
        assert isinstance(built, Filter)
        return f"留下{phrase(built.condition, self.input.schema)}的"

"""去重."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Distinct, Relation
from mingjing.operators.base import Operator


@dataclass(frozen=True, kw_only=True)
class DistinctRows(Operator, label="去重", plain=True):
    """Rows of `input` without repeats."""

    input: Relation

    def build(self, formulas: Formulas) -> Relation:
        return Distinct(self.input)

    def sentence(self, built: Relation) -> str:
        return "去掉重复"

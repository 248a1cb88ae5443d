"""合并."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation, Union
from mingjing.operators.base import Operator


@dataclass(frozen=True, kw_only=True)
class UnionRows(Operator, label="合并", plain=True):
    """All rows of all `inputs`, which have the same columns in the same order; repeats are kept."""

    inputs: tuple[Relation, ...]

    def build(self, formulas: Formulas) -> Relation:
        return Union(self.inputs)

    def sentence(self, built: Relation) -> str:
        return f"把 {len(self.inputs)} 路合在一起"

"""不存在."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation, Semi
from mingjing.operators.exists import Exists
from mingjing.operators.matching import condition_between, keys


@dataclass(frozen=True, kw_only=True)
class NotExists(Exists, label="不存在", group="关联", plain=True):
    """Rows of `left` for which `right` has no row with equal keys `on` and, if given, `where`."""

    def build(self, formulas: Formulas) -> Relation:
        condition = condition_between(self.left, self.right, self.where, formulas)
        return Semi(self.left, self.right, keys(self.on), condition, negated=True)

    def sentence(self, built: Relation) -> str:
        return f"去掉另一路中有对应记录（{self.match(built)}）的"

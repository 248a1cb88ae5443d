"""存在."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import Relation, Semi, joined_scope
from mingjing.operators.base import Operator
from mingjing.operators.matching import condition_between, keys, said_keys


@dataclass(frozen=True, kw_only=True)
class Exists(Operator, label="存在", group="关联", plain=True):
    """Rows of `left` for which `right` has a row with equal keys `on` and, if given, `where`."""

    left: Relation
    right: Relation
    on: dict[str, str]
    where: str | None = None

    def build(self, formulas: Formulas) -> Relation:
        return Semi(
            self.left, self.right, keys(self.on), condition_between(self.left, self.right, self.where, formulas)
        )

    def sentence(self, built: Relation) -> str:
        return f"留下另一路中有对应记录（{self.match(built)}）的"

    def match(self, built: Relation) -> str:
        """How the two sides correspond, in Chinese."""
        assert isinstance(built, Semi)
        scope = joined_scope(self.left, self.right)
        more = f"，且{phrase(built.condition, scope)}" if built.condition else ""
        return said_keys(self.left, self.right, self.on) + more

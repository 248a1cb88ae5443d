"""关联."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import Join, Relation
from mingjing.operators.base import Operator
from mingjing.operators.matching import condition_between, keys, said_keys


@dataclass(frozen=True, kw_only=True)
class JoinRows(Operator, label="关联", group="关联", plain=True):
    """Each row of `left` beside each row of `right` with equal keys `on` (left: right) and, if given, `where`.

    With `outer: true` left rows without a partner stay, with nothing beside them. The two may share no column name.
    """

    left: Relation
    right: Relation
    on: dict[str, str]
    where: str | None = None
    outer: bool = False

    def build(self, formulas: Formulas) -> Relation:
        condition = condition_between(self.left, self.right, self.where, formulas)
        return Join(self.left, self.right, keys(self.on), condition, self.outer)

    def sentence(self, built: Relation) -> str:
        assert isinstance(built, Join)
        more = f"且{phrase(built.condition, built.schema)}" if built.condition else ""
        kept = "（没有对应的也保留）" if self.outer else ""
        return f"按{said_keys(self.left, self.right, self.on)}{more}对应{kept}"

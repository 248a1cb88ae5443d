"""集合重叠."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Aggregate, Derive, Filter, Join, Relation
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.steps import beside, col, fresh, keyed_set, sizes


@dataclass(frozen=True, kw_only=True)
class SetOverlap(Operator, label="集合重叠", group="关联"):
    """Pairs of a key of `left` and a key of `right` whose sets share at least `least` elements.

    A set is the distinct elements of one key; `element` says which columns make an element (left: right). Gives
    `shared`, `left_size`, `right_size`, `jaccard` (shared of all) and `containment` (shared of the left set).
    """

    left: Relation
    right: Relation
    left_key: str
    right_key: str
    element: dict[str, str]
    least: int = 1

    def build(self, formulas: Formulas) -> Relation:
        if self.left_key == self.right_key or not self.element:
            problem = "两边的标识须不同名（请先在一边改名），且须写明元素的列"
            raise BadFormula(formula=f"{self.left_key}, {self.right_key}", problem=problem)
        names = tuple(fresh(f"{a}_here", self.left, self.right) for a in self.element)
        others = tuple(fresh(f"{b}_there", self.left, self.right) for b in self.element.values())
        left = keyed_set(self.left, self.left_key, tuple(self.element), names)
        right = keyed_set(self.right, self.right_key, tuple(self.element.values()), others)
        shared = (Field("shared", Type.INT, "共有数"), "count", None)
        met = Join(left, right, tuple(zip(names, others, strict=True)))
        pairs: Relation = Aggregate(met, (self.left_key, self.right_key), (shared,))
        pairs = beside(pairs, sizes(left, self.left_key, "left_size", "前者总数"), ((self.left_key, self.left_key),))
        pairs = beside(
            pairs, sizes(right, self.right_key, "right_size", "后者总数"), ((self.right_key, self.right_key),)
        )
        return Filter(self._measured(pairs), call("ge", col(pairs, "shared"), self.least))

    def _measured(self, pairs: Relation) -> Relation:
        shared, left, right = (col(pairs, c) for c in ("shared", "left_size", "right_size"))
        jaccard = call("div", shared, call("sub", call("add", left, right), shared))
        made = (
            (Field("jaccard", Type.NUMBER, "重合度"), jaccard),
            (Field("containment", Type.NUMBER, "包含度"), call("div", shared, left)),
        )
        return Derive(pairs, made)

    def sentence(self, built: Relation) -> str:
        said = "、".join(self.left.field(a).shown for a in self.element)
        return f"比较两路各自的{said}，留下共有至少 {self.least} 个的，算出重合度、包含度"

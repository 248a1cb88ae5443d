"""文书内容比对."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Expr, Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Aggregate, Derive, Filter, Project, Relation, Semi, Union
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.steps import col

KINDS = (("differs", "不一致"), ("only_left", "仅前者有"), ("only_right", "仅后者有"))


@dataclass(frozen=True, kw_only=True)
class CompareDocuments(Operator, label="文书内容比对", group="法院"):
    """Where two papers of the same key say different things: one row per key and info point that differs.

    `left` and `right` have one row per value that was read: the columns `key` (such as the case), the `point` (its
    code) and the `value` have the same names in both. Only the info points in `points` are compared. Gives the key,
    the point, `left_value`, `right_value` and `difference`; of several values that differ, the greatest is shown.
    """

    left: Relation
    right: Relation
    key: list[str]
    points: list[str]
    point: str = "code"
    value: str = "value"

    def build(self, formulas: Formulas) -> Relation:
        if not self.key or not self.points:
            raise BadFormula(formula="points", problem="须写明按哪些列对应、比对哪些信息点")
        left, right = self._chosen(self.left), self._chosen(self.right)
        same = tuple((c, c) for c in (*self.key, self.point, self.value))
        here, there = (Semi(a, b, same, None, True) for a, b in ((left, right), (right, left)))
        both = Union((self._shown(here, "left_value"), self._shown(there, "right_value")))
        made = tuple((both.field(c), "max", c) for c in ("left_value", "right_value"))
        rows = Aggregate(both, (*self.key, self.point), made)
        kind = Field("difference", Type.TEXT, "差别", KINDS)
        return Derive(rows, ((kind, self._difference(rows)),))

    def _chosen(self, r: Relation) -> Relation:
        """The values of the info points that are compared."""
        kept = Project(r, tuple((c, c) for c in (*self.key, self.point, self.value)))
        return Filter(kept, call("in", col(kept, self.point), *(Lit(Type.TEXT, str(p)) for p in self.points)))

    def _shown(self, r: Relation, name: str) -> Relation:
        sides = (("left_value", "前者所写"), ("right_value", "后者所写"))
        value = col(r, self.value)
        none = call("if", Lit(Type.BOOL, False), value, Lit(Type.UNKNOWN, None))
        made = tuple((Field(n, value.type, label), value if n == name else none) for n, label in sides)
        return Project(Derive(r, made), tuple((c, c) for c in (*self.key, self.point, "left_value", "right_value")))

    def _difference(self, rows: Relation) -> Expr:
        absent = {c: call("is_null", col(rows, c)) for c in ("left_value", "right_value")}
        differs, left, right = (Lit(Type.TEXT, k) for k, _ in KINDS)
        return call("if", absent["right_value"], left, call("if", absent["left_value"], right, differs))

    def sentence(self, built: Relation) -> str:
        key = "、".join(self.left.field(c).shown for c in self.key)
        return f"按{key}比对两份文书的 {len(self.points)} 个信息点，列出不一致的"

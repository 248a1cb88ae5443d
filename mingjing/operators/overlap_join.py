"""时段重叠."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Derive, Relation
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.matching import keys, said_keys
from mingjing.operators.steps import FAR, beside, col


@dataclass(frozen=True, kw_only=True)
class OverlapJoin(Operator, label="时段重叠", group="关联"):
    """Each row of `left` beside each row of `right` with equal keys `on` whose span of days shares a day with its own.

    A span is two columns, first and last day, both counted in; no last day means that it goes on. Gives `overlap_from`,
    `overlap_to` and `overlap_days`, which are empty where both spans go on.
    """

    left: Relation
    right: Relation
    on: dict[str, str]
    left_span: list[str]
    right_span: list[str]

    def build(self, formulas: Formulas) -> Relation:
        for span in (self.left_span, self.right_span):
            if len(span) != 2:
                raise BadFormula(formula=str(span), problem="时段须写两列：起日、止日")
        (a, b), (c, d) = self.left_span, self.right_span
        starts, ends = (col(self.left, a), col(self.right, c)), (col(self.left, b), col(self.right, d))
        meets = call(
            "and",
            call("le", starts[0], call("coalesce", ends[1], FAR)),
            call("le", starts[1], call("coalesce", ends[0], FAR)),
        )
        joined = beside(self.left, self.right, keys(self.on), meets)
        first, last = call("greatest", *starts), call("least", *ends)
        days = call("add", call("days", last, first), 1)
        made = (
            ("overlap_from", "重叠起日", first),
            ("overlap_to", "重叠止日", last),
            ("overlap_days", "重叠天数", days),
        )
        return Derive(joined, tuple((Field(n, e.type, label), e) for n, label, e in made))

    def sentence(self, built: Relation) -> str:
        assert built.field("overlap_days").type is Type.INT
        return f"按{said_keys(self.left, self.right, self.on)}对应，留下两段时间有重叠的"

"""主体识别."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Derive, Join, Relation, Union
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.matching import keys
from mingjing.operators.steps import col

KINDS = (("same_number", "证号相同"), ("suspected", "疑似"))


@dataclass(frozen=True, kw_only=True)
class IdentityMatch(Operator, label="主体识别", group="关联"):
    """Each row of `left` beside each row of `right` that is the same person or company, with `match_kind`.

    `number` (left: right) names the columns of the number or its keyed digest: equal means `same_number`. `facts`
    names what else must all be equal, such as name and birth date, or the full name of a company: equal, while one of
    the numbers is not known, means `suspected`, on which no alert may rest alone.
    """

    left: Relation
    right: Relation
    number: dict[str, str]
    facts: dict[str, str]

    def build(self, formulas: Formulas) -> Relation:
        if len(self.number) != 1 or not self.facts:
            problem = "number 须写一对证号列，facts 至少写一对（如姓名、出生日期）"
            raise BadFormula(formula=f"number: {self.number}", problem=problem)
        ((a, b),) = keys(self.number)
        unknown = call("or", call("is_null", col(self.left, a)), call("is_null", col(self.right, b)))
        exact = Join(self.left, self.right, ((a, b),))
        suspected = Join(self.left, self.right, keys(self.facts), unknown)
        return Union(tuple(told(r, kind) for r, (kind, _) in zip((exact, suspected), KINDS, strict=True)))

    def sentence(self, built: Relation) -> str:
        facts = "、".join(self.left.field(a).shown for a in self.facts)
        return f"找出同一主体：证号相同的，或证号不详而{facts}相同的（疑似）"


def told(r: Relation, kind: str) -> Relation:
    """The rows with how they were matched."""
    return Derive(r, ((Field("match_kind", Type.TEXT, "识别依据", KINDS), Lit(Type.TEXT, kind)),))

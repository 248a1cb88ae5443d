"""当事人重叠."""

from dataclasses import dataclass, field

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Filter, Project, Relation
from mingjing.operators.base import Operator
from mingjing.operators.matching import keys
from mingjing.operators.set_overlap import SetOverlap
from mingjing.operators.steps import col, with_column


@dataclass(frozen=True, kw_only=True)
class PartyOverlap(Operator, label="当事人重叠", group="法院"):
    """Pairs of different cases that share at least `least` parties.

    Reads
        people, others: one row per party per case; `case` and `subject` name their columns (people: others), `side`
        further columns that must be equal too, such as the side or the role
    Gives
        one row per pair of cases: both cases, `shared_parties`, how many parties each has, and `same_parties`: whether
        the two have exactly the same parties
    """

    people: Relation
    others: Relation
    case: dict[str, str]
    subject: dict[str, str]
    side: dict[str, str] = field(default_factory=dict)
    least: int = 1

    def build(self, formulas: Formulas) -> Relation:
        if len(self.case) != 1:
            raise BadFormula(formula=f"case: {self.case}", problem="须写一对案件标识列，如 case_id: other_case")
        ((here, there),) = keys(self.case)
        element = {**self.subject, **self.side}
        overlap = SetOverlap(
            left=self.people, right=self.others, left_key=here, right_key=there, element=element, least=self.least
        )
        pairs = overlap.build(formulas)
        apart = Filter(pairs, call("ne", col(pairs, here), col(pairs, there)))
        names = {"shared": "shared_parties", "left_size": "parties", "right_size": "other_parties"}
        kept = Project(apart, ((here, here), (there, there), *((new, old) for old, new in names.items())))
        shared, left, right = (col(kept, c) for c in names.values())
        same = call("and", call("eq", shared, left), call("eq", shared, right))
        return with_column(kept, "same_parties", same, "当事人相同")

    def sentence(self, built: Relation) -> str:
        side = "、".join(self.people.field(c).shown for c in self.side)
        return f"找出有至少 {self.least} 名共同当事人{f'（{side}也相同）' if side else ''}的两案"

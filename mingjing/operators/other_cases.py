"""同一当事人的其他案件."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import both
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.operators.base import Operator
from mingjing.operators.matching import condition_between, keys
from mingjing.operators.steps import beside, col


@dataclass(frozen=True, kw_only=True)
class OtherCases(Operator, label="同一当事人的其他案件", group="法院"):
    """Each row of `people` beside each row of `others` of the same party in another case.

    `case` and `subject` name the columns of case and party (people: others); `where`, if given, may name columns of
    both. Reads the party ledger twice, the second time with its columns renamed.
    """

    people: Relation
    others: Relation
    case: dict[str, str]
    subject: dict[str, str]
    where: str | None = None

    def build(self, formulas: Formulas) -> Relation:
        if len(self.case) != 1 or not self.subject:
            raise BadFormula(formula=f"case: {self.case}", problem="须写一对案件标识列和至少一对当事人列")
        ((here, there),) = keys(self.case)
        another = call("ne", col(self.people, here), col(self.others, there))
        condition = both(another, condition_between(self.people, self.others, self.where, formulas))
        return beside(self.people, self.others, keys(self.subject), condition)

    def sentence(self, built: Relation) -> str:
        return f"列出同一{'、'.join(self.people.field(c).shown for c in self.subject)}的其他案件"

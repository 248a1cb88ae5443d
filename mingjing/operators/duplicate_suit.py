"""重复起诉."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Expr
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Filter, Project, Relation
from mingjing.operators.base import Operator
from mingjing.operators.party_overlap import PartyOverlap
from mingjing.operators.steps import beside, col, with_column


@dataclass(frozen=True, kw_only=True)
class DuplicateSuit(Operator, label="重复起诉", group="法院"):
    """Later suits beside an earlier one with the same parties and the same subject matter.

    Reads
        suits: one row per case with its case column, the columns `matter` that tell the subject matter (such as the
        contract), the column `claim` that tells the claims, and the day `filed` of filing
        parties: one row per party per case, with the same case column and `subject`
        earlier: a condition on the earlier suit, for example that it is pending or has an effective result
    Gives
        suits with `earlier_case` and `same_claims`, which is empty where the claims of one are not known. Whether a
        later claim would in substance undo the earlier result is for the judge; so is a new fact after it.
    Source
        民诉法解释 247（2015-02-04 施行）：当事人、诉讼标的、诉讼请求均相同；248：裁判生效后发生新事实的除外
    """

    suits: Relation
    parties: Relation
    case: str
    subject: str
    matter: list[str]
    claim: str
    filed: str
    earlier: str | None = None

    def build(self, formulas: Formulas) -> Relation:
        if not self.matter:
            raise BadFormula(formula="matter", problem="须写明诉讼标的由哪些列确定")
        before = Filter(self.suits, formulas.condition(self.earlier, self.suits.schema)) if self.earlier else self.suits
        asked = (self.case, *self.matter, self.claim, self.filed)
        other = Project(before, tuple((f"earlier_{c}", c) for c in asked))
        on = tuple((c, f"earlier_{c}") for c in self.matter)
        pairs = beside(self.suits, other, on, self._later(other))
        met = beside(pairs, self._same_parties(formulas), ((self.case, "a_case"), (f"earlier_{self.case}", "b_case")))
        same = call("eq", col(met, self.claim), col(met, f"earlier_{self.claim}"))
        told = with_column(met, "same_claims", same, "诉讼请求相同")
        kept = ((c, c) for c in self.suits.columns)
        return Project(told, (*kept, ("earlier_case", f"earlier_{self.case}"), ("same_claims", "same_claims")))

    def _later(self, other: Relation) -> Expr:
        day, before = col(self.suits, self.filed), col(other, f"earlier_{self.filed}")
        case, earlier = col(self.suits, self.case), col(other, f"earlier_{self.case}")
        same_day = call("and", call("eq", day, before), call("gt", case, earlier))
        return call("or", call("gt", day, before), same_day)

    def _same_parties(self, formulas: Formulas) -> Relation:
        """Pairs of cases with exactly the same parties."""
        here = Project(self.parties, (("a_case", self.case), ("a_party", self.subject)))
        there = Project(self.parties, (("b_case", self.case), ("b_party", self.subject)))
        overlap = PartyOverlap(people=here, others=there, case={"a_case": "b_case"}, subject={"a_party": "b_party"})
        pairs = overlap.build(formulas)
        same = Filter(pairs, col(pairs, "same_parties"))
        return Project(same, (("a_case", "a_case"), ("b_case", "b_case")))

    def sentence(self, built: Relation) -> str:
        matter = "、".join(self.suits.field(c).shown for c in self.matter)
        return f"找出当事人相同、{matter}相同的在先案件，并比对诉讼请求"

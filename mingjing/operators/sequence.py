"""先后发生."""

from dataclasses import dataclass, field

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Project, Relation, Semi
from mingjing.operators.base import Operator
from mingjing.operators.matching import keys, said_keys
from mingjing.operators.steps import all_of, beside, col, fresh, with_column


@dataclass(frozen=True, kw_only=True)
class Sequence(Operator, label="先后发生", group="关联"):
    """Each row of `first` beside each row of `then` with equal keys `on` that happened on that day or later.

    `within` limits the days between; with `between`, pairs are left out if that input has a row with equal keys
    `between_on` on a day from the first to the second, both counted in. Gives `gap_days`, the days from one to the
    other. For milestones: first 立案, then 撤诉 within 7 days, no 开庭 between.
    """

    first: Relation
    then: Relation
    on: dict[str, str]
    first_on: str
    then_on: str
    within: int | None = None
    between: Relation | None = None
    between_on: dict[str, str] = field(default_factory=dict)
    between_day: str = ""

    def build(self, formulas: Formulas) -> Relation:
        earlier, later = col(self.first, self.first_on), col(self.then, self.then_on)
        gap = call("days", later, earlier)
        limits = [call("ge", later, earlier), *([call("le", gap, self.within)] if self.within is not None else [])]
        pairs = with_column(beside(self.first, self.then, keys(self.on), all_of(limits)), "gap_days", gap, "相隔天数")
        return self._apart(pairs) if self.between is not None else pairs

    def _apart(self, pairs: Relation) -> Relation:
        """Pairs with nothing between."""
        assert self.between is not None
        if not self.between_on or not self.between_day:
            problem = "写了 between 就须写 between_on（对应的列）和 between_day（日期列）"
            raise BadFormula(formula="between", problem=problem)
        columns = {c: fresh(f"{c}_between", pairs) for c in (*self.between_on.values(), self.between_day)}
        between = Project(self.between, tuple((new, old) for old, new in columns.items()))
        day = col(between, columns[self.between_day])
        inside = call("and", call("ge", day, col(pairs, self.first_on)), call("le", day, col(pairs, self.then_on)))
        on = tuple((a, columns[b]) for a, b in keys(self.between_on))
        return Semi(pairs, between, on, inside, negated=True)

    def sentence(self, built: Relation) -> str:
        first, then = self.first.field(self.first_on).shown, self.then.field(self.then_on).shown
        within = f"{self.within} 天内" if self.within is not None else ""
        none = "，其间没有第三路的记录" if self.between is not None else ""
        return f"按{said_keys(self.first, self.then, self.on)}对应，{first}后{within}有{then}的{none}"

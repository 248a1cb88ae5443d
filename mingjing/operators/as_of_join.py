"""当时情况."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Aggregate, Distinct, Join, Project, Relation
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.matching import keys, said_keys
from mingjing.operators.steps import beside, col, first_of_each, fresh, present


@dataclass(frozen=True, kw_only=True)
class AsOfJoin(Operator, label="当时情况", group="关联"):
    """Each row of `left` beside the latest row of `right` with equal keys `on` whose day `since` is not after `at`.

    Of several rows of `right` on that day one is taken, the same on every engine. With `outer: true` left rows
    without one stay, with nothing beside them.
    """

    left: Relation
    right: Relation
    on: dict[str, str]
    at: str
    since: str
    outer: bool = False

    def build(self, formulas: Formulas) -> Relation:
        on = keys(self.on)
        asked = self._asked(on)
        here, there = tuple(c for c in asked.columns), tuple(b for _, b in on)
        latest = first_of_each(present(self.right, (*there, self.since)), (*there, self.since))
        days = Project(latest, tuple((fresh(f"{c}_then", asked, latest), c) for c in (*there, self.since)))
        not_after = call("le", col(days, days.columns[-1]), col(asked, here[-1]))
        both = Join(asked, days, tuple(zip(here[:-1], days.columns[:-1], strict=True)), not_after)
        day = fresh("latest_day", both, latest)
        last = Aggregate(both, here, ((Field(day, Type.DATE), "max", days.columns[-1]),))
        found = Join(last, latest, (*zip(here[:-1], there, strict=True), (day, self.since)))
        kept = tuple((c, c) for c in found.columns if c != day and not (c in there and c in self.left.schema))
        wanted = ((*(a for a, _ in on), self.at), here)
        return beside_found(self.left, Project(found, kept), tuple(zip(*wanted, strict=True)), self.outer)

    def _asked(self, on: tuple[tuple[str, str], ...]) -> Relation:
        """Keys and days that are asked for, once each."""
        names = ((fresh(f"{a}_asked", self.left, self.right), a) for a in (*(a for a, _ in on), self.at))
        return Distinct(Project(present(self.left, (*(a for a, _ in on), self.at)), tuple(names)))

    def sentence(self, built: Relation) -> str:
        at, since = self.left.field(self.at).shown, self.right.field(self.since).shown
        kept = "（没有的也保留）" if self.outer else ""
        return f"按{said_keys(self.left, self.right, self.on)}取{at}当时最近的一条（{since}不晚于{at}）{kept}"


def beside_found(left: Relation, found: Relation, on: tuple[tuple[str, str], ...], outer: bool) -> Relation:
    """Left rows beside what was found for their keys, without the keys again."""
    joined = beside(left, found, on, None, outer)
    gone = {b for _, b in on}
    return Project(joined, tuple((c, c) for c in joined.columns if c not in gone))

"""关联规则."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.operators.learned import Report


@dataclass(frozen=True, kw_only=True)
class Association(Report, label="关联规则", group="学习"):
    """The rows of `input` as they are; `mingjing learn` reports which values of `items` go together within one `key`.

    A rule holds for at least `support` of all keys and `confidence` of those that its condition is true of; lift says
    how many times more often than by chance. At most `longest` items make a rule.
    """

    key: str
    items: list[str]
    support: float = 0.05
    confidence: float = 0.5
    longest: int = 3

    def build(self, formulas: Formulas) -> Relation:
        if not (0 < self.support <= 1 and 0 < self.confidence <= 1 and self.longest >= 2 and self.items):
            raise BadFormula(
                formula="support, confidence", problem="须在 0 与 1 之间；longest 至少为 2；items 至少一列"
            )
        return super().build(formulas)

    def reads(self) -> Iterator[str]:
        yield self.key
        yield from self.items

    def sentence(self, built: Relation) -> str:
        return f"找出{'、'.join(self.input.field(c).shown for c in self.items)}之间的关联规则"

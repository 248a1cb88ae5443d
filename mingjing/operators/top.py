"""取前几名."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Filter, Relation
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.steps import col, numbered


def ordered_by(order: list[Any]) -> list[tuple[str, bool]]:
    """(column, whether from great to small) of entries `column` or `column: desc`."""
    found: list[tuple[str, bool]] = []
    for entry in order:
        spec = entry if isinstance(entry, dict) else {entry: "asc"}
        for column, way in spec.items():
            if way not in ("asc", "desc"):
                raise BadFormula(formula=f"order: {entry}", problem="排序方向须是 asc（从小到大）或 desc（从大到小）")
            found.append((str(column), way == "desc"))
    return found


@dataclass(frozen=True, kw_only=True)
class TopRows(Operator, label="取前几名", group="统计"):
    """The first `n` rows of each group of equal `by`, in `order`; `place` is the row's number in its group, from 1.

    An entry of `order` is a column, or `column: desc` for great to small; rows without a value come last. Ties are
    ended by all other columns, so that the same rows come first on every engine. `by` may be empty: one group of all.
    """

    input: Relation
    by: list[str]
    order: list[Any]
    n: int = 1
    place: str = "place"

    def build(self, formulas: Formulas) -> Relation:
        if not self.order or self.n < 1:
            raise BadFormula(formula=f"order: {self.order}, n: {self.n}", problem="须写明按什么排序，n 至少为 1")
        made = numbered(self.input, tuple(self.by), ordered_by(self.order), Field(self.place, Type.INT, "名次"))
        return Filter(made, call("le", col(made, self.place), self.n))

    def sentence(self, built: Relation) -> str:
        by = "、".join(self.input.field(c).shown for c in self.by)
        said = (
            f"{self.input.field(c).shown}{'从大到小' if down else '从小到大'}" for c, down in ordered_by(self.order)
        )
        return f"{f'在同一{by}内' if by else ''}按{'、'.join(said)}取前 {self.n} 行"

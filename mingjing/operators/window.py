"""同组逐行统计."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Frame, Relation, Window
from mingjing.algebra.types import Field
from mingjing.operators.base import Operator
from mingjing.operators.steps import present
from mingjing.operators.summary import said_summary, summary_column


@dataclass(frozen=True, kw_only=True)
class WindowRows(Operator, label="逐行统计", group="统计", plain=True):
    """Rows of `input` with columns over the rows of the same `partition`, in `order`.

    A column says `days: n` to see the n days up to its own, `frame: before` for all earlier rows, else the whole
    partition; `rank` numbers the rows. Rows without a partition value are left out: nothing groups them.
    """

    input: Relation
    partition: list[str]
    order: list[str]
    columns: dict[str, Any]

    def build(self, formulas: Formulas) -> Relation:
        made = tuple(self._made(n, spec) for n, spec in self.columns.items())
        return Window(present(self.input, self.partition), tuple(self.partition), tuple(self.order), made)

    def _made(self, name: str, spec: Any) -> tuple[Field, str, str | None, Frame]:
        written = spec if isinstance(spec, dict) else {}
        frame = Frame(str(written.get("frame", "all")))
        if "days" in written:
            if not isinstance(written["days"], int):
                raise BadFormula(formula=f"{name}: {spec}", problem="days 须是整数")
            frame = Frame("days", written["days"])
        return (*summary_column(self.input, name, spec, ranks=True), frame)

    def sentence(self, built: Relation) -> str:
        assert isinstance(built, Window)
        by = "、".join(self.input.field(c).shown for c in self.partition)
        return f"在同一{by}内逐行统计{'、'.join(said_summary(self.input, f, fn, of) for f, fn, of, _ in built.made)}"

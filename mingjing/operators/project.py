"""选列."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Project, Relation
from mingjing.operators.base import Operator


def pairs(columns: Any) -> tuple[tuple[str, str], ...]:
    """(new name, old name) of a list of names, or of a mapping new: old."""
    if isinstance(columns, dict):
        return tuple((str(new), str(old)) for new, old in columns.items())
    if not isinstance(columns, list | tuple):
        raise BadFormula(formula=f"columns: {columns}", problem="须写列名的列表，或「新名: 旧名」")
    return tuple(pair for c in columns for pair in (pairs(c) if isinstance(c, dict) else ((str(c), str(c)),)))


@dataclass(frozen=True, kw_only=True)
class ProjectColumns(Operator, label="选列", plain=True):
    """Rows of `input` with only these columns; an entry `new: old` renames."""

    input: Relation
    columns: Any

    def build(self, formulas: Formulas) -> Relation:
        return Project(self.input, pairs(self.columns))

    def sentence(self, built: Relation) -> str:
        return f"取{'、'.join(f.shown for f in built.schema.values())}"

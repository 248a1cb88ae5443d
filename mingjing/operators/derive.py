"""加列."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.formula import Formulas
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import Derive, Relation
from mingjing.algebra.types import Field
from mingjing.operators.base import Operator


@dataclass(frozen=True, kw_only=True)
class DeriveColumns(Operator, label="计算"):
    """Rows of `input` with computed columns: name: formula, or name: {formula, label}."""

    input: Relation
    columns: dict[str, Any]

    def build(self, formulas: Formulas) -> Relation:
        return Derive(self.input, tuple(self._made(n, c, formulas) for n, c in self.columns.items()))

    def _made(self, name: str, column: Any, formulas: Formulas) -> tuple[Field, Any]:
        text, label = (column["formula"], column.get("label", "")) if isinstance(column, dict) else (column, "")
        value = formulas.read(text, self.input.schema)
        return Field(name, value.type, label), value

    def sentence(self, built: Relation) -> str:
        assert isinstance(built, Derive)
        said = (f"{f.shown}（{phrase(e, self.input.schema)}）" for f, e in built.made)
        return f"算出{'、'.join(said)}"

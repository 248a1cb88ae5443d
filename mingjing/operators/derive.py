"""加列."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Expr, Lit, rewrite
from mingjing.algebra.formula import Formulas
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import Derive, Relation
from mingjing.algebra.types import Field
from mingjing.operators.base import Operator


@dataclass(frozen=True, kw_only=True)
class DeriveColumns(Operator, label="计算", plain=True):
    """Rows of `input` with computed columns: name: formula, or name: {formula, label, codes}.

    `codes` maps each code the column may hold to what people call it.
    """

    input: Relation
    columns: dict[str, Any]

    def build(self, formulas: Formulas) -> Relation:
        return Derive(self.input, tuple(self._made(n, c, formulas) for n, c in self.columns.items()))

    def _made(self, name: str, column: Any, formulas: Formulas) -> tuple[Field, Any]:
        spec = column if isinstance(column, dict) else {"formula": column}
        if not isinstance(spec.get("formula"), str | int | float):
            raise BadFormula(formula=name, problem="须写公式，或 {formula: 公式, label: 名称}")
        value = formulas.read(spec["formula"], self.input.schema)
        codes = tuple((str(k), str(v)) for k, v in (spec.get("codes") or {}).items())
        return Field(name, value.type, str(spec.get("label", "")), codes), value

    def sentence(self, built: Relation) -> str:
        assert isinstance(built, Derive)
        said = (f"{f.shown}（{phrase(named(e, f), self.input.schema)}）" for f, e in built.made)
        return f"算出{'、'.join(said)}"


def named(e: Expr, column: Field) -> Expr:
    """The formula with the names of the column's codes for the codes."""
    names: dict[object, str] = dict(column.codes)
    return rewrite(e, lambda x: Lit(x.type, names[x.value]) if isinstance(x, Lit) and x.value in names else None)

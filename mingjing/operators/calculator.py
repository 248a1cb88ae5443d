"""What the calculators share: columns computed from one row by rules of law, which come as dated data.

A calculator whose rule can be written in the expression language says it here, and every engine computes the same; one
that cannot is an Arrow operator (`arrow.py`), whose results are kept in the feature table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from mingjing.algebra.errors import BadFormula, WrongType
from mingjing.algebra.expression import Expr
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Derive, Relation
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator

Result = tuple[str, str, Expr]
"""Name, label and value of a computed column."""


@dataclass(frozen=True, kw_only=True)
class Calculator(Operator):
    """Base of the calculators that are formulas."""

    input: Relation

    basis: ClassVar[tuple[str, ...]] = ()
    """The articles it rests on."""

    def results(self, formulas: Formulas) -> Iterator[Result]:
        """The columns that are computed."""
        raise NotImplementedError

    def build(self, formulas: Formulas) -> Relation:
        return Derive(self.input, tuple((Field(n, e.type, label), e) for n, label, e in self.results(formulas)))

    def value(self, formulas: Formulas, field: str, text: str, type_: Type) -> Expr:
        """The value of a form field that holds a column or a formula. Raises WrongType."""
        found = formulas.read(text, self.input.schema)
        if found.type is not type_:
            raise WrongType(formula=text, problem=f"「{field}」须是{type_.chinese}，得到的是{found.type.chinese}")
        return found


def one_of(field: str, value: str, choices: dict[str, str]) -> str:
    """What a choice is called. Raises BadFormula when it is none."""
    if value not in choices:
        said = "、".join(f"{k}（{v}）" for k, v in choices.items())
        raise BadFormula(formula=f"{field}: {value}", problem=f"须是 {said} 之一")
    return choices[value]

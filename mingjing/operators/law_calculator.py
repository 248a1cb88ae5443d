"""法律计算器."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pyarrow as pa

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.errors import MingjingError
from mingjing.law.answer import Answer
from mingjing.law.calculator import ask
from mingjing.law.calculators import CALCULATORS
from mingjing.operators.feature import Feature

PARTS = ("value", "low", "high")
UNITS = {"fen": Type.FEN, "date": Type.DATE, "months": Type.NUMBER, "percent": Type.NUMBER}


@dataclass(frozen=True, kw_only=True)
class LawCalculator(Feature, label="法律计算器", group="计算"):
    """Rows of `input` with what one of the court's calculators says of them (`mingjing calculate` lists them).

    `calculator` is its name, `inputs` say which column holds each of its inputs, `given` fixes others; `part` is value,
    low or high of its answer, `unit` what that is: fen, date, months or percent. Where the calculator lacks something
    or refuses, the column is empty. Computed by `mingjing features`.
    """

    calculator: str
    inputs: dict[str, str]
    given: dict[str, Any] = field(default_factory=dict)
    part: str = "value"
    unit: str = "fen"

    units: ClassVar[dict[str, Type]] = UNITS

    def __post_init__(self) -> None:
        if self.calculator not in CALCULATORS:
            have = "、".join(CALCULATORS)
            raise BadFormula(formula=f"calculator: {self.calculator}", problem=f"没有这个计算器；可用的有 {have}")
        asked = {i.name for i in CALCULATORS[self.calculator].inputs()}
        for name in (*self.inputs, *self.given):
            if name not in asked:
                raise BadFormula(
                    formula=f"inputs: {name}", problem=f"计算器没有这一项；可填 {'、'.join(sorted(asked))}"
                )
        if self.part not in PARTS or self.unit not in UNITS:
            raise BadFormula(
                formula=f"{self.part}, {self.unit}",
                problem="part 须是 value、low、high；unit 须是 fen、date、months、percent",
            )

    @property
    def type(self) -> Type:
        return UNITS[self.unit]

    def reads(self) -> Iterator[str]:
        yield from self.inputs.values()

    def compute(self, rows: pa.Table, model: dict[str, Any] | None = None) -> pa.Array:
        columns = {name: self._written(rows, column) for name, column in self.inputs.items()}
        return pa.array([self._answer({n: c[i] for n, c in columns.items()}) for i in range(rows.num_rows)])

    def _written(self, rows: pa.Table, column: str) -> list[Any]:
        """The values as people would type them into the form: money in yuan."""
        values: list[Any] = rows.column(column).to_pylist()
        if self.input.field(column).type is not Type.FEN:
            return values
        return [None if v is None else f"{v // 100}.{v % 100:02d}" if v >= 0 else None for v in values]

    def _answer(self, values: dict[str, Any]) -> Any:
        given = {k: v for k, v in values.items() if v is not None}
        try:
            answer = ask(self.calculator, {**self.given, **given})
        except MingjingError:
            return None
        return as_kept(answer, self.part, self.unit)

    def sentence(self, built: Relation) -> str:
        return f"用计算器「{CALCULATORS[self.calculator].label}」算出{self.column}"


def as_kept(answer: Answer, part: str, unit: str) -> Any:
    """The part of an answer as the feature table keeps it; empty where the answer is none or of another unit."""
    found = getattr(answer, part)
    if found is None or answer.need or answer.refusals or answer.unit != unit:
        return None
    return float(found) if UNITS[unit] is Type.NUMBER else found

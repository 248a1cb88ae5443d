"""Columns that no formula can give: computed in batches over Arrow rows, kept in the feature table, read like a source.

A box of this kind means a join with the feature table, so that screening, checking, reacting and replay read the same
value, each as it was known at its moment; `mingjing features` computes the values and writes them with their validity.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import pyarrow as pa

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Filter, Project, Relation, Source
from mingjing.algebra.types import Field, Type
from mingjing.operators.base import Operator
from mingjing.operators.steps import beside, col, fresh

TABLE = "feature"
KEYS = {"case": "case_id", "subject": "subject_id"}
"""Whose value it is, and the column of the feature table that says so."""
KEPT_IN = {
    Type.INT: "whole",
    Type.FEN: "amount_fen",
    Type.NUMBER: "number",
    Type.TEXT: "words",
    Type.DATE: "day_on",
    Type.BOOL: "holds",
}


@dataclass(frozen=True, kw_only=True)
class Feature(Operator):
    """Base of operators whose column is computed in batches. A subclass says what `gives` and how to `compute` it."""

    input: Relation
    name: str
    key: str = "case_id"
    of: str = "case"
    column: str = "value"

    gives: ClassVar[Type] = Type.NUMBER

    @property
    def type(self) -> Type:
        """Type of the column."""
        return self.gives

    def compute(self, rows: pa.Table, model: dict[str, Any] | None = None) -> pa.Array:
        """The value of each row; `model` is what was learned, for boxes that learn."""
        raise NotImplementedError

    @property
    def identity(self) -> str:
        """The name under which the values are kept: a change of the form is another feature."""
        digest = hashlib.sha256(json.dumps(self._form(), sort_keys=True, ensure_ascii=False, default=str).encode())
        return f"{self.name}@{digest.hexdigest()[:8]}"

    def _form(self) -> dict[str, Any]:
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return {"operator": type(self).__module__.rpartition(".")[2]} | {
            k: v for k, v in own.items() if not isinstance(v, Relation) and k not in ("key", "column")
        }

    def build(self, formulas: Formulas) -> Relation:
        if self.of not in KEYS:
            raise BadFormula(formula=f"of: {self.of}", problem="须是 case（案件）或 subject（主体）")
        if self.input.field(self.key).type is not Type.INT:
            raise BadFormula(formula=f"key: {self.key}", problem="须是案件或主体标识的列")
        for f in self.reads():
            self.input.field(f)
        key = fresh(f"{self.key}_of", self.input)
        label = f"{self.name}"
        value = Field(KEPT_IN[self.type], self.type, label)
        whose = Field(KEYS[self.of], Type.INT)
        source = Source(TABLE, (Field("name", Type.TEXT), whose, value))
        named = Filter(source, call("eq", col(source, "name"), Lit(Type.TEXT, self.identity)))
        kept = Project(named, ((key, whose.name), (self.column, value.name)))
        joined = beside(self.input, kept, ((self.key, key),), None, outer=True)
        return Project(joined, tuple((c, c) for c in joined.columns if c != key))

    def reads(self) -> Iterator[str]:
        """The columns of the input that the value is computed from."""
        yield from ()

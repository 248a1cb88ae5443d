"""What the boxes that learn share: they read the features of their input and give a score kept in the feature table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pyarrow as pa

from mingjing.algebra.errors import BadFormula, ModelError, WrongType
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.learning.encoding import Column
from mingjing.learning.scoring import scores
from mingjing.operators.base import Operator
from mingjing.operators.feature import Feature


@dataclass(eq=False)
class NotLearned(ModelError):
    """A box is to score and has not learned."""

    feature: str = ""
    code = "not_learned"
    message = "「{feature}」还没有学习；请先运行 mingjing learn。"


@dataclass(frozen=True, kw_only=True)
class Learner(Feature):
    """Base of the boxes that learn. `features` are the columns they learn from, `seed` fixes all chance."""

    features: list[str]
    seed: int = 1

    target_type: ClassVar[Type | None] = None
    """Type of the column to be learned, for boxes that have one."""

    @property
    def method(self) -> str:
        """How it learns."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def settings(self) -> dict[str, Any]:
        """What the form sets of the method."""
        return {}

    @property
    def label_column(self) -> str | None:
        """The column to be learned, for boxes that have one."""
        return getattr(self, "target", None)

    def build(self, formulas: Formulas) -> Relation:
        if not self.features:
            raise BadFormula(formula="features", problem="须写明从哪些列学习")
        target = self.label_column
        if target is not None and self.input.field(target).type is not self.target_type:
            wanted = self.target_type.chinese if self.target_type else ""
            raise WrongType(
                formula=target, problem=f"要学的列须是「{wanted}」，这里是「{self.input.field(target).type.chinese}」"
            )
        if target in self.features:
            raise BadFormula(formula=f"features: {target}", problem="要学的列不能同时是所据的列")
        return super().build(formulas)

    def reads(self) -> Iterator[str]:
        yield from self.features

    def compute(self, rows: pa.Table, model: dict[str, Any] | None = None) -> pa.Array:
        if model is None:
            raise NotLearned(feature=self.name)
        return scores(model, rows)

    def sentence(self, built: Relation) -> str:
        said = "、".join(self.input.field(c).shown for c in self.features)
        target = self.label_column
        towards = f"推断{self.input.field(target).shown}，" if target else ""
        return f"由{said}{towards}得出{self.name}（{type(self).label}，种子 {self.seed}）"


@dataclass(frozen=True, kw_only=True)
class Report(Operator):
    """Base of the boxes that only report: their rows pass through, what they found stands beside the scenario."""

    input: Relation

    def build(self, formulas: Formulas) -> Relation:
        for c in self.reads():
            self.input.field(c)
        return self.input

    def reads(self) -> Iterator[str]:
        """The columns of the input that are looked at."""
        raise NotImplementedError


def learning_columns(r: Relation, names: list[str]) -> tuple[Column, ...]:
    """Columns of a relation as the learning room sees them."""
    return tuple(Column(f.name, f.shown, f.type.value, f.codes) for f in map(r.field, names))

"""抽样."""

from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Filter, Relation
from mingjing.algebra.types import Type
from mingjing.operators.base import Operator
from mingjing.operators.steps import col


@dataclass(frozen=True, kw_only=True)
class Sample(Operator, label="抽样", group="统计"):
    """Rows of `input` whose `key` falls into `take` of `of` equal parts, drawn by `seed`.

    The draw depends on the key and the seed alone: the same on every engine and every day, and all rows of one key
    stay together.
    """

    input: Relation
    key: str
    take: int = 1
    of: int = 10
    seed: int = 1

    def build(self, formulas: Formulas) -> Relation:
        key = col(self.input, self.key)
        if key.type is not Type.INT:
            raise BadFormula(formula=self.key, problem=f"按标识抽样，标识须是整数，这里是{key.type.chinese}")
        if not 1 <= self.take <= self.of or self.seed < 1:
            raise BadFormula(formula=f"{self.take}/{self.of}", problem="take 须在 1 与 of 之间，seed 须不小于 1")
        return Filter(self.input, call("lt", call("bucket", key, self.of, self.seed), self.take))

    def sentence(self, built: Relation) -> str:
        return f"按{self.input.field(self.key).shown}抽取 {self.take}/{self.of}（种子 {self.seed}）"

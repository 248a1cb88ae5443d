"""线性回归."""

from dataclasses import dataclass

from mingjing.algebra.types import Type
from mingjing.operators.learned import Learner


@dataclass(frozen=True, kw_only=True)
class LinearRegressionBox(Learner, label="线性回归", group="学习"):
    """Rows of `input` with the number that `target` is expected to be, by weighted `features`.

    Learned by `mingjing learn` from the rows in which `target` is known. `target` is a number; turn amounts and counts
    into one first (转数值, or 除).
    """

    target: str

    target_type = Type.NUMBER

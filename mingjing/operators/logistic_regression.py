"""逻辑回归."""

from dataclasses import dataclass

from mingjing.algebra.types import Type
from mingjing.operators.learned import Learner


@dataclass(frozen=True, kw_only=True)
class LogisticRegressionBox(Learner, label="逻辑回归", group="学习"):
    """Rows of `input` with the probability that `target` is true, by weighted `features`.

    Learned by `mingjing learn` from the rows in which `target` is known, with the weights listed. The score is a hint
    for people, never a finding.
    """

    target: str

    target_type = Type.BOOL

"""决策树."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.types import Type
from mingjing.operators.learned import Learner


@dataclass(frozen=True, kw_only=True)
class DecisionTree(Learner, label="决策树", group="学习"):
    """Rows of `input` with the share of cases with a true `target` among those like the row.

    Learned by `mingjing learn` from the rows in which `target` is known: a tree of at most `depth` questions whose
    leaves hold at least `least` rows, told as rules in Chinese. The score is a hint for people, never a finding.
    """

    target: str
    depth: int = 4
    least: int = 20

    target_type = Type.BOOL

    @property
    def settings(self) -> dict[str, Any]:
        return {"depth": self.depth, "least": self.least}

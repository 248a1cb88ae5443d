"""聚类."""

from dataclasses import dataclass
from typing import Any

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.operators.learned import Learner


@dataclass(frozen=True, kw_only=True)
class Cluster(Learner, label="聚类", group="学习"):
    """Rows of `input` with the number of the cluster that each belongs to, by its `features`.

    `by: kmeans` makes `k` clusters, the largest being 0; `by: dbscan` finds them by density, `neighbours` rows within
    `reach` standard deviations, and leaves outliers without a number. Learned by `mingjing learn`.
    """

    by: str = "kmeans"
    k: int = 4
    reach: float = 0.5
    neighbours: int = 10

    gives = Type.INT

    @property
    def method(self) -> str:
        return self.by

    @property
    def settings(self) -> dict[str, Any]:
        return {"k": self.k, "reach": self.reach, "neighbours": self.neighbours}

    def build(self, formulas: Formulas) -> Relation:
        if self.by not in ("kmeans", "dbscan") or self.k < 2:
            raise BadFormula(formula=f"by: {self.by}, k: {self.k}", problem="by 须是 kmeans 或 dbscan，k 至少为 2")
        return super().build(formulas)

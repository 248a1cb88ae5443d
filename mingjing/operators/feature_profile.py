"""特征分析."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.algebra.relation import Relation
from mingjing.operators.learned import Report


@dataclass(frozen=True, kw_only=True)
class FeatureProfile(Report, label="特征分析", group="学习"):
    """The rows of `input` as they are; `mingjing learn` reports how full each of `columns` is and how its values lie.

    With a `target` it also tells how closely each column goes with it: Pearson's r between numbers, else Cramér's V.
    """

    columns: list[str]
    target: str | None = None

    def reads(self) -> Iterator[str]:
        yield from self.columns
        if self.target:
            yield self.target

    def sentence(self, built: Relation) -> str:
        return f"分析{'、'.join(self.input.field(c).shown for c in self.columns)}的分布"

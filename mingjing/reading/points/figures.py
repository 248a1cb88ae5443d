"""What is known of each point from real papers: in how many it was found, and how well it is read.

The figures are kept beside the declarations; the texts they were measured on are not. `measuring` makes them anew.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Figure:
    """One point over the papers that were counted; without labels, no precision and recall."""

    papers: int = 0
    values: int = 0
    measured_on: str = ""
    labelled: int = 0
    precision: float | None = None
    recall: float | None = None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        if self.precision is None or self.recall is None or self.precision + self.recall == 0:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)


@cache
def figures() -> dict[str, Figure]:
    """The kept figures by the point's identifier."""
    kept = files(__package__).joinpath("measured.csv")
    with kept.open(encoding="utf-8") as lines:
        return {row["id"]: _figure(row) for row in csv.DictReader(lines)}


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        papers=int(row["papers"]),
        values=int(row["values"]),
        measured_on=row["measured_on"],
        labelled=int(row["labelled"] or 0),
        precision=float(row["precision"]) if row["precision"] else None,
        recall=float(row["recall"]) if row["recall"] else None,
    )

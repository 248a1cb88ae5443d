"""How sure a value is: what was measured of its point, else of the kind of row that finds it.

Where labels are known (see `figures`), a point's precision over them. Else, for points that their own row finds, the
share that was right among values drawn at random from real papers and checked by hand, grammar by grammar
(`confidence.csv`). A function among the readers states its own confidence, and is never surer than what was measured.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingjing.reading.points.figures import figures
from mingjing.reading.points.point import Kind, Point

WEIGHT = 5
"""How many labels the estimate without labels is worth."""
HIGHEST = 0.99
UNCHECKED = 0.75
"""Of grammars that too few papers use for a check."""
_KINDS = {Kind.MONEY: "money", Kind.DATE: "date", Kind.NUMBER: "number", Kind.TERM: "number"}


@dataclass(frozen=True, slots=True)
class Check:
    """A grammar, how many of its values were checked by hand, and how many were right."""

    grammar: str
    name: str
    checked: int
    right: int

    @property
    def confidence(self) -> float:
        """The share that is right, drawn a little to the middle as few were checked."""
        return (self.right + 1) / (self.checked + 2)


@cache
def checks() -> dict[str, Check]:
    """The checks by grammar."""
    kept = files(__package__).joinpath("confidence.csv")
    with kept.open(encoding="utf-8") as lines:
        return {
            row["grammar"]: Check(row["grammar"], row["name"], int(row["checked"]), int(row["right"]))
            for row in csv.DictReader(lines)
        }


def grammar_of(point: Point) -> str:
    """The name under which the rows like this one were checked."""
    name = point.value.partition(":")[0]
    return f"re.{_KINDS.get(point.kind, 'text')}" if name in ("re", "line") else name


def of_row(point: Point) -> float:
    """The confidence of a value that a point's own row finds."""
    known = checks().get(grammar_of(point))
    return _measured(point.id, known.confidence if known else UNCHECKED)


def sure_of(point: Point, stated: float) -> float:
    """The confidence of a value whose reader stated `stated`."""
    return round(min(stated, _measured(point.id, stated)), 2)


@cache
def _measured(code: str, without: float) -> float:
    figure = figures().get(code)
    if figure is None or figure.precision is None:
        return without
    return min(HIGHEST, (figure.precision * figure.labelled + without * WEIGHT) / (figure.labelled + WEIGHT))

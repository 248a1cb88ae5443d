"""What a declared row reads from its own example."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mingjing.reading.points.context import ORDER, Context
from mingjing.reading.points.point import Point
from mingjing.reading.points.reading import by_row
from mingjing.reading.reader import read
from mingjing.reading.values import Value


def from_example(point: Point) -> list[Value[Any]]:
    """The values that the row of `point` finds in its example, taken as every section of a paper at once."""
    context = Context(replace(read(""), text=point.example))
    whole = (0, len(point.example))
    context.zones = dict.fromkeys((*ORDER, "all"), whole)
    return list(by_row(point, context))

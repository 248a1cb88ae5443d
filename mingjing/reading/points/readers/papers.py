"""What a paper is called that no court issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mingjing.reading.points.context import Context
from mingjing.reading.points.kinds import titled
from mingjing.reading.values import Value, at


def kind(context: Context) -> Iterator[Value[Any]]:
    """The kind, at the title that names it."""
    found = titled(context.plain)
    if found is not None:
        yield at(context.paper.text, found[0], found[1], "papers.kind", 0.95)

"""The papers of a case as an assistant looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mingjing.reading import Paper
from mingjing.reading.files import FileText
from mingjing.reading.points import Found
from mingjing.reading.points.context import Context


@dataclass(frozen=True)
class CasePaper:
    """A paper of the case: what it is called, its text as read, its info points and, for files, its layout.

    `draft` marks the judge's own draft: what it orders is compared, and proves nothing.
    """

    name: str
    paper: Paper
    points: Sequence[Found]
    layout: FileText | None = None
    draft: bool = False

    @cached_property
    def context(self) -> Context:
        """The paper with its zones and sentences."""
        return Context(self.paper)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.paper.text

    @property
    def causes(self) -> tuple[str, ...]:
        """The causes of action or charges it names."""
        return tuple(c.value for c in self.paper.causes)

    def page(self, start: int, end: int) -> int | None:
        """The page on which text[start:end] is printed; None in formats without pages."""
        places = self.layout.places(start, end) if self.layout else ()
        return places[0].page if places and places[0].box is not None else None

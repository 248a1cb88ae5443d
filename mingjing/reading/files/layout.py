"""The text of one document together with its layout: for any span of the text, the page, line and box it is from."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

TEXT_LAYER = "text"
RECOGNISED = "ocr"
"""Where a line's characters come from: the file says them, or they were recognised in an image."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, from its upper left corner: in points, for images in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `number` counts from 1, and boxes on it lie within `width` and `height`."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `edges` are the left edges of its characters and the last one's right edge, where known.

    `number` counts the lines of the page from 1; 0 while it is not known. `ends` says that the format itself ends a
    paragraph here.
    """

    text: str
    page: int = 1
    number: int = 0
    box: Box | None = None
    origin: str = TEXT_LAYER
    confidence: float = 1.0
    edges: tuple[float, ...] = ()
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """What was printed but is no part of the paper's text: a running header, a page number, a line number."""

    text: str
    page: int
    why: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Text that stands beside the paper's own: a footnote, a comment, a header of a Word file."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of the text from `start` are those of line `line` from `offset`."""

    start: int
    line: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a span is printed; `box` is None in formats without pages."""

    text: str
    page: int
    line: int
    box: Box | None
    origin: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FileText:
    """One document: its text, where that is printed, and what else the file holds.

    `name` is the file's name, for a member of a dossier its path inside. `kind` is what the content is, whatever
    the name says. `notes` are sentences for people: a signature not checked, a seal, an image that was not read.
    """

    name: str
    kind: str
    text: str
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    pieces: tuple[Piece, ...] = ()
    removed: tuple[Removed, ...] = ()
    apart: tuple[Apart, ...] = ()
    notes: tuple[str, ...] = ()

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Where text[start:end] is printed, line by line."""
        return tuple(self._places(start, end))

    def _places(self, start: int, end: int) -> Iterator[Place]:
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        for piece in self.pieces[first:]:
            if piece.start >= end:
                return
            low, high = max(start, piece.start), min(end, piece.start + piece.length)
            if low < high:
                yield self._place(piece, low, high)

    def _place(self, piece: Piece, low: int, high: int) -> Place:
        line = self.lines[piece.line]
        shift = piece.offset - piece.start
        box = part_of(line, low + shift, high + shift)
        return Place(self.text[low:high], line.page, line.number, box, line.origin, line.confidence)

    def confidence(self, start: int, end: int) -> float:
        """How sure the characters of text[start:end] are: 1 in a text layer, the engine's word for recognised ones."""
        return min((place.confidence for place in self.places(start, end)), default=1.0)

    def recognised(self, start: int, end: int) -> bool:
        """Whether any of text[start:end] was recognised in an image: money, days and numbers in it want a person."""
        return any(place.origin == RECOGNISED for place in self.places(start, end))


def part_of(line: Line, start: int, end: int) -> Box | None:
    """The box of line.text[start:end]; where single characters have no place, by their share of the width."""
    if line.box is None:
        return None
    edges = line.edges or even_edges(line.text, line.box)
    return Box(min(edges[start:end]), line.box.top, max(edges[start + 1 : end + 1]), line.box.bottom)


def even_edges(text: str, box: Box) -> tuple[float, ...]:
    """Edges of characters set evenly into `box`, Chinese ones twice as wide as Latin ones."""
    widths = [2 if ord(sign) > 0x2E7F else 1 for sign in text]
    unit = box.width / max(1, sum(widths))
    edges = [box.left]
    for width in widths:
        edges.append(edges[-1] + width * unit)
    return tuple(edges)


def numbered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their number on their page."""
    if all(line.number for line in lines):
        return tuple(lines)
    counts: Counter[int] = Counter()
    found = []
    for line in lines:
        counts[line.page] += 1
        found.append(replace(line, number=counts[line.page]))
    return tuple(found)

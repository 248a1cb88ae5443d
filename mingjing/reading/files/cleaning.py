"""Printed lines to the paper's text: what printing added is taken out, and lines of one paragraph are joined.

What is taken out is kept as `Removed`, so nothing is lost; every character of the text knows the line it is from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from mingjing.reading.files.extras import extras, line_number_ends
from mingjing.reading.files.layout import RECOGNISED, Apart, Box, FileText, Line, Page, Piece, Removed, numbered

BLANKS = " \t\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right edge of running text, the size of its characters, and the least width of a full line."""

    left: float
    right: float
    size: float
    least: float


def laid(
    name: str,
    kind: str,
    lines: Sequence[Line],
    pages: Sequence[Page] = (),
    removed: Sequence[Removed] = (),
    apart: Sequence[Apart] = (),
    notes: Sequence[str] = (),
) -> FileText:
    """The document whose printed lines are `lines`, in reading order."""
    lines = numbered(lines)
    left_out = extras(lines, pages)
    starts = line_number_ends(lines, left_out)
    spans = _spans(lines, left_out, starts)
    text, pieces = _joined(lines, spans, {page.number: page.width for page in pages})
    taken = [Removed(lines[i].text.strip(), lines[i].page, why) for i, why in left_out.items()]
    taken += [Removed(lines[i].text[:end].strip(), lines[i].page, "行号") for i, end in starts.items()]
    return FileText(
        name, kind, text, tuple(pages), lines, pieces, (*removed, *taken), tuple(apart), tuple(dict.fromkeys(notes))
    )


def _spans(lines: Sequence[Line], left_out: Mapping[int, str], starts: Mapping[int, int]) -> list[tuple[int, int, int]]:
    """Line, start and end of what stays; blanks at the ends of a line with a box are only its distance."""
    found = []
    for i, line in enumerate(lines):
        start, end = starts.get(i, 0), len(line.text)
        if i in left_out:
            continue
        if line.box is not None:
            end = len(line.text.rstrip(BLANKS))
            start += len(line.text[start:]) - len(line.text[start:].lstrip(BLANKS))
        if start < end or line.box is None:
            found.append((i, start, end))
    return found


def _joined(
    lines: Sequence[Line], spans: Sequence[tuple[int, int, int]], widths: Mapping[int, float]
) -> tuple[str, tuple[Piece, ...]]:
    """The text, and from which line each part of it is."""
    margins = _all_margins([lines[i] for i, _, _ in spans], widths)
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for position, (i, start, end) in enumerate(spans):
        if position:
            before = lines[spans[position - 1][0]]
            link = _link(parts[-1], lines[i].text[start:end]) if _goes_on(before, lines[i], margins) else "\n"
            parts.append(link)
            at += len(link)
        parts.append(lines[i].text[start:end])
        if end > start:
            pieces.append(Piece(at, i, start, end - start))
            at += end - start
    return "".join(parts), tuple(pieces)


def _link(before: str, after: str) -> str:
    """Nothing between Chinese characters or digits, a blank between Latin words."""
    ends = before[-1:] + after[:1]
    return " " if len(ends) == 2 and ends.isascii() and ends.isalpha() else ""


def _all_margins(lines: Sequence[Line], widths: Mapping[int, float]) -> dict[int, Margins]:
    """The margins of each page: printed pages share theirs, a scan lies as it was put on the glass."""
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.box and line.text.strip():
            groups[line.page if line.origin == RECOGNISED else 0].append(line)
    found = {key: _margins([box for line in held if (box := line.box)]) for key, held in groups.items()}
    pages = {line.page: line.origin for line in lines if line.box}
    keys = {page: page if origin == RECOGNISED else 0 for page, origin in pages.items()}
    return {page: replace(found[key], least=0.45 * widths.get(page, 0.0)) for page, key in keys.items() if key in found}


def _margins(boxes: Sequence[Box]) -> Margins:
    """Where running text begins and ends: lines that reach far on both sides say it."""
    widest = max(box.width for box in boxes)
    long = [box for box in boxes if box.width >= 0.6 * widest]
    lefts, rights = sorted(box.left for box in long), sorted(box.right for box in long)
    return Margins(lefts[len(lefts) // 10], rights[len(rights) * 7 // 10], median(box.height for box in boxes), 0.0)


_ENDS = "。；：！？.;:!?”》）)号书院"
"""What ends a paragraph, or a line of the head: a sign, the number, the title, the court."""


def _breaks_off(line: Line, width: float, margins: Margins) -> bool:
    """A long line that no sign ends: whoever cut it counted characters, and digits are narrow, so it falls short."""
    words = line.text.rstrip()
    return width >= 0.75 * (margins.right - margins.left) and bool(words) and words[-1] not in _ENDS


def _goes_on(before: Line, after: Line, all_margins: Mapping[int, Margins]) -> bool:
    """Whether the paragraph of `before` goes on in `after`: its line is full and the next is not indented."""
    if before.ends:
        return False
    if before.box is None or after.box is None:
        return before.box is None and after.box is None
    here, there = all_margins.get(before.page), all_margins.get(after.page)
    if here is None or there is None:
        return False
    full = before.box.width >= here.least and (
        before.box.right >= here.right - 1.6 * here.size or _breaks_off(before, before.box.width, here)
    )
    set_right = before.box.left > here.left + 4.5 * here.size
    indented = after.box.left > there.left + 1.2 * there.size
    return full and not set_right and not indented

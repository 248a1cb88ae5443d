"""What printing added to a paper: running headers and footers, page numbers, line numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from mingjing.reading.files.layout import Line, Page

_NUMERAL = r"[\d一二三四五六七八九十百]{1,5}"
# 第3页, 第 3 页 共 12 页, 共12页 第3页, - 3 -, — 12 —
SURE_PAGE_NUMBER = re.compile(
    rf"\s*(?:[-－—–·~]{{1,2}}\s*\d{{1,4}}\s*[-－—–·~]{{1,2}}"
    rf"|第\s*{_NUMERAL}\s*页[\s，,/／]*(?:[（(]?\s*共\s*{_NUMERAL}\s*页[)）]?)?"
    rf"|共\s*{_NUMERAL}\s*页[\s，,/／]*第\s*{_NUMERAL}\s*页)\s*"
)
# 3, 3/12: a page number only at the edge of a page
_BARE_PAGE_NUMBER = re.compile(r"\s*\d{1,4}(?:\s*[/／]\s*\d{1,4})?\s*")
# 12  原告诉称: the number before each line of a paper printed with numbered lines
LINE_NUMBER = re.compile(r"\s*(\d{1,4})(?:[\s\u3000]+|$)")
ZONE = 2
"""Running headers and footers are among the first or last lines of a page, at most this many."""
MARGIN = 0.13
"""and within this share of the page's height from its edge."""
HEADER, NUMBER = "页眉页脚", "页码"


def extras(lines: Sequence[Line], pages: Sequence[Page]) -> dict[int, str]:
    """Index of each line that printing added, and what it is."""
    heights = {page.number: page.height for page in pages}
    held = _by_page(lines)
    edge = [i for page, on_page in held.items() for i in _edge_lines(lines, on_page, heights.get(page))]
    found = dict.fromkeys(_page_numbers(lines, edge), NUMBER)
    apart = [i for on_page in held.values() for i in _set_apart(lines, [i for i in on_page if i not in found])]
    repeated = _repeated(lines, [i for i in apart if i in edge], len(heights))
    return found | dict.fromkeys(repeated, HEADER)


def _by_page(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The lines of each page that print something."""
    held: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.text.strip():
            held[line.page].append(i)
    return held


def _edge_lines(lines: Sequence[Line], on_page: Sequence[int], height: float | None) -> Iterator[int]:
    """The first and last lines of a page, near its edge."""
    return (i for i in dict.fromkeys((*on_page[:ZONE], *on_page[-ZONE:])) if _near_edge(lines[i], height))


def _set_apart(lines: Sequence[Line], on_page: Sequence[int]) -> Iterator[int]:
    """The first and last lines that a wide gap parts from the page's text, set no larger than it: no titles."""
    boxes = [(i, box) for i in on_page if (box := lines[i].box)]
    if len(boxes) < 3:
        return
    size = median(box.height for _, box in boxes)
    pitch = median(b.middle - a.middle for (_, a), (_, b) in pairwise(boxes))
    for line_by_line in (boxes, boxes[::-1]):
        for depth in range(1, ZONE + 1):
            gaps = [abs(b.middle - a.middle) for (_, a), (_, b) in pairwise(line_by_line[: depth + 1])]
            if gaps and gaps[-1] > 1.3 * pitch and all(box.height <= 1.15 * size for _, box in line_by_line[:depth]):
                yield from (i for i, _ in line_by_line[:depth])
                break


def _near_edge(line: Line, height: float | None) -> bool:
    return line.box is not None and bool(height) and not MARGIN < line.box.middle / float(height or 1) < 1 - MARGIN


def _page_numbers(lines: Sequence[Line], edge: Sequence[int]) -> Iterator[int]:
    """Page numbers; without layout only those that say so, since a bare number may be anything."""
    for i in edge:
        if _BARE_PAGE_NUMBER.fullmatch(lines[i].text) or SURE_PAGE_NUMBER.fullmatch(lines[i].text):
            yield i
    for i, line in enumerate(lines):
        if line.box is None and len(line.text) < 40 and SURE_PAGE_NUMBER.fullmatch(line.text):
            yield i


def _repeated(lines: Sequence[Line], edge: Sequence[int], pages: int) -> Iterator[int]:
    """Lines that return at the same height on two pages in five."""
    alike: dict[str, list[int]] = defaultdict(list)
    for i in edge:
        key = re.sub(r"\d+", "#", re.sub(r"\s", "", lines[i].text))
        if len(key.replace("#", "")) >= 2:
            alike[key].append(i)
    for held in alike.values():
        for same in _same_height(lines, held):
            if len({lines[i].page for i in same}) >= max(2, 0.4 * pages):
                yield from same


def _same_height(lines: Sequence[Line], held: Sequence[int]) -> Iterator[list[int]]:
    """Groups of lines as far down as each other."""
    boxes = sorted(((i, box) for i in held if (box := lines[i].box)), key=lambda one: one[1].middle)
    group = [boxes[0][0]]
    for (_, before), (i, box) in pairwise(boxes):
        if box.middle - before.middle > before.height:
            yield group
            group = []
        group.append(i)
    yield group


def line_number_ends(lines: Sequence[Line], left_out: Mapping[int, str]) -> dict[int, int]:
    """Where each line's text starts after its line number, when (nearly) every line of the paper has one in order."""
    held = [i for i, line in enumerate(lines) if i not in left_out and line.text.strip()]
    found = {i: match for i in held if (match := LINE_NUMBER.match(lines[i].text))}
    if len(held) < 8 or len(found) < 0.9 * len(held):
        return {}
    numbers = [int(match[1]) for match in found.values()]
    steps = [b - a for a, b in pairwise(numbers)]
    in_order = sum(step == 1 for step in steps)
    return {i: match.end() for i, match in found.items()} if in_order >= 0.9 * len(steps) else {}

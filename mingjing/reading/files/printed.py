"""Characters with their places to printed lines: what stands at one height is one line, left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingjing.reading.files.layout import Box, Line
from mingjing.reading.files.signs import plain_signs

CHARACTER = tuple[str, float, float, float, float]
"""The sign and its left, top, right and bottom."""


def rows(runs: Sequence[Sequence[CHARACTER]]) -> Iterator[list[CHARACTER]]:
    """Runs at the same height as one row, left to right; rows from top to bottom."""
    waiting = sorted(runs, key=lambda run: (_middle(run), run[0][1]))
    row: list[Sequence[CHARACTER]] = []
    for run in waiting:
        if row and _middle(run) - _middle(row[0]) > 0.5 * min(_height(run), _height(row[0])):
            yield _side_by_side(row)
            row = []
        row.append(run)
    if row:
        yield _side_by_side(row)


def _side_by_side(row: Sequence[Sequence[CHARACTER]]) -> list[CHARACTER]:
    """The runs of one row, a blank where they stand apart; one drawn twice, to look bold, is there once."""
    found: list[CHARACTER] = []
    before: Sequence[CHARACTER] = ()
    for run in sorted(row, key=lambda run: run[0][1]):
        if before and _drawn_again(before, run):
            continue
        before = run
        if found and run[0][1] - found[-1][3] > 0.25 * _height(run) and found[-1][0].strip() and run[0][0].strip():
            found.append((" ", found[-1][3], run[0][2], run[0][1], run[0][4]))
        found += run
    return found


def _drawn_again(before: Sequence[CHARACTER], run: Sequence[CHARACTER]) -> bool:
    return abs(run[0][1] - before[0][1]) < 0.3 * _height(run) and [c[0] for c in before] == [c[0] for c in run]


def _middle(run: Sequence[CHARACTER]) -> float:
    return (run[0][2] + run[0][4]) / 2


def _height(run: Sequence[CHARACTER]) -> float:
    return max(0.1, run[0][4] - run[0][2])


def line_of(row: Sequence[CHARACTER], page: int) -> Line:
    """The line that a row of characters is."""
    text = plain_signs("".join(sign for sign, *_ in row))
    edges = (*(left for _, left, *_ in row), row[-1][3])
    printed = [one for one in row if one[0].strip()]
    box = Box(
        min(one[1] for one in printed),
        min(one[2] for one in printed),
        max(one[3] for one in printed),
        max(one[4] for one in printed),
    )
    return Line(text, page, box=box, edges=edges)

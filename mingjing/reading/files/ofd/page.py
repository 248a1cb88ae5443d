"""One page of an OFD: its text objects and pictures with their places, those of its templates underneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mingjing.reading.files.layout import Box
from mingjing.reading.files.ofd.fonts import Fonts, restored
from mingjing.reading.files.ofd.geometry import POINTS, Matrix, distances, numbers
from mingjing.reading.files.printed import CHARACTER
from mingjing.reading.files.xml import attribute, local


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page: the number of its resource, and where it stands, in points."""

    resource: str
    box: Box


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws, in points."""

    runs: tuple[tuple[CHARACTER, ...], ...]
    pictures: tuple[Picture, ...]


def drawn(roots: Sequence[Any], fonts: Fonts, composites: dict[str, Any]) -> Drawn:
    """What the page and its templates draw."""
    runs: list[tuple[CHARACTER, ...]] = []
    pictures: list[Picture] = []
    for root in roots:
        for kind, item, matrix in _objects(root, Matrix(), composites):
            if kind == "TextObject":
                runs += [run for run in _text(item, matrix, fonts) if any(sign.strip() for sign, *_ in run)]
            elif attribute(item, "ResourceID"):
                pictures.append(Picture(attribute(item, "ResourceID"), _box(item, matrix)))
    return Drawn(tuple(runs), tuple(pictures))


def _objects(
    parent: Any, matrix: Matrix, composites: dict[str, Any], depth: int = 0
) -> Iterator[tuple[str, Any, Matrix]]:
    """The text and image objects below an element; composite objects are drawn where they stand."""
    for item in parent:
        kind = local(item)
        if kind in ("TextObject", "ImageObject"):
            if attribute(item, "Visible", "true") != "false":
                yield kind, item, matrix
        elif kind == "CompositeObject" and depth < 8:
            inner = composites.get(attribute(item, "ResourceID"))
            if inner is not None:
                yield from _objects(inner, _placed(item).then(matrix), composites, depth + 1)
        elif kind in ("Content", "Layer", "PageBlock"):
            yield from _objects(item, matrix, composites, depth)


def _placed(item: Any) -> Matrix:
    """From an object's own coordinates to those it stands in: its CTM, then its boundary's corner."""
    left, top, *_ = [*numbers(attribute(item, "Boundary")), 0.0, 0.0]
    return Matrix.of(attribute(item, "CTM")).moved(left, top)


def _box(item: Any, matrix: Matrix) -> Box:
    """The boundary of an object on the page."""
    left, top, width, height = [*numbers(attribute(item, "Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
    corners = [matrix(x, y) for x in (left, left + width) for y in (top, top + height)]
    xs, ys = [x * POINTS for x, _ in corners], [y * POINTS for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _text(item: Any, matrix: Matrix, fonts: Fonts) -> Iterator[tuple[CHARACTER, ...]]:
    """The characters of a text object, run by run; a run ends where the next character stands on another line."""
    place = _placed(item).then(matrix)
    size = next(iter(numbers(attribute(item, "Size"))), 3.5)
    scale = next(iter(numbers(attribute(item, "HScale"))), 1.0)
    transforms = [one for one in item if local(one) == "CGTransform"]
    whole = "".join(code.text or "" for code in item if local(code) == "TextCode")
    signs = restored(whole, transforms, attribute(item, "Font"), fonts)
    used, x, y = 0, 0.0, 0.0
    for code in item:
        if local(code) != "TextCode":
            continue
        x = next(iter(numbers(attribute(code, "X"))), x)
        y = next(iter(numbers(attribute(code, "Y"))), y)
        text = signs[used : used + len(code.text or "")]
        used += len(text)
        yield from _runs(text, _points(code, text, x, y, size * scale), size, scale, place)


def _points(code: Any, text: str, x: float, y: float, advance: float) -> list[tuple[float, float]]:
    """The origin of each character; without distances, one after the other."""
    across, down = distances(attribute(code, "DeltaX")), distances(attribute(code, "DeltaY"))
    points = []
    for i, sign in enumerate(text):
        points.append((x, y))
        usual = 0.0 if down else advance * (1.0 if sign > "\u2e7f" else 0.5)
        x += across[i] if i < len(across) else usual
        y += down[i] if i < len(down) else 0.0
    return points


def _runs(
    text: str, points: Sequence[tuple[float, float]], size: float, scale: float, place: Matrix
) -> Iterator[tuple[CHARACTER, ...]]:
    run: list[CHARACTER] = []
    for sign, (x, y) in zip(text, points, strict=True):
        one = _character(sign, x, y, size, scale, place)
        if run and abs(one[4] - run[-1][4]) > 0.5 * max(0.1, one[4] - one[2]):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def _character(sign: str, x: float, y: float, size: float, scale: float, place: Matrix) -> CHARACTER:
    """A character with its box: from its base line a font size upwards."""
    width = size * scale * (1.0 if sign > "\u2e7f" else 0.5)
    corners = [place(x + dx, y + dy) for dx in (0.0, width) for dy in (-0.88 * size, 0.12 * size)]
    xs, ys = [c[0] * POINTS for c in corners], [c[1] * POINTS for c in corners]
    return (" " if sign in "\r\n\t" else sign), min(xs), min(ys), max(xs), max(ys)

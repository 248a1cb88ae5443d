"""Recognition of text in images, through rapidocr with the models its package brings: offline, on a CPU."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from mingjing.reading.errors import MissingReader
from mingjing.reading.files.layout import RECOGNISED, Box, Line, even_edges
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.signs import plain_signs

ONE_AT_A_TIME = threading.Lock()
"""One page at a time: a recognition takes all cores and a gigabyte."""
RED = 30
"""How much redder than anything else a seal's ink is."""
DARK = 100
"""Print is darker than this; a seal's blurred edge, which compression makes grey, is lighter."""
SEAL_PIXELS = 0.002
"""A seal takes at least this share of a page."""
LEAST = 0.5
"""Below this sureness the engine itself calls a line noise."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The lines of one image, boxes in its pixels, and what a person should know of it."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def recognised(image: Any, name: str, watch: Watch) -> Seen:
    """What is printed in `image`, line by line, with the engine's sureness; red seals are taken away first."""
    engine = _engine(name)
    watch.limits.pixels(name, *image.size)
    pixels, sealed = without_seals(np.asarray(image.convert("RGB")))
    with ONE_AT_A_TIME:
        found = engine(np.ascontiguousarray(pixels[:, :, ::-1]))
    notes = ("盖有红色印章，印章文字没有读入。",) if sealed else ()
    if found.boxes is None:
        return Seen((), notes)
    parts = [_part(*one) for one in zip(found.boxes, found.txts, found.scores, strict=True)]
    return Seen(tuple(_row(row) for row in _rows([part for part in parts if part.text.strip()])), notes)


def installed() -> bool:
    """Whether images can be read here."""
    return importlib.util.find_spec("rapidocr") is not None


@cache
def _models() -> Any:
    """The engine, loaded once; it may say what goes wrong and nothing else."""
    module = importlib.import_module("rapidocr")
    engine = module.RapidOCR(params={"Global.log_level": "error", "Global.text_score": LEAST})
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def _engine(name: str) -> Any:
    try:
        with ONE_AT_A_TIME:
            return _models()
    except ImportError as error:
        remedy = "请安装文字识别组件：pip install 'mingjing[ocr]'，再重新读取；也可以提供有文字的PDF或Word文件。"
        raise MissingReader(name, "这是图片或扫描件，需要文字识别", remedy) from error


def without_seals(pixels: Any) -> tuple[Any, bool]:
    """The picture with red ink made white, and whether there was a seal; black print under a seal stays."""
    channels = pixels.astype(np.int16)
    red = channels[:, :, 0] - np.maximum(channels[:, :, 1], channels[:, :, 2]) > RED
    if not red.any():
        return pixels, False
    near = np.asarray(Image.fromarray(red.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(7))) > 0
    cleaned = pixels.copy()
    cleaned[red | (near & (channels.min(axis=2) > DARK))] = 255
    return cleaned, bool(red.mean() >= SEAL_PIXELS)


def _part(corners: Any, text: str, score: float) -> Line:
    """One recognised piece; its corners may be askew."""
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    box = Box(float(left), float(top), float(right), float(bottom))
    return Line(plain_signs(text), box=box, origin=RECOGNISED, confidence=round(float(score), 4))


def _rows(parts: Sequence[Line]) -> list[list[Line]]:
    """Pieces at the same height as one row, rows from top to bottom."""
    rows: list[list[Line]] = []
    for part in sorted(parts, key=lambda part: _box(part).middle):
        if rows and _box(part).middle - _box(rows[-1][0]).middle < 0.5 * _box(rows[-1][0]).height:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: _box(part).left) for row in rows]


def _row(parts: Sequence[Line]) -> Line:
    """One printed line from its pieces, a blank between them; as sure as its least sure piece."""
    boxes = [_box(part) for part in parts]
    edges: list[float] = []
    for part, box in zip(parts, boxes, strict=True):
        edges += even_edges(part.text, box)
    whole = Box(boxes[0].left, min(b.top for b in boxes), boxes[-1].right, max(b.bottom for b in boxes))
    # the right edge of a piece is the left edge of the blank that follows it
    text, least = " ".join(part.text for part in parts), min(part.confidence for part in parts)
    return Line(text, box=whole, origin=RECOGNISED, confidence=least, edges=tuple(edges))


def _box(line: Line) -> Box:
    assert line.box is not None
    return line.box

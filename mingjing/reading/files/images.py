"""Pictures of papers: PNG, JPEG, BMP, and TIFF of many pages."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from mingjing.reading.errors import FileTooLarge, UnreadableFile
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.layout import FileText, Line, Page
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.recognition import recognised


def read_image(data: bytes, name: str, watch: Watch) -> FileText:
    """What is printed in a picture, a page per frame; boxes are in pixels."""
    pages: list[Page] = []
    lines: list[Line] = []
    notes: list[str] = []
    for number, image in enumerate(frames(data, name, watch), start=1):
        watch.look()
        pages.append(Page(number, *image.size))
        seen = recognised(image, name, watch)
        lines += [replace(line, page=number) for line in seen.lines]
        notes += [f"第{number}页{note}" for note in seen.notes]
    return laid(name, "image", lines, pages, notes=notes)


def frames(data: bytes, name: str, watch: Watch) -> Iterator[Any]:
    """The pictures of a file, upright, as red, green and blue."""
    try:
        # damaged notes of a camera, of which Pillow warns, are no part of the page
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            watch.limits.page_count(name, count)
            for frame in range(count):
                image.seek(frame)
                watch.limits.pixels(name, *image.size)
                yield ImageOps.exif_transpose(image.convert("RGB"))
    except Image.DecompressionBombError as error:
        raise FileTooLarge(
            name, "图像", "过大", f"{watch.limits.megapixels}百万像素", "MINGJING_FILE_MEGAPIXELS"
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFile(name, "不是完整的图片", "请重新扫描或导出该图片。") from error

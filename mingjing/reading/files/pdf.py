"""PDF: the text layer where a page has one, recognition where it is a picture; page by page."""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from mingjing.reading.errors import LockedFile, UnreadableFile
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.layout import RECOGNISED, Box, FileText, Line, Page
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.printed import CHARACTER, line_of, rows
from mingjing.reading.files.recognition import recognised
from mingjing.reading.files.signs import sound

ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe to use from two threads at once."""
DPI = 200
COVERS = 0.7
"""An image that takes this share of a page makes it a scanned page."""
OCR_LAYER_CONFIDENCE = 0.8
"""What a scanner's own text layer is worth: its engine and its sureness are unknown."""


def read_pdf(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of a PDF with the place of every character."""
    with ONE_AT_A_TIME:
        document = _opened(data, name)
        try:
            watch.limits.page_count(name, len(document))
            found = _Reading(name, watch).of(document)
        finally:
            document.close()
    return found


def _opened(data: bytes, name: str) -> Any:
    if b"%%EOF" not in data[-4096:]:
        raise UnreadableFile(name, "不是完整的PDF文件，结尾缺失", "请重新传输或导出该PDF。")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise LockedFile(name) from error
        raise UnreadableFile(name, "不是完整的PDF文件", "请重新导出PDF后再试。") from error


@dataclass(frozen=True, slots=True)
class _Reading:
    """One PDF being read."""

    name: str
    watch: Watch

    def of(self, document: Any) -> FileText:
        pages, lines, notes = [], [], []
        for number in range(1, len(document) + 1):
            self.watch.look()
            try:
                sheet = document[number - 1]
            except pypdfium2.PdfiumError:
                notes.append(f"第{number}页已损坏，没有读出。")
                continue
            try:
                pages.append(Page(number, *sheet.get_size()))
                printed, said = self._page(sheet, number)
            finally:
                sheet.close()
            lines += printed
            notes += said
        return laid(self.name, "pdf", lines, pages, notes=notes)

    def _page(self, sheet: Any, number: int) -> tuple[list[Line], list[str]]:
        """The lines of one page, and what a person should know of it."""
        printed, tilted = _text_layer(sheet, number)
        notes = [f"第{number}页有倾斜的水印文字，没有读入。"] if tilted else []
        text = "".join(line.text for line in printed)
        scanned, hidden = _pictured(sheet)
        if text.strip() and sound(text) >= 0.8:
            if scanned and hidden:
                printed = [replace(line, origin=RECOGNISED, confidence=OCR_LAYER_CONFIDENCE) for line in printed]
            return printed, notes
        if not scanned and not text.strip():
            return [], notes
        image, scale = self._image(sheet)
        seen = recognised(image, self.name, self.watch)
        lines = [_in_points(line, number, scale) for line in seen.lines]
        return lines, [*notes, *(f"第{number}页{note}" for note in seen.notes)]

    def _image(self, sheet: Any) -> tuple[Any, float]:
        """The page as a picture and its pixels per point, fewer when it would exceed the limits."""
        width, height = sheet.get_size()
        scale = DPI / 72
        most = self.watch.limits.megapixels * 1e6
        if width * height * scale * scale > most:
            scale = 0.99 * (most / (width * height)) ** 0.5
        return sheet.render(scale=scale).to_pil().convert("RGB"), scale


def _in_points(line: Line, page: int, scale: float) -> Line:
    if line.box is None:
        return replace(line, page=page)
    box = Box(*(edge / scale for edge in (line.box.left, line.box.top, line.box.right, line.box.bottom)))
    return replace(line, page=page, box=box, edges=tuple(edge / scale for edge in line.edges))


def _pictured(sheet: Any) -> tuple[bool, bool]:
    """Whether an image covers the page, and whether the text on it is invisible, as a scanner's own layer is."""
    width, height = sheet.get_size()
    covered, hidden, shown = False, 0, 0
    for item in sheet.get_objects(max_depth=3):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered |= (right - left) * (top - bottom) >= COVERS * width * height
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            invisible = pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            hidden, shown = hidden + invisible, shown + (not invisible)
    return covered, hidden > shown


def _text_layer(sheet: Any, number: int) -> tuple[list[Line], bool]:
    """The printed lines from top to bottom, and whether slanted text (a watermark) was left out."""
    layer = sheet.get_textpage()
    try:
        runs, tilted = _runs(layer, sheet)
    finally:
        layer.close()
    return [line_of(row, number) for row in rows(runs)], tilted


def _runs(layer: Any, sheet: Any) -> tuple[list[list[CHARACTER]], bool]:
    """The characters as PDFium strings them together."""
    runs: list[list[CHARACTER]] = [[]]
    tilted = False
    left, _, _, top = sheet.get_bbox()
    edges = [ctypes.c_double() for _ in range(4)]
    places = [ctypes.byref(edge) for edge in edges]
    for i in range(layer.count_chars()):
        sign = _sign(pdfium.FPDFText_GetUnicode(layer, i))
        if sign in "\r\n":
            runs.append([])
            continue
        if _slanted(pdfium.FPDFText_GetCharAngle(layer, i)):
            tilted = True
            continue
        if pdfium.FPDFText_GetLooseCharBox(layer, i, box := pdfium.FS_RECTF()) and box.right > box.left:
            runs[-1].append((sign, box.left - left, top - box.top, box.right - left, top - box.bottom))
        elif pdfium.FPDFText_GetCharBox(layer, i, *places):
            low, high, bottom, up = (edge.value for edge in edges)
            runs[-1].append((sign, low - left, top - up, high - left, top - bottom))
    return [run for run in runs if any(sign.strip() for sign, *_ in run)], tilted


def _sign(code: int) -> str:
    """The character; half a pair, which PDFium gives for rare ones, as unknown."""
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _slanted(angle: float) -> bool:
    """Whether text stands askew: not along an edge of the page."""
    return angle >= 0 and 0.05 < angle % 1.5708 < 1.52

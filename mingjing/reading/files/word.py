"""DOCX: paragraphs and tables in order, automatic numbers written out; footnotes, comments, headers apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mingjing.reading.errors import UnreadableFile
from mingjing.reading.files.archive import Archive
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.images import read_image
from mingjing.reading.files.layout import Apart, FileText, Line, Page
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.word_numbers import Numbering
from mingjing.reading.files.xml import attribute, child, descendants, local, parsed

BODY = "word/document.xml"
_APART = (
    (re.compile(r"word/footnotes\.xml"), "footnote", "脚注"),
    (re.compile(r"word/endnotes\.xml"), "endnote", "尾注"),
    (re.compile(r"word/comments\.xml"), "comment", "批注"),
    (re.compile(r"word/header\d*\.xml"), "hdr", "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "ftr", "页脚"),
)
_PICTURE = re.compile(r"word/media/[^/]+\.(?:png|jpe?g|tiff?|bmp)", re.I)
# what stands in a run beside its characters
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# deleted by a tracked change, moved away, the second form of a drawing, a text box (read by itself)
_SKIPPED = ("del", "moveFrom", "Fallback", "txbxContent", "pPr")


def read_word(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of a Word file as a reader sees it: tracked insertions in, deletions out."""
    package = Archive(data, name, watch)
    members = package.names()
    if BODY not in members:
        raise UnreadableFile(name, "不是完整的Word文件", "请用Word另存为.docx后再试。")
    parts = {path: package.read(member, name) for path, member in members.items() if _wanted(path)}
    numbering = Numbering.of(parsed(parts[path], name) if (path := "word/numbering.xml") in parts else None)
    body = child(parsed(parts[BODY], name), "body")
    lines = list(_lines(body, numbering)) if body is not None else []
    watch.limits.text(name, sum(len(line.text) for line in lines))
    pictures = [path for path in members if _PICTURE.fullmatch(path)]
    if pictures and not any(line.text.strip() for line in lines):
        return _of_pictures([package.read(members[path], name) for path in sorted(pictures)], name, watch)
    notes = [f"文件里有{len(pictures)}张图片，没有读入。"] if pictures else []
    return laid(name, "docx", lines, apart=tuple(_apart(parts, name)), notes=notes)


def _wanted(path: str) -> bool:
    return path in (BODY, "word/numbering.xml") or any(pattern.fullmatch(path) for pattern, _, _ in _APART)


def _lines(container: Any, numbering: Numbering) -> Iterator[Line]:
    """The paragraphs and table rows of a body, a cell or a content control."""
    for block in container:
        kind = local(block)
        if kind == "p":
            yield from _paragraph(block, numbering)
        elif kind == "tbl":
            for row in _rows(block):
                yield from _row(row, numbering)
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _lines(block, numbering)


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[Line]:
    text = numbering.next(paragraph) + "".join(_signs(paragraph))
    yield from (Line(part, ends=True) for part in text.split("\n"))
    for box in descendants(paragraph, "txbxContent"):
        if not any(local(above) == "Fallback" for above in box.iterancestors()):
            yield from _lines(box, numbering)


def _signs(element: Any) -> Iterator[str]:
    """The characters of a paragraph; a page break is no character."""
    for found in element:
        kind = local(found)
        if kind == "t":
            yield found.text or ""
        elif kind in _MARKS:
            yield "" if attribute(found, "type") == "page" else _MARKS[kind]
        elif kind not in _SKIPPED:
            yield from _signs(found)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, also those in content controls; not those of tables in its cells."""
    for found in table:
        if local(found) == "tr":
            yield found
        elif local(found) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(found)


def _row(row: Any, numbering: Numbering) -> Iterator[Line]:
    """A row as one line, its cells apart by a tab; a row of one cell as that cell's lines."""
    cells = [list(_lines(cell, numbering)) for cell in _cells(row)]
    if len(cells) == 1:
        yield from cells[0]
    elif cells:
        yield Line("\t".join(" ".join(line.text for line in cell).strip() for cell in cells), ends=True)


def _cells(row: Any) -> Iterator[Any]:
    for found in row:
        if local(found) == "tc":
            yield found
        elif local(found) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(found)


def _apart(parts: dict[str, bytes], name: str) -> Iterator[Apart]:
    """Notes, comments, headers and footers, each once."""
    seen: set[tuple[str, str]] = set()
    for path, data in parts.items():
        for pattern, element, kind in _APART:
            if not pattern.fullmatch(path):
                continue
            for found in descendants(parsed(data, name), element):
                text = "\n".join(line.text for line in _lines(found, Numbering({}))).strip()
                if text and (kind, text) not in seen:
                    seen.add((kind, text))
                    yield Apart(kind, text)


def _of_pictures(pictures: list[bytes], name: str, watch: Watch) -> FileText:
    """A Word file that only carries scanned pages."""
    lines: list[Line] = []
    pages: list[Page] = []
    notes: list[str] = []
    for picture in pictures:
        found = read_image(picture, name, watch)
        pages += [replace(page, number=page.number + len(pages)) for page in found.pages]
        lines += [replace(line, page=len(pages)) for line in found.lines]
        notes += found.notes
    return laid(name, "docx", lines, pages, notes=notes)

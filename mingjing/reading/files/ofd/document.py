"""An OFD from its root to its pages: documents, templates, resources; signatures and annotations are reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mingjing.errors import ReadingError
from mingjing.reading.errors import MissingReader, UnreadableFile
from mingjing.reading.files.archive import Archive
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.images import read_image
from mingjing.reading.files.layout import Box, FileText, Line, Page
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.ofd.fonts import Fonts, font_files
from mingjing.reading.files.ofd.geometry import POINTS, numbers
from mingjing.reading.files.ofd.package import Package, path_of, texts
from mingjing.reading.files.ofd.page import Drawn, Picture, drawn
from mingjing.reading.files.printed import line_of, rows
from mingjing.reading.files.xml import attribute, child, descendants

A4 = (210.0, 297.0)
COVERS = 0.5


def read_ofd(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of an OFD with the place of every character."""
    package = Package.opened(Archive(data, name, watch))
    root = package.xml("OFD.xml")
    bodies = [one for one in root if one.tag.endswith("}DocBody") or one.tag == "DocBody"]
    pages: list[Page] = []
    lines: list[Line] = []
    notes = [note for body in bodies for note in _signatures(package, body)]
    for document in (path_of(text, "OFD.xml") for body in bodies for text in texts(body, "DocRoot")[:1]):
        found = _Document.opened(package, document)
        for sheet in found.pages(len(pages)):
            watch.look()
            pages.append(sheet.page)
            lines += sheet.lines
            notes += sheet.notes
        notes += found.beside()
    if not pages:
        raise UnreadableFile(name, "OFD里没有页面", "请重新导出该OFD文件。")
    return laid(name, "ofd", lines, pages, notes=notes)


def _signatures(package: Package, body: Any) -> Iterator[str]:
    """That there are signatures, which nobody here has checked."""
    for text in texts(body, "Signatures"):
        path = path_of(text, "OFD.xml")
        count = len(list(descendants(package.xml(path), "Signature"))) if package.has(path) else 0
        if count:
            yield f"文件带有{count}个电子签名或签章，未作验签。"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page as read."""

    page: Page
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """One document of the package: its own file, and what its pages use."""

    package: Package
    path: str
    root: Any
    fonts: Fonts
    images: dict[str, str]
    composites: dict[str, Any]
    templates: dict[str, str]

    @classmethod
    def opened(cls, package: Package, path: str) -> _Document:
        root = package.xml(path)
        fonts: dict[str, str] = {}
        images: dict[str, str] = {}
        composites: dict[str, Any] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for found in (path_of(text, path) for text in texts(root, kind)):
                if package.has(found):
                    resources = package.xml(found)
                    fonts |= font_files(resources, found)
                    images |= _image_files(resources, found)
                    composites |= {attribute(one, "ID"): one for one in descendants(resources, "CompositeGraphicUnit")}
        templates = {
            attribute(one, "ID"): path_of(attribute(one, "BaseLoc"), path) for one in descendants(root, "TemplatePage")
        }
        return cls(package, path, root, Fonts(package, fonts), images, composites, templates)

    def pages(self, before: int) -> Iterator[_Sheet]:
        """The pages in their order; `before` of them came with earlier documents."""
        holder = child(self.root, "Pages")
        held = [one for one in holder if attribute(one, "BaseLoc")] if holder is not None else []
        self.package.archive.watch.limits.page_count(self.package.name, before + len(held))
        for number, one in enumerate(held, start=before + 1):
            yield self._page(path_of(attribute(one, "BaseLoc"), self.path), number)

    def _page(self, path: str, number: int) -> _Sheet:
        root = self.package.xml(path)
        page = Page(number, *self._size(root))
        templates = [self.templates.get(attribute(one, "TemplateID"), "") for one in descendants(root, "Template")]
        under = [self.package.xml(template) for template in templates if self.package.has(template)]
        found = drawn([*under, root], self.fonts, self.composites | self._own_composites(root, path))
        lines = [line_of(row, number) for row in rows(found.runs)]
        seen, notes = self._pictured(found, page, bool(lines))
        return _Sheet(page, (*lines, *seen), tuple(notes))

    def _own_composites(self, root: Any, path: str) -> dict[str, Any]:
        """Composite objects of the page's own resource file."""
        own: dict[str, Any] = {}
        for resource in (path_of(text, path) for text in texts(root, "PageRes")):
            if self.package.has(resource):
                resources = self.package.xml(resource)
                self.images.update(_image_files(resources, resource))
                self.fonts.files.update(font_files(resources, resource))
                own |= {attribute(one, "ID"): one for one in descendants(resources, "CompositeGraphicUnit")}
        return own

    def _size(self, root: Any) -> tuple[float, float]:
        """The page's width and height in points: its own, else the document's, else A4."""
        for holder in (root, self.root):
            for box in descendants(holder, "PhysicalBox"):
                found = numbers(box.text or "")
                if len(found) == 4 and found[2] > 0 and found[3] > 0:
                    return found[2] * POINTS, found[3] * POINTS
        return A4[0] * POINTS, A4[1] * POINTS

    def _pictured(self, found: Drawn, page: Page, has_text: bool) -> tuple[list[Line], list[str]]:
        """What is printed in pictures that cover a page without text of its own: a scanned page."""
        lines: list[Line] = []
        notes: list[str] = []
        for picture in found.pictures:
            covers = picture.box.width * picture.box.height >= COVERS * page.width * page.height
            path = self.images.get(picture.resource, "")
            if has_text or not covers or not self.package.has(path):
                notes.append(f"第{page.number}页有图片，没有读入。")
                continue
            try:
                seen = read_image(self.package.data(path), self.package.name, self.package.archive.watch)
            except MissingReader:
                raise
            except ReadingError:
                notes.append(f"第{page.number}页的扫描图像无法识别，没有读入。")
                continue
            lines += [_on_page(line, seen.pages[0], picture, page.number) for line in seen.lines]
            notes += [note.replace("第1页", f"第{page.number}页") for note in seen.notes]
        return lines, notes

    def beside(self) -> Iterator[str]:
        """Annotations and attachments, which are no part of the paper."""
        for kind, words in (("Annotations", "批注"), ("Attachments", "附件")):
            for path in (path_of(text, self.path) for text in texts(self.root, kind)):
                count = sum(1 for one in self.package.xml(path)) if self.package.has(path) else 0
                if count:
                    yield f"文件带有{words}（{count}处），没有读入。"


def _image_files(resources: Any, beside: str) -> dict[str, str]:
    """The image files by their resource numbers."""
    base = path_of(resources.get("BaseLoc") or ".", beside)
    found = {}
    for media in descendants(resources, "MultiMedia"):
        file = child(media, "MediaFile")
        if attribute(media, "Type") == "Image" and file is not None and file.text:
            found[attribute(media, "ID")] = path_of(file.text, f"{base}/x")
    return found


def _on_page(line: Line, image: Page, picture: Picture, number: int) -> Line:
    """A line of an image where the image stands on the page."""
    if line.box is None:
        return replace(line, page=number)
    across, down = picture.box.width / image.width, picture.box.height / image.height
    left, top = picture.box.left, picture.box.top
    box = Box(
        left + line.box.left * across,
        top + line.box.top * down,
        left + line.box.right * across,
        top + line.box.bottom * down,
    )
    return replace(line, page=number, box=box, edges=tuple(left + edge * across for edge in line.edges))

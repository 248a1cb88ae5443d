"""The files of an OFD and how they point at each other: paths are relative to the file that names them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any
from zipfile import ZipInfo

from mingjing.reading.errors import UnreadableFile
from mingjing.reading.files.archive import Archive
from mingjing.reading.files.xml import descendants, parsed


@dataclass
class Package:
    """An OFD being read."""

    archive: Archive
    files: dict[str, ZipInfo]

    @classmethod
    def opened(cls, archive: Archive) -> Package:
        return cls(archive, archive.names())

    @property
    def name(self) -> str:
        return self.archive.name

    def has(self, path: str) -> bool:
        return path in self.files

    def data(self, path: str) -> bytes:
        """The bytes of a file that the package must have."""
        if path not in self.files:
            raise UnreadableFile(self.name, f"OFD缺少{path}", "请重新导出该OFD文件。")
        return self.archive.read(self.files[path], self.name)

    def xml(self, path: str) -> Any:
        return parsed(self.data(path), self.name)


def path_of(text: str | None, beside: str) -> str:
    """The path that `text` means in the file `beside`: from the package's root with /, else from its folder."""
    text = (text or "").strip().replace("\\", "/")
    joined = text if text.startswith("/") else posixpath.join(posixpath.dirname(beside), text)
    return posixpath.normpath(joined).lstrip("/")


def texts(root: Any, name: str) -> list[str]:
    """The texts of all elements of that name."""
    return [(found.text or "").strip() for found in descendants(root, name) if (found.text or "").strip()]

"""ZIP dossiers: every file inside is a document of its own, however deep; a bad one does not lose the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import ZipInfo

from mingjing.errors import ReadingError
from mingjing.reading.errors import UnreadableFile
from mingjing.reading.files.archive import Archive, member_name
from mingjing.reading.files.limits import Watch

_OF_THE_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a dossier: its path inside (inner archives apart by `!/`), and its bytes or why there are none."""

    path: str
    data: bytes
    error: ReadingError | None = None


def members(data: bytes, name: str, watch: Watch, depth: int = 1) -> Iterator[Member]:
    """The files of a dossier in order, those of archives in it too; only a broken or too large dossier raises."""
    watch.limits.nesting(name, depth)
    archive = Archive(data, name, watch)
    try:
        held = [one for one in archive.members() if not _of_the_system(member_name(one))]
        if not held:
            raise UnreadableFile(name, "压缩包里没有文件", "请确认压缩包内容。")
        for one in held:
            yield from _taken(archive, one, f"{name}!/{member_name(one)}", depth)
    finally:
        archive.close()


def _taken(archive: Archive, one: ZipInfo, path: str, depth: int) -> Iterator[Member]:
    """One member, or those of an archive that it is."""
    try:
        data = archive.read(one, path)
    except ReadingError as error:
        yield Member(path, b"", error)
        return
    if not path.lower().endswith(".zip"):
        yield Member(path, data)
        return
    try:
        yield from members(data, path, archive.watch, depth + 1)
    except ReadingError as error:
        yield Member(path, data, error)


def _of_the_system(path: str) -> bool:
    """Whether a file was left by an operating system."""
    return any(part in _OF_THE_SYSTEM or part.startswith("._") for part in PurePosixPath(path).parts)

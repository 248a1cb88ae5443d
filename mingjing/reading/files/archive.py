"""ZIP containers read within limits: dossiers, and the packages that DOCX and OFD are."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from mingjing.reading.errors import LockedFile, UnreadableFile
from mingjing.reading.files.limits import Watch

CHUNK = 1024 * 1024
LOCKED = 0x1
UTF8 = 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError)


@dataclass
class Archive:
    """A ZIP whose members are unpacked under the limits of `watch`; what a header says of sizes is not believed.

    `unpacked` is how many bytes have come out of it so far.
    """

    data: bytes
    name: str
    watch: Watch
    unpacked: int = 0
    _zip: zipfile.ZipFile = field(init=False)

    def __post_init__(self) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.data))
        except _BROKEN as error:
            raise UnreadableFile(self.name, "不是完整的ZIP压缩包", "请重新压缩或传输该文件。") from error
        self.watch.limits.member_count(self.name, len(self._zip.infolist()))

    def members(self) -> list[zipfile.ZipInfo]:
        """The files inside, folders left out."""
        return [member for member in self._zip.infolist() if not member.is_dir()]

    def names(self) -> dict[str, zipfile.ZipInfo]:
        """The members by their path, written with /."""
        return {member.filename.replace("\\", "/").lstrip("/"): member for member in self.members()}

    def read(self, member: zipfile.ZipInfo, path: str) -> bytes:
        """The bytes of one member, refused as soon as they exceed a limit.

        Raises
            LockedFile, UnreadableFile, FileTooLarge: all with `path`
        """
        if member.flag_bits & LOCKED:
            raise LockedFile(path)
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while part := stream.read(CHUNK):
                    size += len(part)
                    self.unpacked += len(part)
                    self._within_limits(member, path, size)
                    parts.append(part)
        except _BROKEN as error:
            raise UnreadableFile(path, "压缩包里的这个文件已损坏", "请重新压缩或传输。") from error
        return b"".join(parts)

    def _within_limits(self, member: zipfile.ZipInfo, path: str, size: int) -> None:
        self.watch.look()
        self.watch.limits.size(path, size)
        self.watch.limits.expanding(path, member.compress_size, size)
        self.watch.limits.unpacked(self.name, self.unpacked)

    def close(self) -> None:
        self._zip.close()


def member_name(member: zipfile.ZipInfo) -> str:
    """The path of a member; Chinese Windows writes names in GBK without saying so."""
    name = member.filename
    if not member.flag_bits & UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        name = _decoded(raw) or name
    return name.replace("\\", "/").lstrip("/")


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None

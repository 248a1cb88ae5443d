"""How large, long and deep a file may be. What exceeds a limit is refused with its name, and kept."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field

from mingjing.reading.errors import FileTooLarge
from mingjing.settings import whole_number

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one file. A member of a dossier has them to itself, the dossier's totals apart.

    `expansion` is the largest ratio of unpacked to packed bytes, asked of archives above a megabyte; ordinary text
    packs ten to one, a zip bomb a thousand to one.
    """

    megabytes: int = 200
    pages: int = 2000
    seconds: int = 1800
    megapixels: int = 80
    expansion: int = 200
    unpacked_megabytes: int = 2000
    members: int = 20_000
    depth: int = 4
    characters: int = 20_000_000

    def size(self, name: str, bytes_: int) -> None:
        """Refuse a file of that many bytes when it is too large."""
        self._at_most(name, "大小", bytes_ / MEGABYTE, self.megabytes, "MB", "MINGJING_FILE_MEGABYTES")

    def page_count(self, name: str, pages: int) -> None:
        """Refuse a document of that many pages when they are too many."""
        self._at_most(name, "页数", pages, self.pages, "页", "MINGJING_FILE_PAGES")

    def pixels(self, name: str, width: int, height: int) -> None:
        """Refuse an image that is too large to look at."""
        self._at_most(name, "图像", width * height / 1e6, self.megapixels, "百万像素", "MINGJING_FILE_MEGAPIXELS")

    def text(self, name: str, characters: int) -> None:
        """Refuse a text that is longer than any paper."""
        self._at_most(name, "文字", characters, self.characters, "字", "MINGJING_FILE_CHARACTERS")

    def unpacked(self, name: str, unpacked: int) -> None:
        """Refuse an archive that holds too much in all."""
        total = unpacked / MEGABYTE
        self._at_most(name, "解压后大小", total, self.unpacked_megabytes, "MB", "MINGJING_FILE_UNPACKED_MEGABYTES")

    def expanding(self, name: str, packed: int, unpacked: int) -> None:
        """Refuse a member that grows beyond measure while it is unpacked."""
        if unpacked > MEGABYTE:
            ratio = unpacked / max(packed, 1)
            self._at_most(name, "压缩比", ratio, self.expansion, "倍", "MINGJING_FILE_EXPANSION")

    def member_count(self, name: str, members: int) -> None:
        """Refuse a dossier of too many files."""
        self._at_most(name, "文件数", members, self.members, "个", "MINGJING_FILE_MEMBERS")

    def nesting(self, name: str, depth: int) -> None:
        """Refuse archives in archives in archives."""
        self._at_most(name, "压缩包嵌套", depth, self.depth, "层", "MINGJING_FILE_DEPTH")

    @staticmethod
    def _at_most(name: str, what: str, found: float, limit: int, unit: str, setting: str) -> None:
        if found > limit:
            raise FileTooLarge(name, what, f"{found:,.0f}{unit}", f"{limit:,}{unit}", setting)


@dataclass(frozen=True, slots=True)
class Watch:
    """The time that reading one file may still take."""

    name: str
    limits: Limits
    started: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Refuse to go on when the time is used up; readers look between pages and members."""
        spent = time.monotonic() - self.started
        Limits._at_most(self.name, "读取时间", spent, self.limits.seconds, "秒", "MINGJING_FILE_SECONDS")

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(1.0, self.limits.seconds - (time.monotonic() - self.started))


def limits() -> Limits:
    """The limits in force: MINGJING_FILE_MEGABYTES, MINGJING_FILE_PAGES and so on, else the defaults."""
    usual = asdict(Limits())
    return Limits(**{name: whole_number(f"MINGJING_FILE_{name.upper()}", value) for name, value in usual.items()})

"""What can be wrong with a file of papers; each says where, what, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import ReadingError


@dataclass(eq=False)
class UnreadableFile(ReadingError):
    """The file as a whole gives no text."""

    path: str
    problem: str
    remedy: str
    code = "unreadable_file"
    message = "无法读取{path}：{problem}。{remedy}"


@dataclass(eq=False)
class UnknownFileKind(ReadingError):
    """The file's ending is none that can be read."""

    path: str
    kinds: tuple[str, ...]
    code = "unknown_file_kind"
    message = "无法读取{path}：不认识这种文件。可以读取的文件后缀有{kinds}。"


@dataclass(eq=False)
class WrongGold(ReadingError):
    """Papers and hand-labelled rows do not belong together."""

    missing: tuple[str, ...]
    code = "wrong_gold"
    message = "以下标注找不到对应的文书：{missing}。请确认两个文件来自同一批文书。"

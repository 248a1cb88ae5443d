"""What reading a file gives: papers, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.reading.files.layout import FileText


@dataclass(frozen=True, slots=True)
class SourcePaper:
    """The text of one paper and where it came from: the file, with the line for JSON Lines.

    `layout` says where the text is printed, when it came from a file with pages or from a dossier.
    """

    id: str
    text: str
    source: str
    layout: FileText | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of a file whose other parts are good: a line of JSON Lines, a member of a dossier.

    `message` is for people; `data` are the part's own bytes, which `ending` says how to read once more, as far as
    they could be had. `line` counts from 1, and is 0 for a member. `permanent` is False when trying again later may
    help.
    """

    source: str
    message: str
    data: bytes = b""
    ending: str = ""
    line: int = 0
    code: str = "unreadable_line"
    permanent: bool = True

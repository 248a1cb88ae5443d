"""Plain text files, in the encodings courts use."""

from __future__ import annotations

from collections.abc import Sequence

from mingjing.reading.errors import UnreadableFile
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.content import unmarked_utf16
from mingjing.reading.files.layout import FileText, Line
from mingjing.reading.files.limits import Watch

SENTENCE_ENDS = "。；：！？.;:!?”）)"


def read_plain(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of a .txt file; lines that an editor broke at a fixed width are joined, form feeds part pages."""
    text = decoded(data, name)
    watch.limits.text(name, len(text))
    lines = [
        Line(line, page, number, ends=True)
        for page, part in enumerate(text.split("\f"), start=1)
        for number, line in enumerate(part.split("\n"), start=1)
    ]
    return laid(name, "text", unwrapped(lines))


def read_subtitles(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of an .srt or .vtt file, every line as it is."""
    text = decoded(data, name)
    watch.limits.text(name, len(text))
    return laid(name, "subtitles", [Line(line, ends=True) for line in text.split("\n")])


def decoded(data: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 (with its mark, or plainly Chinese) or GB18030; line ends are made \\n."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, ("utf-16",), name)
    if b"\x00" in data:
        unmarked = unmarked_utf16(data)
        if unmarked is None:
            raise UnreadableFile(name, "不是文本文件", "请提供纯文本、.docx或.pdf文件。")
        return _decoded(data, (unmarked,), name)
    return _decoded(data, ("utf-8-sig", "gb18030"), name)


def _decoded(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(name, "文字编码无法识别", "请将文件另存为UTF-8编码。")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which those broken only because they were full no longer end a paragraph."""
    widths = [_width(line.text) for line in lines]
    full = max(widths, default=0)
    near = [i for i, width in enumerate(widths) if width >= full - 3]
    held = sum(width > 0 for width in widths)
    cut = [i for i in near if not lines[i].text.rstrip().endswith(tuple(SENTENCE_ENDS))]
    if not 40 <= full <= 130 or len(near) < max(4, 0.4 * held) or len(cut) < 0.5 * len(near):
        return list(lines)
    return [_unless_cut(line, widths[i] >= full - 3, lines[i + 1 : i + 2]) for i, line in enumerate(lines)]


def _unless_cut(line: Line, full: bool, following: Sequence[Line]) -> Line:
    goes_on = full and bool(following) and bool(following[0].text.strip()) and following[0].text[0] not in " \t\u3000"
    return Line(line.text, line.page, line.number, ends=not goes_on)


def _width(text: str) -> int:
    """Columns on a screen: two for a Chinese character."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text.rstrip())

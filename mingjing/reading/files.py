"""Files to papers: .jsonl, .jsonl.gz, .txt, .docx and .pdf (its text layer)."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.opc.exceptions import PackageNotFoundError

from mingjing.reading.errors import UnknownFileKind, UnreadableFile

KINDS = (".jsonl", ".jsonl.gz", ".txt", ".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class SourcePaper:
    """The text of one paper and where it came from: the file, with the line for JSON Lines."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One bad line of a file whose other lines are good; `line` counts from 1, `message` is for people."""

    path: str
    line: int
    message: str


def papers_in(path: str | Path) -> Iterator[SourcePaper | Unreadable]:
    """The papers of the file at `path`, in order. A bad JSON line gives an `Unreadable`; a bad file raises.

    Raises
        UnknownFileKind: the ending is none of `KINDS`
        UnreadableFile: missing, empty, broken, encrypted, or not what its ending says
    """
    path = Path(path)
    read = _reader(path)
    if not path.is_file():
        raise UnreadableFile(str(path), "文件不存在", "请检查路径。")
    if path.stat().st_size == 0:
        raise UnreadableFile(str(path), "文件是空的", "请重新导出该文件。")
    try:
        yield from read(path)
    except OSError as error:
        raise UnreadableFile(
            str(path), f"系统读取失败（{error.strerror or error}）", "请检查文件是否完整、是否有读取权限。"
        ) from error


def _reader(path: Path) -> Callable[[Path], Iterator[SourcePaper | Unreadable]]:
    name = path.name.lower()
    for kind, read in _READERS.items():
        if name.endswith(kind):
            return read
    raise UnknownFileKind(str(path), KINDS)


def _json_lines(path: Path) -> Iterator[SourcePaper | Unreadable]:
    with path.open("rb") as lines:
        yield from _numbered(path, lines)


def _gzipped_json_lines(path: Path) -> Iterator[SourcePaper | Unreadable]:
    try:
        with gzip.open(path, "rb") as lines:
            yield from _numbered(path, lines)
    except (gzip.BadGzipFile, EOFError) as error:
        raise UnreadableFile(str(path), "不是完整的gzip文件", "请重新压缩，或改为提供.jsonl文件。") from error


def _numbered(path: Path, lines: Any) -> Iterator[SourcePaper | Unreadable]:
    """One paper or complaint for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        if line.strip(b" \r\n\t\xef\xbb\xbf"):
            yield _from_line(path, number, line)


def _from_line(path: Path, number: int, line: bytes) -> SourcePaper | Unreadable:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _complaint(path, number, "不是UTF-8编码，请将文件转为UTF-8")
    except (json.JSONDecodeError, RecursionError):
        return _complaint(path, number, '不是完整的JSON，每行应为一个对象，例如{"id": "1", "text": "……"}')
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return _complaint(path, number, '缺少文字字段text，每行应为一个对象，例如{"id": "1", "text": "……"}')
    if not row["text"].strip():
        return _complaint(path, number, "text是空的，应为文书全文")
    return SourcePaper(str(row.get("id") or f"{path.name}:{number}"), row["text"], f"{path}:{number}")


def _complaint(path: Path, number: int, problem: str) -> Unreadable:
    return Unreadable(str(path), number, f"{path.name}第{number}行{problem}。")


def _text_file(path: Path) -> Iterator[SourcePaper]:
    yield _whole(path, decoded(path.read_bytes(), str(path)))


def decoded(data: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 (with its mark) or GB18030; line ends are made \\n."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, ("utf-16",), name)
    if b"\x00" in data:
        raise UnreadableFile(name, "不是文本文件", "请提供纯文本、.docx或.pdf文件。")
    return _decoded(data, ("utf-8-sig", "gb18030"), name)


def _decoded(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(name, "文字编码无法识别", "请将文件另存为UTF-8编码。")


def _word_file(path: Path) -> Iterator[SourcePaper]:
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(
            str(path), "不是完整的Word文件，或已加密", "请去掉密码，用Word另存为.docx后再试。"
        ) from error
    yield _whole(path, "\n".join(_word_lines(document)))


def _word_lines(document: Any) -> Iterator[str]:
    """Paragraphs and table cells in the order of the document."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _pdf_file(path: Path) -> Iterator[SourcePaper]:
    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(str(path), "不是完整的PDF文件，或已加密", "请去掉密码，重新导出PDF后再试。") from error
    try:
        text = "\n".join(_page_text(page) for page in document)
    finally:
        document.close()
    if not text.strip():
        raise UnreadableFile(str(path), "PDF里没有文字，可能是扫描件", "请先做文字识别，或提供Word文件。")
    yield _whole(path, text)


def _page_text(page: Any) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_bounded()).replace("\r\n", "\n").replace("\r", "\n")
    finally:
        textpage.close()
        page.close()


def _whole(path: Path, text: str) -> SourcePaper:
    """A file that holds one paper; its id is the file's name."""
    if not text.strip():
        raise UnreadableFile(str(path), "文件里没有文字", "请确认文件内容是文书全文。")
    return SourcePaper(path.stem, text, str(path))


_READERS: dict[str, Callable[[Path], Iterator[SourcePaper | Unreadable]]] = {
    ".jsonl.gz": _gzipped_json_lines,
    ".jsonl": _json_lines,
    ".txt": _text_file,
    ".docx": _word_file,
    ".pdf": _pdf_file,
}

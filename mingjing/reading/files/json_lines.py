"""JSON Lines of papers, also packed: one object with `id` and `text` a line, read as a stream."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from mingjing.reading.errors import UnreadableFile
from mingjing.reading.files.source import SourcePaper, Unreadable

_HALVES = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can spell and no file can hold."""
MARK = b" \r\n\t\xef\xbb\xbf"


def json_lines(path: Path) -> Iterator[SourcePaper | Unreadable]:
    """The papers of a .jsonl file."""
    with path.open("rb") as lines:
        yield from _numbered(path, lines)


def packed_json_lines(path: Path) -> Iterator[SourcePaper | Unreadable]:
    """The papers of a .jsonl.gz file."""
    try:
        with gzip.open(path, "rb") as lines:
            yield from _numbered(path, lines)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableFile(str(path), "不是完整的gzip文件", "请重新压缩，或改为提供.jsonl文件。") from error


def _numbered(path: Path, lines: Iterable[bytes]) -> Iterator[SourcePaper | Unreadable]:
    """One paper or complaint for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        if line.strip(MARK):
            yield _from_line(path, number, line)


def _from_line(path: Path, number: int, line: bytes) -> SourcePaper | Unreadable:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _complaint(path, number, line, "不是UTF-8编码，请将文件转为UTF-8")
    except (ValueError, RecursionError):
        return _complaint(path, number, line, '不是完整的JSON，每行应为一个对象，例如{"id": "1", "text": "……"}')
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return _complaint(path, number, line, '缺少文字字段text，每行应为一个对象，例如{"id": "1", "text": "……"}')
    if not row["text"].strip():
        return _complaint(path, number, line, "text是空的，应为文书全文")
    text = _HALVES.sub("\ufffd", row["text"])
    return SourcePaper(str(row.get("id") or f"{path.name}:{number}"), text, f"{path}:{number}")


def _complaint(path: Path, number: int, line: bytes, problem: str) -> Unreadable:
    return Unreadable(f"{path} 第 {number} 行", f"{path.name}第{number}行{problem}。", line, ".jsonl", number)

"""One door for every file: a path or bytes in, documents with their layout out, or what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from mingjing.errors import ReadingError
from mingjing.reading.errors import LyingFile, UnknownFileKind, UnreadableFile
from mingjing.reading.files.content import IMAGES, KINDS, kind_of
from mingjing.reading.files.dossier import Member, members
from mingjing.reading.files.images import read_image
from mingjing.reading.files.json_lines import json_lines, packed_json_lines
from mingjing.reading.files.layout import FileText
from mingjing.reading.files.limits import Limits, Watch, limits
from mingjing.reading.files.ofd import read_ofd
from mingjing.reading.files.office import read_old_word, read_rtf
from mingjing.reading.files.pdf import read_pdf
from mingjing.reading.files.plain import read_plain, read_subtitles
from mingjing.reading.files.source import SourcePaper, Unreadable
from mingjing.reading.files.speech import read_recording
from mingjing.reading.files.web import read_web_page
from mingjing.reading.files.word import read_word

Reader = Callable[[bytes, str, Watch], FileText]
READERS: dict[str, Reader] = {
    "text": read_plain,
    "subtitles": read_subtitles,
    "recording": read_recording,
    "html": read_web_page,
    "docx": read_word,
    "doc": read_old_word,
    "rtf": read_rtf,
    "pdf": read_pdf,
    "ofd": read_ofd,
    **dict.fromkeys(IMAGES, read_image),
}
_STREAMED = {".jsonl.gz": packed_json_lines, ".jsonl": json_lines}


def file_text(file: str | Path | bytes, name: str | None = None, within: Limits | None = None) -> FileText:
    """The one document that a file is, with its layout. For bytes, `name` is the file's name, which says its kind.

    Raises
        UnknownFileKind: the ending is none of `KINDS`, or of a file that holds several documents
        LyingFile, LockedFile, FileTooLarge, MissingReader, UnreadableFile: as they say
    """
    within = within or limits()
    shown = name or ("文件" if isinstance(file, bytes) else str(file))
    data = file if isinstance(file, bytes) else _bytes(Path(file), shown, within)
    return _document(data, shown, within)


def _document(data: bytes, name: str, within: Limits) -> FileText:
    within.size(name, len(data))
    kind = kind_of(data, name)
    if kind not in READERS:
        raise UnknownFileKind(name, tuple(k for k in KINDS if k not in (".zip", *_STREAMED)))
    try:
        found = READERS[kind](data, name, Watch(name, within))
    except RecursionError as error:
        raise UnreadableFile(name, "内容嵌套过深", "请核对文件来源，重新导出该文件。") from error
    if not found.text.strip():
        raise UnreadableFile(name, "文件里没有文字", "请确认文件内容是文书全文。")
    within.text(name, len(found.text))
    return found


def _bytes(path: Path, name: str, within: Limits) -> bytes:
    _there(path)
    within.size(name, path.stat().st_size)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _system(path, error) from error


def papers_in(path: str | Path, within: Limits | None = None) -> Iterator[SourcePaper | Unreadable]:
    """The papers of the file at `path`, in order: one, or one a line of JSON Lines, or one a member of a dossier.

    A bad line or member gives an `Unreadable`, and the others are read; a bad file raises.

    Raises
        UnknownFileKind: the ending is none of `KINDS`
        ReadingError: missing, empty, broken, encrypted, too large, or not what its ending says
    """
    path, within = Path(path), within or limits()
    name = path.name.lower()
    if not name.endswith(KINDS):
        raise UnknownFileKind(str(path), KINDS)
    for ending, streamed in _STREAMED.items():
        if name.endswith(ending):
            yield from _guarded(path, streamed)
            return
    data = _bytes(path, str(path), within)
    if name.endswith(".zip"):
        yield from _dossier(data, path, within)
    else:
        found = _document(data, str(path), within)
        yield SourcePaper(path.stem, found.text, str(path), found)


def _guarded(
    path: Path, streamed: Callable[[Path], Iterator[SourcePaper | Unreadable]]
) -> Iterator[SourcePaper | Unreadable]:
    _there(path)
    try:
        yield from streamed(path)
    except OSError as error:
        raise _system(path, error) from error


def _there(path: Path) -> None:
    if not path.is_file():
        raise UnreadableFile(str(path), "文件不存在", "请检查路径。")
    if path.stat().st_size == 0:
        raise UnreadableFile(str(path), "文件是空的", "请重新导出该文件。")


def _system(path: Path, error: OSError) -> UnreadableFile:
    problem = f"系统读取失败（{error.strerror or error}）"
    return UnreadableFile(str(path), problem, "请检查文件是否完整、是否有读取权限。")


def _dossier(data: bytes, path: Path, within: Limits) -> Iterator[SourcePaper | Unreadable]:
    """The documents of a ZIP file."""
    if (kind := kind_of(data, str(path))) != "zip":
        raise LyingFile(str(path), ".zip", kind)
    for member in members(data, path.name, Watch(str(path), within)):
        yield _of_member(member, path, within)


def _of_member(member: Member, path: Path, within: Limits) -> SourcePaper | Unreadable:
    inside = member.path.removeprefix(f"{path.name}!/")
    source = f"{path}!/{inside}"
    try:
        if member.error:
            raise member.error
        found = _document(member.data, source, within)
    except ReadingError as error:
        ending = PurePosixPath(inside).suffix.lower()
        return Unreadable(source, str(error), member.data, ending, code=error.code, permanent=error.permanent)
    return SourcePaper(str(PurePosixPath(inside).with_suffix("")), found.text, source, found)

"""What a file is by its content, whatever its name says; and the refusal of one that lies."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from mingjing.reading.errors import LockedFile, LyingFile, UnknownFileKind, UnreadableFile

KINDS = (
    ".jsonl",
    ".jsonl.gz",
    ".txt",
    ".docx",
    ".doc",
    ".wps",
    ".rtf",
    ".pdf",
    ".ofd",
    ".html",
    ".htm",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
    ".bmp",
    ".srt",
    ".vtt",
    ".mp3",
    ".wav",
    ".m4a",
    ".mp4",
    ".ogg",
    ".flac",
    ".zip",
)
"""The endings that can be read."""

_SIGNS = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"GIF8", "gif"),
    (b"ID3", "recording"),
    (b"OggS", "recording"),
    (b"fLaC", "recording"),
)
NAMES = {
    "pdf": "PDF",
    "zip": "ZIP压缩包",
    "docx": "Word文档（.docx）",
    "ofd": "OFD",
    "doc": "Word文档（.doc）",
    "ole": "旧版Office文件",
    "office": "Office文件（不是Word文档）",
    "rtf": "RTF",
    "png": "图片",
    "jpeg": "图片",
    "tiff": "图片",
    "bmp": "图片",
    "gif": "GIF图片",
    "gzip": "gzip压缩文件",
    "exe": "可执行程序",
    "7z": "7z压缩包",
    "rar": "RAR压缩包",
    "html": "网页",
    "recording": "录音或录像",
    "text": "纯文本",
    "binary": "二进制数据",
}
_RECORDINGS = (".mp3", ".wav", ".m4a", ".mp4", ".ogg", ".flac")
IMAGES = ("png", "jpeg", "tiff", "bmp")
# what a file of this ending may be: courts' .doc files are as often RTF or web pages saved by an old system
_MAY_BE: dict[str, tuple[str, ...]] = {
    ".pdf": ("pdf",),
    ".docx": ("docx", "doc"),
    ".doc": ("doc", "docx", "rtf", "html"),
    ".wps": ("doc", "docx"),
    ".rtf": ("rtf", "doc", "docx"),
    ".ofd": ("ofd",),
    ".txt": ("text", "html", "rtf"),
    ".html": ("html", "text"),
    ".htm": ("html", "text"),
    ".srt": ("text",),
    ".vtt": ("text",),
    ".zip": ("zip",),
    **dict.fromkeys(_RECORDINGS, ("recording",)),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), IMAGES),
}


def kind_of(data: bytes, name: str) -> str:
    """The kind of the content, which the name `name` must admit.

    Raises
        UnknownFileKind: the ending is none of `KINDS`
        LyingFile: the content is of another kind than the ending says
        LockedFile: an Office document with a password
        UnreadableFile: empty
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _MAY_BE:
        raise UnknownFileKind(name, KINDS)
    if not data.strip(b"\x00 \r\n\t"):
        raise UnreadableFile(name, "文件是空的", "请重新导出该文件。")
    kind = _kind(data, name)
    if ending in (".txt", ".srt", ".vtt") and kind in ("bmp", "exe") and _is_text(data):
        kind = "text"  # two letters are no proof: a note may begin with BM
    if kind not in _MAY_BE[ending]:
        raise _mismatch(name, ending, kind)
    return "subtitles" if ending in (".srt", ".vtt") else kind


def _mismatch(name: str, ending: str, kind: str) -> LyingFile | UnreadableFile:
    """A broken file when the content is nothing known, a lying one when it is something else."""
    if kind == "text" and ending == ".txt":
        return UnreadableFile(name, "不是文本文件", "请提供纯文本、.docx或.pdf文件。")
    if kind in ("binary", "text") and ending not in (".txt", ".srt", ".vtt", ".html", ".htm"):
        return UnreadableFile(name, f"不是完整的{ending[1:].upper()}文件", "请重新导出该文件。")
    if kind == "binary":
        return UnreadableFile(name, "不是文本文件", "请提供纯文本、.docx或.pdf文件。")
    return LyingFile(name, ending, NAMES[kind])


def _kind(data: bytes, name: str) -> str:
    found = next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)
    if found == "zip":
        return _package(data)
    if found == "ole":
        return _compound(data, name)
    if found is None and (data[4:8] == b"ftyp" or data[8:12] == b"WAVE" or _is_mpeg(data)):
        return "recording"
    if found is None and b"%PDF-" in data[:1024]:
        return "pdf"
    return found or _written(data)


def _is_mpeg(data: bytes) -> bool:
    """A frame of MPEG sound without a tag before it."""
    return data[:1] == b"\xff" and data[1:2] in (b"\xfb", b"\xf3", b"\xf2")


def _package(data: bytes) -> str:
    """What a ZIP is by what it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            held = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    if "word/document.xml" in held:
        return "docx"
    if "OFD.xml" in held:
        return "ofd"
    return "office" if "[Content_Types].xml" in held else "zip"


def _compound(data: bytes, name: str) -> str:
    """What an OLE container is by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise LockedFile(name)
    return "doc" if "WordDocument".encode("utf-16-le") in data else "ole"


def _written(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\x00", b"").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start:
        return "html"
    return "text" if _is_text(data) else "binary"


def _is_text(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in data or unmarked_utf16(data) is not None


def unmarked_utf16(data: bytes) -> str | None:
    """The form of UTF-16 without its mark: digits and line ends have their zero byte all on one side."""
    zeros = (data[::2].count(0), data[1::2].count(0))
    if len(data) % 2 or max(zeros) < 2 or min(zeros) > 0.02 * max(zeros):
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"

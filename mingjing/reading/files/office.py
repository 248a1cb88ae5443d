"""Old Word files and RTF: turned into DOCX by LibreOffice, where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from mingjing.reading.errors import MissingReader, UnreadableFile
from mingjing.reading.files.layout import FileText
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.word import read_word

REMEDY = "请安装LibreOffice（Debian：apt-get install libreoffice-writer-nogui）后重新读取，或用Word另存为.docx。"


def read_old_word(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of a .doc or .wps file."""
    return _through_docx(data, name, watch, "doc")


def read_rtf(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of an RTF file."""
    return _through_docx(data, name, watch, "rtf")


def _through_docx(data: bytes, name: str, watch: Watch, kind: str) -> FileText:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise MissingReader(name, "读取旧版Word文件需要LibreOffice", REMEDY)
    with tempfile.TemporaryDirectory(prefix="mingjing-") as folder:
        made = _converted(program, data, Path(folder), kind, name, watch)
    return replace(read_word(made, name, watch), kind=kind)


def _converted(program: str, data: bytes, folder: Path, kind: str, name: str, watch: Watch) -> bytes:
    """The DOCX that LibreOffice makes; with a profile of its own, so two may run at once."""
    source, made = folder / f"paper.{kind}", folder / "made" / "paper.docx"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(made.parent),
        str(source),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=watch.left, check=False)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired:
        watch.look()
        raise UnreadableFile(name, "LibreOffice没有在限定时间内读完", "请用Word另存为.docx。") from None
    if not made.is_file():
        raise UnreadableFile(name, "LibreOffice无法打开，文件可能已损坏或有密码", "请用Word另存为.docx。")
    return made.read_bytes()

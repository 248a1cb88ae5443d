"""The file that a sample court is written to: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from mingjing.errors import WrongUse


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A part file beside `out` that takes its place when all went well and vanishes when not.

    Raises
        WrongUse: `out` exists and is not a data file of mingjing
    """
    refuse_foreign(out)
    part = out.with_name(out.name + ".part")
    _drop(part)
    try:
        yield part
        part.replace(out)
    finally:
        _drop(part)


def refuse_foreign(out: Path) -> None:
    """Stop before anything is overwritten that mingjing did not make."""
    if out.is_dir() or (out.exists() and not is_data_file(out)):
        raise WrongUse(f"{out} 已存在，且不是明镜的数据文件，未作改动。", "请换一个文件名，或先移走该文件。")
    if not out.parent.is_dir():
        raise WrongUse(f"目录 {out.parent} 不存在。", "请先建立该目录，或换一个位置。")


def is_data_file(path: Path) -> bool:
    """Whether the file is a database with the table `_mingjing`."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return bool(con.execute("SELECT count(*) FROM _mingjing WHERE key = 'catalogue_version'").fetchone())
    except duckdb.Error:
        return False


def _drop(part: Path) -> None:
    for path in (part, part.with_name(part.name + ".wal")):
        path.unlink(missing_ok=True)

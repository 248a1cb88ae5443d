"""The named SQL statements of the sample court."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HEAD = re.compile(r"^-- name: (?P<name>\w+)\n", re.M)


@cache
def statements(file: str) -> dict[str, str]:
    """Name to SQL of one file in `sql/`, in the order of the file, without the closing semicolon."""
    text = (Path(__file__).parent / "sql" / f"{file}.sql").read_text(encoding="utf-8")
    _, *parts = _HEAD.split(text)
    return {name: body.strip().rstrip(";") for name, body in zip(parts[::2], parts[1::2], strict=True)}

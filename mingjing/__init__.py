"""明镜 mingjing: a judge's pattern becomes a model that screens history and warns in open cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mingjing.running.court import Court

__version__ = "0.1.0"


def open(path: str | Path) -> Court:  # noqa: A001 - `mingjing.open` is the promised name
    """The court's data file, opened read-only, ready to `screen`, `check` and `replay`."""
    from mingjing.running.court import Court  # noqa: PLC0415 - every room imports this package first

    return Court(path)

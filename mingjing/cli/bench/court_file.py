"""The sample court that a bench runs on: built once per size, seed and state of the code that makes it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import mingjing
from mingjing.cli.output import Bar, say
from mingjing.sample import build
from mingjing.settings import home

MAKES_IT = ("sample", "court", "store", "running/indexes.py")
"""What decides the content of the file, below the package."""


def court_file(cases: int, seed: int, data: Path | None) -> Path:
    """The data file given, or the cached sample court, which is built when it is not there."""
    if data is not None:
        return data
    folder = home() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"court-{cases}-{seed}-{digest()}.duckdb"
    if not path.exists():
        say(f"生成样例法院（{cases:,} 件，种子 {seed}），供本次与以后的测速使用：{path}")
        with Bar() as bar:
            build(cases, seed, path, path.with_suffix(".truth.jsonl"), bar)
    return path


def digest() -> str:
    """A short digest of everything that makes the sample court."""
    root = Path(mingjing.__file__).parent
    files = sorted(f for part in MAKES_IT for f in under(root / part))
    text = hashlib.sha256()
    for f in files:
        text.update(f.relative_to(root).as_posix().encode() + b"\0" + f.read_bytes())
    return text.hexdigest()[:12]


def under(path: Path) -> list[Path]:
    """The file itself, or the files below a folder that are not made by Python."""
    return [path] if path.is_file() else [f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts]

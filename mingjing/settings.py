"""Where things are: read from the environment, with defaults that work out of the box."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """The folder of the platform's own records; MINGJING_HOME, else `var` here."""
    return Path(os.environ.get("MINGJING_HOME", "var")).resolve()


def data_file() -> Path:
    """The court's data file; MINGJING_DATA, else `court.duckdb` in the home folder."""
    return Path(os.environ.get("MINGJING_DATA", str(home() / "court.duckdb")))


def scenario_folders() -> tuple[Path, ...]:
    """Folders of scenarios, ours first; MINGJING_SCENARIOS names the court's own (several apart by `:`)."""
    own = [Path(p) for p in os.environ.get("MINGJING_SCENARIOS", "").split(os.pathsep) if p]
    shipped = PACKAGE / "_scenarios"
    return (shipped if shipped.is_dir() else PACKAGE.parent / "scenarios", *own)

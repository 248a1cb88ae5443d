"""Where things are: read from the environment, with defaults that work out of the box."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from mingjing.errors import WrongUse

PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """The folder of the platform's own records; MINGJING_HOME, else `var` here."""
    return Path(os.environ.get("MINGJING_HOME", "var")).resolve()


def data_file() -> Path:
    """The court's data file; MINGJING_DATA, else `court.duckdb` in the home folder."""
    return Path(os.environ.get("MINGJING_DATA", str(home() / "court.duckdb")))


def models_folder() -> Path:
    """The folder of what was learnt about kinds of paper; MINGJING_MODELS, else `models` in the home folder."""
    return Path(os.environ.get("MINGJING_MODELS", str(home() / "models")))


def environment() -> Mapping[str, str]:
    """The settings as they are, for parts that name their own: MINGJING_CHAT_* (a language model as a reader)."""
    return os.environ


def scenario_folders() -> tuple[Path, ...]:
    """Folders of scenarios, ours first; MINGJING_SCENARIOS names the court's own (several apart by `:`)."""
    own = [Path(p) for p in os.environ.get("MINGJING_SCENARIOS", "").split(os.pathsep) if p]
    shipped = PACKAGE / "_scenarios"
    return (shipped if shipped.is_dir() else PACKAGE.parent / "scenarios", *own)


def whole_number(name: str, default: int) -> int:
    """A whole number above 0 that the environment sets, else the default."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not given.isdecimal() or int(given) == 0:
        raise WrongUse(f"环境变量 {name} 为“{given}”，不是正整数。", f"请改为正整数，或去掉该变量（默认 {default}）。")
    return int(given)


def operator_folders() -> tuple[Path, ...]:
    """Folders of a court's own operators; MINGJING_OPERATORS names them (several apart by `:`)."""
    return tuple(Path(p) for p in os.environ.get("MINGJING_OPERATORS", "").split(os.pathsep) if p)


def speech_url() -> str | None:
    """The address of the engine that turns recordings into words; MINGJING_SPEECH_URL, else there is none."""
    url = os.environ.get("MINGJING_SPEECH_URL", "").strip()
    if url and not url.startswith(("http://", "https://")):
        raise WrongUse(f"环境变量 MINGJING_SPEECH_URL 为“{url}”，不是网址。", "请改为http或https地址。")
    return url or None


def speech_model() -> str:
    """The name of the engine's model; MINGJING_SPEECH_MODEL, else whisper-1."""
    return os.environ.get("MINGJING_SPEECH_MODEL", "whisper-1")


def speech_key() -> str:
    """The key for the engine; MINGJING_SPEECH_KEY, else none is sent."""
    return os.environ.get("MINGJING_SPEECH_KEY", "")


def source_folders() -> tuple[Path, ...]:
    """Folders of declared source systems, ours first; MINGJING_SOURCES names the court's own (several apart by `:`)."""
    own = [Path(p) for p in os.environ.get("MINGJING_SOURCES", "").split(os.pathsep) if p]
    return (PACKAGE / "ingest" / "systems", *own)


def operational_database() -> str | None:
    """The address of the court's PostgreSQL that sources are applied to; MINGJING_DATABASE, else there is none."""
    return os.environ.get("MINGJING_DATABASE", "").strip() or None


def registers_folder() -> Path:
    """The folder of deliveries of external registers, in the home folder: `drop` for files, `inbox` for pushes."""
    return home() / "registers"


def hub_address() -> str:
    """The address of the city's data hub; MINGJING_HUB, else there is none."""
    return os.environ.get("MINGJING_HUB", "")


def hub_key() -> str:
    """The court's own key for the hub; MINGJING_HUB_KEY, else none is shown."""
    return os.environ.get("MINGJING_HUB_KEY", "")

"""The scenarios at hand: every folder with a scenario.yaml, ours and the court's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingjing.scenario.errors import UnknownScenario
from mingjing.scenario.loading import load_folder
from mingjing.scenario.scenario import Scenario
from mingjing.settings import scenario_folders


def folders() -> dict[str, Path]:
    """Folder of each scenario by name; a court's own folder wins over ours."""
    return {p.parent.name: p.parent for root in scenario_folders() for p in sorted(root.glob("*/scenario.yaml"))}


def names() -> tuple[str, ...]:
    """Names of all scenarios, sorted."""
    return tuple(sorted(folders()))


def load(name: str) -> Scenario:
    """The scenario of that name, or the one in the folder of that path. Raises UnknownScenario or a ModelError."""
    return load_folder(Path(name)) if is_path(name) else _loaded(folder_of(name))


def is_path(name: str) -> bool:
    """Whether a folder is meant, and not a name."""
    return "/" in name or name.startswith(".")


def folder_of(name: str) -> Path:
    """The folder of the scenario of that name or path. Raises UnknownScenario."""
    found = Path(name) if is_path(name) else folders().get(name)
    if found is None:
        raise UnknownScenario(name=name, have=names())
    return found


def load_all() -> tuple[Scenario, ...]:
    """Every scenario, by name."""
    return tuple(load(n) for n in names())


@cache
def _loaded(folder: Path) -> Scenario:
    return load_folder(folder)

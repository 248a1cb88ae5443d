"""What a scenario's boxes have learned: one JSON file per node beside the scenario."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mingjing.errors import ScenarioError
from mingjing.scenario.scenario import Scenario

FOLDER = "learned"


def models_of(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """The learned model of each node that has one."""
    found = sorted((Path(scenario.folder) / FOLDER).glob("*.json")) if scenario.folder else []
    return {p.stem: read_model(p) for p in found}


def read_model(path: Path) -> dict[str, Any]:
    """One learned model. Raises ScenarioError when the file is not one."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as e:
        raise ScenarioError(f"学得的模型 {path.name} 无法读取：请重新运行 mingjing learn。") from e
    return found


def write_model(folder: Path, node: str, model: dict[str, Any]) -> Path:
    """Keep a learned model beside its scenario."""
    target = folder / FOLDER / f"{node}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target

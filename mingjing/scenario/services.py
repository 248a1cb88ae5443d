"""What the catalogue holds beside models: services and assistants, and what they are made of here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.scenario.errors import BadField
from mingjing.scenario.fields import PANELS, as_list, one_of
from mingjing.scenario.loading import read_yaml
from mingjing.settings import scenario_folders

FILE = "services.yaml"


@dataclass(frozen=True)
class Service:
    """A numbered entry of the catalogue that is not a model: what it does, by what, and what is missing."""

    code: str
    title: str
    panel: tuple[str, ...]
    does: str
    by: str
    missing: str


def services() -> tuple[Service, ...]:
    """Every service of every folder of scenarios, by number."""
    files = [root / FILE for root in scenario_folders() if (root / FILE).is_file()]
    return tuple(sorted((s for path in files for s in _services(path)), key=lambda s: s.code))


def _services(path: Path) -> list[Service]:
    return [_service(entry) for entry in as_list("services", read_yaml(path).get("services"))]


def _service(entry: dict[str, Any]) -> Service:
    for field in ("code", "title", "panel", "does"):
        if not entry.get(field):
            raise BadField(field=f"services.{field}", problem="缺少")
    for panel in as_list("services.panel", entry["panel"]):
        one_of("services.panel", panel, PANELS)
    if not (entry.get("by") or entry.get("missing")):
        raise BadField(field="services.by", problem="缺少；请写明由什么实现，或在 missing 写明还缺什么")
    told = (str(entry.get(field, "")) for field in ("does", "by", "missing"))
    return Service(str(entry["code"]), str(entry["title"]), tuple(entry["panel"]), *told)

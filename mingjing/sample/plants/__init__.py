"""What is planted in the sample court: one file per scenario, found by walking this folder."""

from __future__ import annotations

import importlib
import pkgutil

from mingjing.sample.plants.registry import KINDS, Kind, plant

for _module in sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "registry"):
    importlib.import_module(f"{__name__}.{_module}")

__all__ = ["KINDS", "Kind", "plant"]

"""One calculator per file; all are imported here, so that adding one touches one file."""

from __future__ import annotations

import importlib
import pkgutil

from mingjing.law.calculator import REGISTRY, Calculator

for _found in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_found.name}")

CALCULATORS: dict[str, type[Calculator]] = dict(sorted(REGISTRY.items()))
"""Every calculator by name."""

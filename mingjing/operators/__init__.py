"""What a judge drags onto the canvas: one operator per file, found by walking this folder."""

import importlib
import pkgutil

from mingjing.operators.base import GROUPS, REGISTRY, FieldOf, Operator

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

PALETTE: dict[str, type[Operator]] = dict(sorted(REGISTRY.items()))

__all__ = ["GROUPS", "PALETTE", "FieldOf", "Operator"]

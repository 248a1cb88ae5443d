"""What a judge drags onto the canvas: one operator per file, found by walking this folder and the court's own."""

import importlib
import pkgutil

from mingjing.operators.base import GROUPS, REGISTRY, Example, FieldOf, Operator
from mingjing.operators.extensions import BrokenOperator, load_folder
from mingjing.settings import operator_folders

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

PALETTE: dict[str, type[Operator]] = dict(sorted(REGISTRY.items()))

BROKEN: dict[str, BrokenOperator] = {n: e for f in operator_folders() for n, e in load_folder(f).items()}
"""Operators of the court's own that cannot be used, and why."""

PALETTE.update(sorted(REGISTRY.items()))

__all__ = ["BROKEN", "GROUPS", "PALETTE", "BrokenOperator", "Example", "FieldOf", "Operator"]

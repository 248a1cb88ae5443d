"""The guides that come with the program: one YAML file each, read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mingjing.assist.errors import UnknownGuide
from mingjing.assist.guide import Guide
from mingjing.assist.loading import load_guide

FOLDER = Path(__file__).with_name("guides")


@cache
def _guides() -> Mapping[str, Guide]:
    return {path.stem: load_guide(path) for path in sorted(FOLDER.glob("*.yaml"))}


GUIDES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
"""The names of all guides."""


def guide(name: str) -> Guide:
    """The guide of that name. Raises UnknownGuide."""
    if name not in GUIDES:
        raise UnknownGuide(given=name, have=GUIDES)
    return _guides()[name]


def guides_for(cause: str) -> tuple[Guide, ...]:
    """The guides made for a cause of action or a charge; empty when none is."""
    return tuple(g for g in _guides().values() if _covers(g, cause))


def _covers(found: Guide, cause: str) -> bool:
    return any(c in cause for c in found.causes) and not any(o in cause for o in found.outside)

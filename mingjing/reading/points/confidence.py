"""How sure a reader may be of a value."""

from __future__ import annotations


def sure_of(identifier: str, stated: float) -> float:
    """The confidence of a value of the point `identifier` whose reader stated `stated`."""
    return stated

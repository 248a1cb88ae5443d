"""The kinds of planted groups, in the order in which their files define them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mingjing.sample.world import World

Planter = Callable[[World], None]


@dataclass(frozen=True)
class Kind:
    """One kind of planted group: `plant` makes one group of it."""

    scenario: str
    name: str
    positive: bool
    plant: Planter


KINDS: list[Kind] = []


def plant(scenario: str, name: str, *, positive: bool) -> Callable[[Planter], Planter]:
    """Registers the function below as a kind of group; the truth of its cases is `positive` unless told otherwise."""

    def registered(planter: Planter) -> Planter:
        KINDS.append(Kind(scenario, name, positive, planter))
        return planter

    return registered

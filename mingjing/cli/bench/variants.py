"""As many models as wanted: the scenarios with other parameters, so that each is a model and a statement of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count, islice
from typing import Any

from mingjing.scenario import library
from mingjing.scenario.loading import read_yaml, scenario_of
from mingjing.scenario.scenario import Scenario


def variants(number: int, names: Sequence[str]) -> tuple[Scenario, ...]:
    """That many models: the scenarios of these names in turn, each time with one parameter a little larger."""
    pages = [(folder, read_yaml(folder / "scenario.yaml")) for folder in map(library.folder_of, names)]
    endless = (scenario_of(raised(raw, turn), str(folder)) for turn in count() for folder, raw in pages)
    return tuple(islice(endless, number))


def raised(raw: dict[str, Any], turn: int) -> dict[str, Any]:
    """The scenario page with one of its default parameters raised; the law's own stay, as does a page with none."""
    page = deepcopy(raw)
    own = [p for p in (page.get("params") or {}).values() if p["mark"] == "default"]
    if own and turn:
        own[turn % len(own)]["value"] += 1 + turn // len(own)
    return page


def milestones(models: int, number: int, names: Sequence[str]) -> Iterator[tuple[Scenario, ...]]:
    """That many milestones with so many models each, none of them twice."""
    every = variants(models * number, names)
    for i in range(number):
        yield every[i * models : (i + 1) * models]

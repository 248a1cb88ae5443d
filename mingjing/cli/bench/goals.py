"""A goal, what was measured, and the one JSON object that a bench ends with."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

import duckdb

from mingjing import __version__


@dataclass(frozen=True)
class Goal:
    """A bound on one number: at most `goal`, or at least when `least`. What was not measured is not passed."""

    name: str
    goal: float
    measured: float | None
    unit: str
    least: bool = False

    @property
    def passed(self) -> bool:
        """Whether the number is on the right side of the bound."""
        if self.measured is None or math.isnan(self.measured):
            return False
        return self.measured >= self.goal if self.least else self.measured <= self.goal

    def to_json(self) -> dict[str, Any]:
        """The goal as the contract writes it."""
        measured = None if self.measured is None or math.isnan(self.measured) else round(self.measured, 4)
        return {
            "name": self.name,
            "goal": self.goal,
            "measured": measured,
            "unit": self.unit,
            "passed": self.passed,
            "at_least": self.least,
        }


@dataclass
class Measured:
    """What a bench found: its goals, and figures that have none."""

    bench: str
    goals: list[Goal] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether there are goals and all were reached."""
        return bool(self.goals) and all(g.passed for g in self.goals)

    def to_json(self) -> dict[str, Any]:
        """The last line of the command."""
        return {
            "bench": self.bench,
            "passed": self.passed,
            "goals": [g.to_json() for g in self.goals],
            "machine": machine(),
            "figures": self.figures,
        }


def machine() -> dict[str, Any]:
    """Where it was measured; the load says how busy others kept it."""
    load = os.getloadavg() if hasattr(os, "getloadavg") else (None, None, None)
    return {
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "load": [None if x is None else round(x, 2) for x in load],
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "mingjing": __version__,
    }


@dataclass(frozen=True)
class Times:
    """How long many runs took, in milliseconds."""

    p50: float
    p99: float
    longest: float
    runs: int

    def to_json(self) -> dict[str, float]:
        """The figures, rounded."""
        return {k: round(v, 3) for k, v in asdict(self).items()}


def times_of(milliseconds: Sequence[float]) -> Times:
    """Median, 99th percentile and longest; not a number when nothing ran."""
    if not milliseconds:
        return Times(math.nan, math.nan, math.nan, 0)
    ordered = sorted(milliseconds)
    p99 = ordered[min(len(ordered) - 1, math.ceil(0.99 * len(ordered)) - 1)]
    return Times(median(ordered), p99, ordered[-1], len(ordered))


def goals_table(found: Measured) -> str:
    """The goals for people."""
    return "\n".join(goal_line(g) for g in found.goals)


def goal_line(g: Goal) -> str:
    """One goal for people."""
    bound = f"{'≥' if g.least else '≤'} {g.goal:g} {g.unit}"
    return f"{'达到' if g.passed else '未达到'}  {g.name:<48} {shown(g.measured):>10} {bound}"


def shown(value: float | None) -> str:
    """A number, or a dash when there is none."""
    return "—" if value is None or math.isnan(value) else f"{value:.3f}"

"""Trying a model before it is embedded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from mingjing.admission.bounds import unbounded
from mingjing.admission.counting import counted_for_nothing
from mingjing.admission.places import Places
from mingjing.admission.report import Finding, Limits, Report, Timing
from mingjing.admission.skew import exploding
from mingjing.admission.timing import timed, too_slow
from mingjing.running.court import Court, end_of
from mingjing.scenario.scenario import Scenario

Progress = Callable[[str, float], None]


def silent(stage: str, share: float) -> None:
    """A progress callback that says nothing."""


def admit(
    court: Court,
    scenario: Scenario,
    limits: Limits | None = None,
    positives: Sequence[int] | None = None,
    progress: Progress = silent,
) -> Report:
    """Whether the scenario may be embedded, tried on the court's data as of its day.

    `positives` are cases that it is known to report; without them it is screened for some. What is unbounded, or would
    explode, is not run.
    """
    limits = limits or Limits()
    found = shape_of(court, scenario, limits, progress)
    timings: tuple[Timing, ...] = ()
    if not any(f.refused for f in found):
        timings = timed_on(court, scenario, limits, positives, progress)
        found += too_slow(court, Places(scenario), timings, end_of(court.as_of), limits)
    progress(f"准入 {scenario.title}", 1.0)
    data, day = court.store.name, court.as_of.isoformat()
    return Report(scenario.name, scenario.version, scenario.title, data, day, limits, tuple(found), timings)


def shape_of(court: Court, scenario: Scenario, limits: Limits, progress: Progress) -> list[Finding]:
    """What the shape of the model and the frequencies of the data say; a model that is unbounded is not tried on."""
    places, weigh = Places(scenario), cache(court.store.weight)
    progress(f"准入 {scenario.title}：读取是否有界", 0.0)
    found = list(unbounded(places, weigh, limits))
    if not found:
        progress(f"准入 {scenario.title}：关联是否膨胀", 0.1)
        found = list(counted_for_nothing(places, weigh, limits.heavy_rows))
        found += exploding(places, weigh, court.store.screen, end_of(court.as_of), limits)
    return found


def timed_on(
    court: Court, scenario: Scenario, limits: Limits, positives: Sequence[int] | None, progress: Progress
) -> tuple[Timing, ...]:
    """How long the cases that hit take, and those of the heaviest parties."""
    at = end_of(court.as_of)
    progress(f"准入 {scenario.title}：计时", 0.3)
    if positives is None:
        positives = sorted(set(court.screen(scenario).rows.column("case_id").to_pylist()))
    cases = {"positive": positives, "heavy": court.store.heaviest_cases()}
    return tuple(timed(court, scenario, of, found, at, limits.samples) for of, found in cases.items())

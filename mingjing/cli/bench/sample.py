"""Building a sample court: seconds for 100,000 and for 1,000,000 cases."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import Bar, say
from mingjing.sample import build
from mingjing.settings import home

LIMITS = {100_000: 60.0, 1_000_000: 600.0}
"""Seconds allowed per number of cases."""


def measure(sizes: tuple[int, ...], seed: int) -> Measured:
    """Seconds per size; a size that was not asked for is not measured and so not passed."""
    found = Measured("sample")
    took = {n: seconds(n, seed, found) for n in sizes}
    wanted = dict.fromkeys((*LIMITS, *sizes))
    found.goals = [Goal(f"{n} cases", LIMITS.get(n, n * LIMITS[100_000] / 100_000), took.get(n), "s") for n in wanted]
    return found


def seconds(cases: int, seed: int, found: Measured) -> float:
    """Build a court of that size and throw it away."""
    folder = home() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as made, Bar() as bar:
        path = Path(made) / "court.duckdb"
        report = build(cases, seed, path, None, bar)
        found.figures[str(cases)] = {"rows": sum(report.rows.values()), "bytes": path.stat().st_size}
    say(f"{cases:,} 件：{report.seconds:.1f} 秒")
    return report.seconds

"""How long one case takes where it takes long: cases that hit, and cases of the heaviest parties."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import defaultdict
from collections.abc import Sequence

from mingjing.admission.places import Places, nearest
from mingjing.admission.report import Finding, Limits, Timing
from mingjing.algebra.relation import Relation
from mingjing.running.court import Court
from mingjing.scenario.scenario import Scenario

SORTS = {"positive": "命中的案件", "heavy": "最重当事人的案件"}
TRIES = 3
"""Times each case is asked; the best counts, for the machine is not the model's fault."""


def timed(court: Court, scenario: Scenario, of: str, cases: Sequence[int], at: dt.datetime, samples: int) -> Timing:
    """How long some of these cases take, drawn by chance, always the same."""
    asked = random.Random(1).sample(sorted(cases), min(len(cases), samples))  # noqa: S311 - a sample, not a secret
    if asked:
        court.check([scenario], asked[:1], at)  # what is planned once is not the case's
    took = sorted((best_of(court, scenario, case, at), case) for case in asked)
    if not took:
        return Timing(of, SORTS[of], 0, 0.0, 0.0, None)
    p50, p99 = (took[min(len(took) - 1, int(len(took) * share))][0] for share in (0.5, 0.99))
    return Timing(of, SORTS[of], len(took), round(p50, 3), round(p99, 3), took[-1][1])


def best_of(court: Court, scenario: Scenario, case: int, at: dt.datetime) -> float:
    """Milliseconds that a case takes, with message and evidence."""
    took = []
    for _ in range(TRIES):
        started = time.perf_counter()
        court.check([scenario], [case], at)
        took.append((time.perf_counter() - started) * 1000)
    return min(took)


def too_slow(court: Court, places: Places, timings: Sequence[Timing], at: dt.datetime, limits: Limits) -> list[Finding]:
    """The boxes in which the slowest cases spend their time, where that is too much."""
    found = []
    for t in timings:
        if t.p99_ms > limits.p99_ms and t.slowest is not None:
            n, share = costliest(court, places, t.slowest, at)
            name, title = places.node(n)
            problem = f"：{t.label} p99 {t.p99_ms:.1f} 毫秒，超过 {limits.p99_ms:g} 毫秒，其中 {share:.0%} 用在这一步"
            found.append(Finding("slow", name, title, problem, CURE))
    return found


CURE = "请先汇总再关联、以「存在」代替计数、限定日期范围，或把这一步建成维护表"


def costliest(court: Court, places: Places, case: int, at: dt.datetime) -> tuple[Relation, float]:
    """The relation of the scenario on which a check of the case spends most of its time, and what share."""
    spent, origins = court.store.profiled(places.scenario, case, at)
    by: dict[Relation, float] = defaultdict(float)
    for n, seconds in spent.items():
        by[nearest(n, origins, tuple(spent)) or places.scenario.result] += seconds
    worst = max(by, key=lambda n: by[n])
    return worst, by[worst] / (sum(by.values()) or 1.0)

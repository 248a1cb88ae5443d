"""One case at a time on PostgreSQL: random cases, cases that hit, cases of the heaviest parties; and by hand."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from mingjing.cli.bench import by_hand
from mingjing.cli.bench.by_hand import ByHand
from mingjing.cli.bench.court_database import court_on
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.bench.readable import readable
from mingjing.cli.output import say
from mingjing.running.court import Court, end_of
from mingjing.running.postgres_store import PostgresStore
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import Connection

RANDOM_P50, RANDOM_P99, HARD_P99, RATIO = 1.0, 5.0, 50.0, 1.5
WARM = 100
"""Other cases asked first, as a court that has been open for a while has."""
ANY_CASE = """
    SELECT DISTINCT case_id FROM case_main TABLESAMPLE SYSTEM (
        least(100, 2000000 / (SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'case_main'::regclass))
    ) REPEATABLE (1)"""
"""Some 20,000 rows from all over the table."""
HEAVIEST = """
    SELECT DISTINCT p.case_id FROM (SELECT subject_id FROM party_degree ORDER BY cases DESC LIMIT 20) g
    CROSS JOIN LATERAL (SELECT case_id FROM case_party p WHERE p.subject_id = g.subject_id LIMIT 25) p"""
COMPARED = {
    "ours": "Court.check: test of what must be there, result, evidence rows with all their columns, messages",
    "hand": "one prepared statement: the columns of the result and the keys of the evidence rows, as text",
    "how": "same session, driver and indexes; other random cases than for p50 and p99, never asked before; "
    "who asks a case first takes turns, since the second finds its pages read",
    "first_ratio": "ours to hand: medians over the cases that each was the first to ask",
    "again_ratio": "the same over the cases that the other had asked just before",
    "mean_ratio": "means over all cases",
    "unlike": "cases, random, hit or heavy, of which rows, levels, amounts or evidence keys differ",
}
KINDS = ("random", "hits", "heavy")
Ask = Callable[[int], object]


def measure(cases: int, seed: int, data: Path | None, dsn: str | None, samples: int) -> Measured:
    """Milliseconds per case and scenario, with messages and the keys of the evidence."""
    found = Measured("check")
    with court_on("postgres", cases, seed, data, dsn) as court:
        store = court.store
        assert isinstance(store, PostgresStore)
        drawn_cases = drawn(store.con, ANY_CASE, seed, WARM + 2 * samples)
        heavy = drawn(store.con, HEAVIEST, seed, samples)
        found.figures = {"engine": "postgres", "data": store.name, "samples": samples, "compared": COMPARED}
        there, found.figures["left_out"] = readable(store.con, library.load_all())
        found.figures["scenarios"] = {}
        pooled: dict[str, list[float]] = {who: [] for who in KINDS}
        say("毫秒：随机案件、命中案件、最重当事人的案件各 p50、p99；与手写预备语句之比（先问、再问、平均）")
        for scenario in there:
            figures, took = checked(court, store, scenario, drawn_cases, heavy, samples)
            for who in KINDS:
                pooled[who] += took[who]
            found.figures["scenarios"][scenario.name] = figures
            found.goals += goals_of(scenario.name, figures)
            say(line(scenario.name, figures))
        found.figures["all"] = {who: times_of(took).to_json() for who, took in pooled.items()}
        found.goals = own_goals("all scenarios", found.figures["all"]) + found.goals
    return found


def drawn(con: Connection, sql: str, seed: int, samples: int) -> list[int]:
    """Cases of a statement by chance."""
    found: list[Any] = con.execute(sql).fetchall()
    pool = sorted(c for (c,) in found)
    return random.Random(seed).sample(pool, min(len(pool), samples))  # noqa: S311 - a sample, not a secret


def checked(
    court: Court, store: PostgresStore, scenario: Scenario, cases: list[int], heavy: list[int], samples: int
) -> tuple[dict[str, Any], dict[str, list[float]]]:
    """The figures of one scenario, and the milliseconds of each kind of case."""
    hits = sorted(set(court.screen(scenario).rows.column("case_id").to_pylist()))
    hits = random.Random(1).sample(hits, min(len(hits), samples))  # noqa: S311 - a sample, not a secret
    store.session.warm([scenario])
    ours: Ask = lambda case: court.check([scenario], [case])  # noqa: E731
    few = min(WARM, len(cases) // 3)
    warm, asked, others = cases[:few], cases[few : (few + len(cases)) // 2], cases[(few + len(cases)) // 2 :]
    timed(ours, warm)
    took = {who: timed(ours, c) for who, c in zip(KINDS, (asked, hits, heavy), strict=True)}
    figures: dict[str, Any] = {who: times_of(each).to_json() for who, each in took.items()}
    if not by_hand.exists(scenario):
        return figures, took
    hand = ByHand(store, scenario, end_of(court.as_of))
    timed(hand.ask, warm)
    figures["beside_hand"] = {"random": beside(ours, hand.ask, others), "hits": beside(ours, hand.ask, hits)}
    everything = (*asked, *others, *hits, *heavy)
    unlike = [c for c in everything if by_hand.said_by_us(store, scenario, c, hand.at) != hand.said(c)]
    return figures | {"equal_checked": len(everything), "unlike": unlike}, took


def beside(ours: Ask, hand: Ask, cases: Sequence[int]) -> dict[str, Any]:
    """Both ways over the same cases, which take turns in being the first, since the second finds the pages read."""
    both = {"ours": ours, "hand": hand}
    first, again = ({name: list[float]() for name in both} for _ in range(2))
    for i, case in enumerate(cases):
        for name, took in zip(both if i % 2 else reversed(both), (first, again), strict=True):
            took[name] += timed(both[name], [case])
    medians = {
        when: {n: times_of(t).p50 for n, t in took.items()} for when, took in (("first", first), ("again", again))
    }
    means = {n: fmean((*first[n], *again[n])) if len(cases) > 1 else math.nan for n in both}
    ratios = {f"{when}_ratio": m["ours"] / m["hand"] for when, m in (*medians.items(), ("mean", means))}
    return {when: rounded(m) for when, m in (*medians.items(), ("mean", means))} | rounded(ratios)


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    """Figures to three places."""
    return {k: round(v, 3) for k, v in figures.items()}


def timed(ask: Ask, cases: Sequence[int]) -> list[float]:
    """Milliseconds that each case takes."""
    took = []
    for c in cases:
        started = time.perf_counter()
        ask(c)
        took.append((time.perf_counter() - started) * 1000)
    return took


def goals_of(name: str, f: dict[str, Any]) -> list[Goal]:
    """The bounds of one scenario; those against a statement by hand, where somebody wrote one."""
    own = own_goals(name, f)
    if "beside_hand" not in f:
        return own
    beside_hand = f["beside_hand"]["random"]
    return [
        *own,
        Goal(f"{name}: median to that by hand, case asked first", RATIO, beside_hand["first_ratio"], "×"),
        Goal(f"{name}: median to that by hand, case asked again", RATIO, beside_hand["again_ratio"], "×"),
        Goal(f"{name}: mean to that by hand", RATIO, beside_hand["mean_ratio"], "×"),
        Goal(f"{name}: unlike the statement by hand", 0.0, float(len(f["unlike"])), "cases"),
    ]


def own_goals(name: str, f: dict[str, Any]) -> list[Goal]:
    """The bounds on the times themselves."""
    return [
        Goal(f"{name}: random cases p50", RANDOM_P50, f["random"]["p50"], "ms"),
        Goal(f"{name}: random cases p99", RANDOM_P99, f["random"]["p99"], "ms"),
        Goal(f"{name}: cases that hit p99", HARD_P99, f["hits"]["p99"], "ms"),
        Goal(f"{name}: heaviest parties p99", HARD_P99, f["heavy"]["p99"], "ms"),
    ]


def line(name: str, f: dict[str, Any]) -> str:
    """One scenario of the table."""
    shown = "".join(f"{f[who]['p50']:>9.2f}{f[who]['p99']:>9.2f}" for who in ("random", "hits", "heavy"))
    if "beside_hand" not in f:
        return f"{name:<26}{shown}       —"
    ratios = "".join(f"{f['beside_hand']['random'][r]:>8.2f}" for r in ("first_ratio", "again_ratio", "mean_ratio"))
    alike = "相同" if not f["unlike"] else f"{len(f['unlike'])} 件不同"
    return f"{name:<26}{shown}{ratios}  {alike}"

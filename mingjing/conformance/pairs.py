"""Pairs of a random model and random data, each asked on every engine and in every use, against the reference."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mingjing.algebra.errors import NotReachable
from mingjing.algebra.types import Type
from mingjing.conformance.asking import Asked, AskedAt, Bag
from mingjing.conformance.changing import Changed, Found, random_change, reacted, tables_of
from mingjing.conformance.drawing import NOW, Drawn, drawn, pushers
from mingjing.conformance.engines import Engine, judged
from mingjing.conformance.models import of_type

USES = ("screen", "check", "replay")


@dataclass(frozen=True)
class Difference:
    """An answer that is not the reference's."""

    seed: int
    engine: str
    use: str
    problem: str = ""


@dataclass
class Report:
    """What was compared, how often, with what difference; pairs whose model says nothing are counted apart."""

    pairs: int = 0
    silent: int = 0
    compared: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    differences: list[Difference] = field(default_factory=list)


def compare(seeds: Iterable[int], engines: Sequence[Engine], told: Callable[[Report], None]) -> Report:
    """Ask every pair on every engine in every use."""
    report = Report()
    for seed in seeds:
        d = drawn(seed)
        report.pairs += 1
        report.silent += not d.rows
        asked = questions(d)
        for engine in engines:
            report.compared.update(f"{engine.name} {use}" for use in USES)
            report.differences += differences(asked, engine)
        react(d, report)
        told(report)
    return report


@dataclass(frozen=True)
class Questions:
    """What is asked about a pair, and what the reference answers."""

    drawn: Drawn
    asked: Asked
    moments: AskedAt
    expected: Mapping[str, Bag]


def questions(d: Drawn) -> Questions:
    """Some keys, some moments, and the answers to expect."""
    asked, moments = d.asked(d.rng), d.asked_at(d.rng)
    whole = judged(d.model, d.tables, NOW)
    replayed = moments.judged(d.model, d.tables, judged)
    return Questions(d, asked, moments, {"screen": whole, "check": asked.of(d.model, whole), "replay": replayed})


def differences(q: Questions, engine: Engine) -> Iterator[Difference]:
    """Where one engine does not say of a pair what the reference says."""
    d = q.drawn
    pusher = list(pushers(d.rng))[d.seed % 2]
    ways: dict[str, Callable[[], Bag]] = {
        "screen": lambda: engine.screen(d.model, NOW),
        "check": lambda: engine.check(d.model, q.asked, NOW, pusher),
        "replay": lambda: engine.replay(d.model, q.moments, pusher),
    }
    try:
        engine.load(d.tables)
        for use in USES:
            if ways[use]() != q.expected[use]:
                yield Difference(d.seed, engine.name, use)
    except Exception as error:  # whatever an engine raises is an answer that the reference does not give
        yield Difference(d.seed, engine.name, "", repr(error)[:400])


def react(d: Drawn, report: Report) -> None:
    """Change each table that the model reads, and see whether every key that then says something else is reached."""
    rng = random.Random(f"react {d.seed}")
    for table in tables_of(d):
        change = random_change(rng, d.tables, table)
        found = next((f for key in keys(d) if (f := reached(replace(d, key=key), change, rng))), None)
        report.refused += found is None
        report.compared["rows react"] += found is not None
        if found is not None and found.missed:
            report.differences.append(Difference(d.seed, "rows", "react", f"{table}: {sorted(found.missed, key=str)}"))


def keys(d: Drawn) -> list[str]:
    """The columns that a case could be named by, the one drawn first."""
    return [d.key, *(c for c in of_type(d.model, Type.INT) if c != d.key)]


def reached(d: Drawn, change: Changed, rng: random.Random) -> Found | None:
    """What reach gives, or None where it refuses to tell."""
    try:
        return reacted(d, change, next(pushers(rng)))
    except NotReachable:
        return None

"""Laws and interpretations that are no longer in force, from when, and by what (`statutes.csv`, with a mark).

A repealed law may still govern facts of its time (立法法 第一百零四条), so this says only when it ended.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Repeal:
    """The first day a law is no longer in force, and the provision that ended it."""

    law: str
    until: dt.date
    by: str
    mark: str


@cache
def repeals() -> dict[str, Repeal]:
    """Every repealed law of the table, by its full name."""
    with Path(__file__).with_name("statutes.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {r["law"]: Repeal(r["law"], dt.date.fromisoformat(r["until"]), r["by"], r["mark"]) for r in rows}


def repealed(law: str, on: dt.date) -> Repeal | None:
    """The repeal of `law` when it had ended by `on`.

    >>> repealed("中华人民共和国合同法", dt.date(2021, 6, 1)).by
    '民法典第一千二百六十条'
    >>> repealed("中华人民共和国合同法", dt.date(2020, 12, 31)) is None
    True
    """
    known = repeals().get(law)
    return known if known and on >= known.until else None

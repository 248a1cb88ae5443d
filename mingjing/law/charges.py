"""Which articles of the Criminal Law punish a charge (`charges.csv`: charge, articles, in force from and until, mark).

Source: 刑法 (1997-10-01) with its amendments to 修正案（十一） (2021-03-01), and the names of charges in the rules of
最高人民法院、最高人民检察院 on 罪名. Charges that are not in the table are not judged: None, never a guess.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge and the articles that can be its basis ("133-1" is 第一百三十三条之一)."""

    name: str
    articles: frozenset[str]
    since: dt.date
    mark: str


@cache
def charges() -> dict[str, Charge]:
    """Every charge of the table, by name."""
    with Path(__file__).with_name("charges.csv").open(encoding="utf-8") as lines:
        return {row["charge"]: _charge(row) for row in csv.DictReader(lines)}


def _charge(row: dict[str, str]) -> Charge:
    articles = frozenset(row["articles"].split("|"))
    return Charge(row["charge"], articles, dt.date.fromisoformat(row["since"]), row["mark"])


def articles_of(charge: str) -> frozenset[str] | None:
    """The articles that punish `charge`; None when the table does not have it.

    >>> sorted(articles_of("危险驾驶罪")), articles_of("某种没有的罪")
    (['133-1'], None)
    """
    known = charges().get(charge)
    return known.articles if known else None

"""How well papers are read, measured against hand-labelled rows.

python -m mingjing.reading.score ../shared/data/gold.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.court import case_number
from mingjing.reading.gold import to_gold
from mingjing.reading.paper import Paper
from mingjing.reading.reader import read

Row = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """The score of one field: `rate` is the share right or the F1; `misses` are (paper id, got, expected)."""

    rate: float
    misses: tuple[tuple[str, Any, Any], ...]


_EXACT: dict[str, Callable[[Row], Any]] = {
    "case_no": lambda row: case_number.normal(row["case_no"]) if row.get("case_no") else None,
    "court": lambda row: row.get("court"),
    "judgment_date": lambda row: row["dates"].get("judgment"),
    "clerk": lambda row: row["panel"].get("clerk"),
    "presiding": lambda row: row["panel"].get("presiding"),
    "doc_type": lambda row: row.get("doc_type"),
    "case_category": lambda row: row.get("case_category"),
    "procedure": lambda row: row.get("procedure"),
    "cause": lambda row: sorted(row.get("cause") or ()),
}
_SETS: dict[str, Callable[[Row], set[Key]]] = {
    "articles": lambda row: {(a["law"], a["article"]) for a in row["cited_articles"]},
    "articles_paragraph": lambda row: {(a["law"], a["article"], a["paragraph"]) for a in row["cited_articles"]},
    "articles_item": lambda row: {(a["law"], a["article"], a["paragraph"], a["item"]) for a in row["cited_articles"]},
    "parties": lambda row: {(p["role"], p["name"]) for p in row["parties"]},
    "agents": lambda row: {(a["role"], a["name"]) for a in row["agents"]},
    "judges": lambda row: {("judge", j) for j in row["panel"]["judges"]} | {("lay", j) for j in row["panel"]["jurors"]},
}


def score(papers: Iterable[Paper], gold: dict[str, Row]) -> dict[str, Mark]:
    """A mark for each field; `gold` maps the paper's id to its labelled row."""
    pairs = [(paper.id or "", to_gold(paper), gold[paper.id or ""]) for paper in papers]
    exact = {name: _exact(pairs, pick) for name, pick in _EXACT.items()}
    return exact | {name: _f1(pairs, pick) for name, pick in _SETS.items()}


def _exact(pairs: list[tuple[str, Row, Row]], pick: Callable[[Row], Any]) -> Mark:
    misses = tuple((id_, pick(got), pick(want)) for id_, got, want in pairs if pick(got) != pick(want))
    return Mark(1 - len(misses) / max(1, len(pairs)), misses)


def _f1(pairs: list[tuple[str, Row, Row]], pick: Callable[[Row], set[Key]]) -> Mark:
    """Micro F1: over all entries of all papers together."""
    right = sum(len(pick(got) & pick(want)) for _, got, want in pairs)
    total = sum(len(pick(got)) + len(pick(want)) for _, got, want in pairs)
    misses = tuple(
        (id_, pick(got) - pick(want), pick(want) - pick(got)) for id_, got, want in pairs if pick(got) != pick(want)
    )
    return Mark(2 * right / total if total else 1.0, misses)


def score_file(path: str | Path) -> dict[str, Mark]:
    """Marks for a file of rows {id, text, gold}."""
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return score((read(row["text"], row["id"]) for row in rows), {row["id"]: row["gold"] for row in rows})


def main(arguments: list[str]) -> None:
    """Print a line for each field and each miss."""
    for name, mark in score_file(arguments[0]).items():
        print(f"{name:20} {mark.rate:.4f}")
        for id_, got, want in mark.misses if "-v" in arguments else ():
            print(f"    {id_}: {got} != {want}")


if __name__ == "__main__":
    main(sys.argv[1:])

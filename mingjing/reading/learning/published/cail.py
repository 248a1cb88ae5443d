"""Elements (CAIL2019), theft entities (CAIL2021) and drug relations (CAIL2022): their files as examples.

One object a line. Elements: `id`, `sentences` of `text` and `labels`. Theft: `id`, `text`, `entities` of `type`,
`start`, `end`. Drugs: the same, with `relations` of `label`, `em1Text`, `e1start`, `em2Text`, `e21start`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from mingjing.reading.learning.examples import Example, Labelled, Relation
from mingjing.reading.learning.spans import Span

DOMAINS = {"divorce": "DV", "labor": "LB", "loan": "LN"}
"""The three domains of elements, and how their labels begin; each has twenty."""
NOT_RELATED = "NA"


def labels(domain: str) -> tuple[str, ...]:
    """The twenty labels of a domain."""
    return tuple(f"{DOMAINS[domain]}{n}" for n in range(1, 21))


def elements(file: Path) -> list[Example]:
    """Papers as sentences with labels; a sentence ends with its line."""
    return [_of_sentences(row) for row in _rows(file)]


def entities(file: Path) -> list[Example]:
    """Sentences with the stretches that name an accused, a victim, a thing, a place, a time, a value."""
    return [Example(row["id"], row["text"], _points(row)) for row in _rows(file)]


def relations(file: Path) -> list[Example]:
    """Case facts with persons, drugs, times, places, weights, and who sold what to whom."""
    return [Example(row["id"], row["text"], points := _points(row), (), _joined(row, points)) for row in _rows(file)]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open("rb") as lines:
        yield from (orjson.loads(line) for line in lines if line.strip())


def _of_sentences(row: Mapping[str, Any]) -> Example:
    text, marked = "", []
    for sentence in row["sentences"]:
        marked.append(Labelled(len(text), len(text) + len(sentence["text"]), frozenset(sentence["labels"])))
        text += sentence["text"] + "\n"
    return Example(row["id"], text, (), tuple(one for one in marked if one.start < one.end))


def _points(row: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple(sorted({Span(e["start"], e["end"], e["type"]) for e in row["entities"]}))


def _joined(row: Mapping[str, Any], points: tuple[Span, ...]) -> tuple[Relation, ...]:
    """The relations between points that are there; NA stands for pairs without one."""
    at = {(p.start, row["text"][p.start : p.end]): i for i, p in enumerate(points)}
    ends = [
        (r["label"], at.get((r["e1start"], r["em1Text"])), at.get((r["e21start"], r["em2Text"])))
        for r in row["relations"]
        if r["label"] != NOT_RELATED
    ]
    return tuple(Relation(name, a, b) for name, a, b in ends if a is not None and b is not None)

"""Labelled papers: one JSON object a line, values with their places in the text.

    {"id": "1", "text": "……", "points": [{"id": "J003", "start": 12, "end": 30, "value": "……"}],
     "sentences": [{"start": 40, "end": 62, "labels": ["DV1"]}],
     "relations": [{"id": "sold_to", "from": 0, "to": 1}]}

`points` are stretches of the text; `sentences` carry labels as a whole; `relations` join two points by their
numbers in the list. Each of the three may be absent. `value` may be absent too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from mingjing.reading.learning.errors import WrongExample
from mingjing.reading.learning.spans import Span


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with its labels; none is an answer too."""

    start: int
    end: int
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two points that belong together, by their numbers among the paper's points."""

    id: str
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Example:
    """A paper that a person has read and labelled."""

    id: str
    text: str
    points: tuple[Span, ...] = ()
    sentences: tuple[Labelled, ...] = ()
    relations: tuple[Relation, ...] = ()

    def words(self, number: int) -> str:
        """The text of the point of that number."""
        return self.text[self.points[number].start : self.points[number].end]


def read_examples(file: Path) -> list[Example]:
    """The labelled papers of a file. Raises WrongExample."""
    with file.open("rb") as lines:
        return [
            _example(_row(line, str(file), number), str(file), number)
            for number, line in enumerate(lines, 1)
            if line.strip()
        ]


def _row(line: bytes, path: str, number: int) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as e:
        raise WrongExample(path, number, f"不是 JSON（{e}）") from e
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise WrongExample(path, number, "应是一个含有 text 的对象")
    return row


def _example(row: dict[str, Any], path: str, number: int) -> Example:
    text = row["text"]
    try:
        points = tuple(Span(p["start"], p["end"], p["id"]) for p in row.get("points") or ())
        labelled = tuple(Labelled(s["start"], s["end"], frozenset(s["labels"])) for s in row.get("sentences") or ())
        relations = tuple(Relation(r["id"], r["from"], r["to"]) for r in row.get("relations") or ())
    except (KeyError, TypeError) as e:
        raise WrongExample(path, number, f"points、sentences 或 relations 缺少 {e}") from e
    for problem in _problems(text, points, labelled, relations):
        raise WrongExample(path, number, problem)
    return Example(str(row.get("id", number)), text, points, labelled, relations)


def _problems(
    text: str, points: tuple[Span, ...], labelled: tuple[Labelled, ...], relations: tuple[Relation, ...]
) -> Iterator[str]:
    for start, end in [(p.start, p.end) for p in points] + [(s.start, s.end) for s in labelled]:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            yield f"位置 {start}–{end} 应是先小后大的整数"
        elif end > len(text):
            yield f"位置 {start}–{end} 超出全文 {len(text)} 字"
    for relation in relations:
        if not all(isinstance(i, int) and 0 <= i < len(points) for i in (relation.source, relation.target)):
            yield f"关系 {relation.id} 指向了不存在的信息点"


def fingerprint(examples: Iterable[Example]) -> str:
    """A number that changes when an example does; the order of the papers does not matter."""
    each = sorted(hashlib.sha256(repr(example).encode()).hexdigest() for example in map(_sorted, examples))
    return hashlib.sha256("".join(each).encode()).hexdigest()


def _sorted(example: Example) -> tuple[Any, ...]:
    labels = tuple((s.start, s.end, tuple(sorted(s.labels))) for s in example.sentences)
    return example.text, tuple(sorted(example.points)), labels, example.relations

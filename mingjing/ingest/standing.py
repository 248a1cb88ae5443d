"""What stands in a paper: the values a reading found, with what people said kept above them.

>>> found = [Point("J003", "案号", "旧号", "旧号", 10, 12, 0.6, "head")]
>>> said = [Point("J003", "案号", "新号", "新号", 20, 22, 1.0, "沈法官", "change", old=Place(10, 12, "旧号"))]
>>> [(p.value, p.by) for p in standing(found, said)]
[('新号', '沈法官')]

The same holds when the paper is read again and the reader finds the old value once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

DOUBTFUL = 0.8
"""Below this a person looks before a value is used (see `mingjing.reading.values`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was, and which; without a place in the text, the value alone tells."""

    start: int | None
    end: int | None
    value: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a paper. `act` is empty for a value as read, else what a person did; `old` is what it replaces."""

    code: str
    name: str
    value: str | None
    text: str
    start: int | None
    end: int | None
    confidence: float | None
    by: str
    act: str = ""
    old: Place | None = None
    correction: int | None = None
    at: datetime | None = None
    key: str = ""

    @property
    def place(self) -> Place:
        """Where it is, and which."""
        return Place(self.start, self.end, self.value, self.text)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: read with little confidence, and nobody has said anything yet."""
        return not self.act and self.confidence is not None and self.confidence < DOUBTFUL


def same(one: Place, other: Place) -> bool:
    """Whether two values of one info point are about the same words; without words, whether they are equal."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one.value == other.value
    return one.start < other.end and other.start < one.end


def about(said: Point, point: Point) -> bool:
    """Whether what a person said replaces this value."""
    if said.code != point.code:
        return False
    replaced = said.old is not None and same(said.old, point.place)
    return replaced or (said.act != "reject" and same(said.place, point.place))


def above(found: Sequence[Point], said: Iterable[Point]) -> list[Point]:
    """What is left of the values found, and what people said last of each; `said` in the order of time."""
    items = list(found)
    for one in said:
        items = [*(p for p in items if not about(one, p)), one]
    return items


def standing(found: Sequence[Point], said: Iterable[Point]) -> list[Point]:
    """The values that stand, in the order of the paper."""
    items = above(found, said)
    return keyed(sorted(items, key=lambda p: (p.start if p.start is not None else -1, p.code)))


def keyed(points: Iterable[Point]) -> list[Point]:
    """The points with names by which a page can speak of them: code and place, or code and value."""
    seen: Counter[str] = Counter()
    named = []
    for point in points:
        where = f"{point.start}-{point.end}" if point.start is not None else f"{crc32((point.value or '').encode()):x}"
        key = f"{point.code}:{where}"
        seen[key] += 1
        named.append(replace(point, key=key if seen[key] == 1 else f"{key}~{seen[key]}"))
    return named


def placed(point: Point, text: str) -> Point:
    """The point where its words are in this text, and likewise what it replaced."""
    start, end = _at(point.start, point.end, point.text, text)
    old = point.old
    if old is not None and old.text:
        there = _at(old.start, old.end, old.text, text)
        old = replace(old, start=there[0], end=there[1])
    return replace(point, start=start, end=end, old=old)


def _at(start: int | None, end: int | None, words: str, text: str) -> tuple[int | None, int | None]:
    """At their place, else where they occur once, else nowhere."""
    if start is None or text[start:end] == words:
        return start, end
    if not words or text.count(words) != 1:
        return None, None
    found = text.index(words)
    return found, found + len(words)


_AROUND = (12, 6, 3, 0)
"""Signs to both sides by which words are known again in another version of the text, the most telling first."""


def moved(point: Point, before: str, after: str) -> Point:
    """The point in a later version of its text: its words, and those it replaced, are known by what is around them."""
    start, end = _moved(point.start, point.end, before, after)
    old = point.old
    if old is not None:
        there = _moved(old.start, old.end, before, after)
        old = replace(old, start=there[0], end=there[1])
    return replace(point, start=start, end=end, old=old)


def _moved(start: int | None, end: int | None, before: str, after: str) -> tuple[int | None, int | None]:
    if start is None or end is None:
        return None, None
    for around in _AROUND:
        first = max(0, start - around)
        words = before[first : end + around]
        if after.count(words) == 1:
            found = after.index(words) + start - first
            return found, found + end - start
    return None, None

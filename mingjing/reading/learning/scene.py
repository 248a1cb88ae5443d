"""What a paper as a whole tells about two of its points: who stands where, in what order, among which verbs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import rjieba

from mingjing.reading.learning.spans import Span

_TELLING = ("v", "p", "c")
"""Verbs, prepositions and conjunctions say how two names hang together."""
_MOST, _NEAR, _REACH = 12, 3, 150
_ENDS = re.compile(r"[。；]")


class Scene:
    """One paper, given with each point as one sign (`masked`) and the place of each character in that."""

    def __init__(self, text: str, points: Sequence[Span], masked: str, place: Sequence[int]) -> None:
        self._points, self._place = points, place
        self._names = [text[p.start : p.end] for p in points]
        self._said = Counter(self._names)
        self._ends = [m.start() for m in _ENDS.finditer(masked)]
        self._cut(masked)
        self._order: dict[str, dict[str, int]] = defaultdict(dict)
        self._first: dict[str, int] = {}
        self._before: dict[str, set[str]] = defaultdict(set)
        for i, (point, name) in enumerate(zip(points, self._names, strict=True)):
            self._order[point.id].setdefault(name, len(self._order[point.id]))
            self._first.setdefault(name, i)
            self._before[name].add(self._word_before(place[point.start]))

    def _cut(self, masked: str) -> None:
        """The words of the paper with their ends, and of those the telling ones with their starts."""
        self._words, self._stops, self._verbs, self._at = [], [0], [], []
        for word, kind in rjieba.tag(masked.encode("utf-8", "replace").decode()):
            if kind.startswith(_TELLING):
                self._verbs.append(word)
                self._at.append(self._stops[-1])
            self._words.append(word)
            self._stops.append(self._stops[-1] + len(word))

    def _word_before(self, at: int) -> str:
        number = bisect_left(self._stops, at)
        return self._words[number - 1] if number else ""

    def facts(self, source: int, target: int) -> Iterator[str]:
        """What a model may weigh about the two points, in words."""
        kinds = f"{self._points[source].id}>{self._points[target].id}"
        way = kinds + ("<" if target < source else ">")
        for verb in self._around(source, target):
            yield f"around {kinds}{verb}"
        for fact in (*self._between(source, target), *self._roles(source, target), *self._standing(source, target)):
            yield f"{way}{fact}"

    def _around(self, source: int, target: int) -> set[str]:
        """The verbs not too far from either point; in a short paper that is all of them."""
        first, second = sorted((self._points[source], self._points[target]))
        begin, end = self._place[first.start] - _REACH, self._place[second.end] + _REACH
        return set(self._verbs[bisect_left(self._at, begin) : bisect_left(self._at, end)])

    def _between(self, source: int, target: int) -> Iterator[str]:
        """The verbs between the two points, and the nearest around them."""
        first, second = sorted((self._points[source], self._points[target]))
        begin, end = bisect_left(self._at, self._place[first.start]), bisect_left(self._at, self._place[second.end])
        after, until = (bisect_left(self._at, self._place[at]) for at in (first.end, second.start))
        middle = self._verbs[after:until]
        yield from (f"between {verb}" for verb in middle[:_MOST])
        yield from (f"first {verb}" for verb in middle[:1])
        yield from (f"last {verb}" for verb in middle[-1:])
        yield from (f"before {verb}" for verb in self._verbs[max(0, begin - _NEAR) : begin])
        yield from (f"after {verb}" for verb in self._verbs[end : end + _NEAR])
        yield from (f"just before {verb}" for verb in self._verbs[max(0, begin - 1) : begin])
        yield from (f"just after {verb}" for verb in self._verbs[end : end + 1])

    def _roles(self, source: int, target: int) -> Iterator[str]:
        """How each of the two names is announced anywhere in the paper."""
        yield from (f"source is {word}" for word in self._before[self._names[source]])
        yield from (f"target is {word}" for word in self._before[self._names[target]])

    def _standing(self, source: int, target: int) -> Iterator[str]:
        """How many rivals each has, which come first, and whether this is the nearest pair."""
        a, b = self._points[source], self._points[target]
        rivals = [abs(p.start - b.start) for i, p in enumerate(self._points) if p.id == a.id and i != source]
        left = [i for i, p in enumerate(self._points) if p.id == a.id and p.end <= b.start]
        ranks, names = self._order[a.id], (self._names[source], self._names[target])
        yield f"nearest {not rivals or abs(a.start - b.start) <= min(rivals)}"
        yield f"last on the left {bool(left) and left[-1] == source}"
        yield f"names {min(5, len(ranks))} rank {min(4, ranks[names[0]])}"
        yield f"target rank {min(4, self._order[b.id][names[1]])}"
        yield f"said {min(4, self._said[names[0]])}"
        yield f"target said {min(4, self._said[names[1]])}"
        yield f"again {self._first[names[0]] < source}{self._first[names[1]] < target}"
        yield f"sentence {min(6, bisect_left(self._ends, self._place[a.start]))}"
        yield f"long {len(self._place) // 100}"

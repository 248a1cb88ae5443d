"""Which points of a paper belong together: one linear model per relation, over what stands between and around them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mingjing.reading.learning.grams import gram_keys
from mingjing.reading.learning.keys import Keys, Table, mixed
from mingjing.reading.learning.scene import Scene
from mingjing.reading.learning.spans import Span
from mingjing.reading.learning.tagger import Floats

REACH = 150
"""Points farther apart than this are not looked at."""
_AROUND, _MIDDLE, _NEAR = 12, 24, 6
_CLAUSE, _SENTENCE = re.compile(r"[，；;、]"), re.compile(r"[。！？\n]")
_STAND_INS = 0xE000
"""Other points are seen by their kind, as characters of the private area of Unicode."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two points in the direction of a relation, by their numbers among the paper's points."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A relation that was found, and by how much its score was over the threshold."""

    id: str
    pair: Pair
    margin: float


Seen = list[tuple[Pair, Keys]]
"""Pairs with their features."""


class Joiner:
    """Weights per feature and relation."""

    def __init__(
        self,
        relations: Sequence[str],
        kinds: Sequence[tuple[str, str, str]],
        keys: Keys,
        weights: Floats,
        bias: Floats,
        thresholds: Floats,
    ) -> None:
        self.relations, self.kinds = tuple(relations), tuple(kinds)
        self.weights, self.bias, self.thresholds = weights, bias, thresholds
        self._table = Table(keys)
        self._fitting: dict[tuple[str, str], list[int]] = {}
        for relation, source, target in self.kinds:
            self._fitting.setdefault((source, target), []).append(self.relations.index(relation))

    @property
    def keys(self) -> Keys:
        """The known features in order."""
        return self._table.keys

    def scores(self, points: Sequence[Span], seen: Seen) -> Floats:
        """For each pair a score for each relation; none where the kinds do not fit."""
        out = np.full((len(seen), len(self.relations)), -np.inf, np.float32)
        for i, (pair, keys) in enumerate(seen):
            at = self._table.positions(keys)
            columns = self._fitting[points[pair.source].id, points[pair.target].id]
            out[i, columns] = self.weights[at[at >= 0]][:, columns].sum(0) + self.bias[columns]
        return out

    def find(self, text: str, points: Sequence[Span]) -> list[Joined]:
        """The relations of a paper; of mentions of the same two names the likeliest stands for all."""
        seen = look(text, points, self.kinds)
        margins = self.scores(points, seen) - self.thresholds
        best: dict[tuple[str, str, str], Joined] = {}
        for i, j in np.argwhere(margins > 0):
            joined = Joined(self.relations[j], seen[i][0], float(margins[i, j]))
            source, target = points[joined.pair.source], points[joined.pair.target]
            names = (joined.id, text[source.start : source.end], text[target.start : target.end])
            if names not in best or joined.margin > best[names].margin:
                best[names] = joined
        return list(best.values())


def look(text: str, points: Sequence[Span], kinds: Sequence[tuple[str, str, str]]) -> Seen:
    """Every pair that could be related, with its features."""
    found = list(pairs(points, {(source, target) for _, source, target in kinds}))
    return list(zip(found, pair_keys(text, points, found), strict=True))


def pairs(points: Sequence[Span], kinds: set[tuple[str, str]]) -> Iterator[Pair]:
    """Pairs of points of kinds that some relation joins, near enough to each other."""
    for i, source in enumerate(points):
        for j, target in enumerate(points):
            near = max(source.start, target.start) - min(source.end, target.end) <= REACH
            if i != j and near and (source.id, target.id) in kinds:
                yield Pair(i, j)


def pair_keys(text: str, points: Sequence[Span], found: Sequence[Pair]) -> Iterator[Keys]:
    """The features of each pair."""
    kinds = sorted({point.id for point in points})
    masked, place = _masked(text, points, kinds)
    scene = Scene(text, points, masked, place)
    for pair in found:
        source, target = points[pair.source], points[pair.target]
        first, second = sorted((source, target))
        middle = masked[place[first.end] : place[second.start]]
        before, after = place[first.start], place[second.end]
        ways = f"{source.id}>{target.id}{'>' if first == source else '<'}"
        crossed = f"{min(9, len(_CLAUSE.findall(middle)))},{min(3, len(_SENTENCE.findall(middle)))}"
        between = "".join(sorted(c for c in middle if ord(c) >= _STAND_INS and ord(c) < _STAND_INS + len(kinds)))
        known = "".join(str(min(2, text[: p.start].count(text[p.start : p.end]))) for p in (source, target))
        whole = [
            f"{ways}{crossed}",
            f"{ways}{between[:6]}",
            f"{ways}{known}",
            f"{ways}{len(middle) // 8}",
            f"{ways}{source.id}{text[source.start : source.end] == text[target.start : target.end]}",
            f"{ways}{_place(points, pair.source)}{_place(points, pair.target)}",
        ]
        fields = [
            ("m", middle if len(middle) <= 2 * _MIDDLE else middle[:_MIDDLE] + "…" + middle[-_MIDDLE:]),
            ("a", masked[max(0, before - _AROUND) : before]),
            ("z", masked[after : after + _AROUND]),
            ("s", _beside(masked, place, source)),
            ("t", _beside(masked, place, target)),
        ]
        parts = [_field(f"{ways}{name}", piece) for name, piece in fields]
        told = np.array([_whole(fact) for fact in (*whole, *scene.facts(pair.source, pair.target))], np.uint64)
        yield np.unique(np.concatenate([*parts, told]))


def _place(points: Sequence[Span], number: int) -> int:
    """How many points of the kind come before."""
    return min(3, sum(p.id == points[number].id for p in points[:number]))


def _beside(masked: str, place: Sequence[int], point: Span) -> str:
    start, end = place[point.start], place[point.end]
    return f"{masked[max(0, start - _NEAR) : start]}|{masked[end : end + _NEAR]}"


def _field(name: str, piece: str) -> Keys:
    """The n-grams of a piece of text, told apart from those of other pieces."""
    return mixed(_grams(piece) ^ _whole(name))


@lru_cache(maxsize=10_000)
def _grams(piece: str) -> Keys:
    return gram_keys(piece)


@lru_cache(maxsize=100_000)
def _whole(word: str) -> np.uint64:
    """One key for the whole word."""
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def _masked(text: str, points: Sequence[Span], kinds: Sequence[str]) -> tuple[str, list[int]]:
    """The text with each point as one sign of its kind, and where each old place is now."""
    out: list[str] = []
    place = [0] * (len(text) + 1)
    at = 0
    for point in sorted(points):
        if point.start < at:
            continue
        for i in range(at, point.start):
            place[i] = len(out)
            out.append(text[i])
        for i in range(point.start, point.end):
            place[i] = len(out)
        out.append(chr(_STAND_INS + kinds.index(point.id)))
        at = point.end
    for i in range(at, len(text)):
        place[i] = len(out)
        out.append(text[i])
    place[len(text)] = len(out)
    return "".join(out), place

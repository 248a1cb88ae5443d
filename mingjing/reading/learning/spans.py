"""Spans as one tag per character and back; spans that overlap go to layers of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OUTSIDE = "O"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """One stretch of a text that is the value of one info point."""

    start: int
    end: int
    id: str


def tags(length: int, spans: Iterable[Span]) -> list[str]:
    """One tag per character: B- begins, I- goes on, E- ends, S- is a whole value; longer spans win."""
    out = [OUTSIDE] * length
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(tag == OUTSIDE for tag in out[span.start : span.end]):
            out[span.start : span.end] = _letters(span)
    return out


def _letters(span: Span) -> list[str]:
    size = span.end - span.start
    if size == 1:
        return [f"S-{span.id}"]
    return [f"B-{span.id}", *[f"I-{span.id}"] * (size - 2), f"E-{span.id}"]


def spans(tags: Sequence[str]) -> list[Span]:
    """The spans that are tagged whole, from a beginning to its own end."""
    found: list[Span] = []
    begun: tuple[int, str] | None = None
    for i, tag in enumerate(tags):
        letter, _, name = tag.partition("-")
        if letter == "S":
            found.append(Span(i, i + 1, name))
        elif letter == "E" and begun and begun[1] == name:
            found.append(Span(begun[0], i + 1, name))
        begun = (i, name) if letter == "B" else begun if letter == "I" and begun and begun[1] == name else None
    return found


def layers(papers: Iterable[Iterable[Span]]) -> tuple[tuple[str, ...], ...]:
    """The ids in groups whose spans do not overlap, the most frequent first.

    A victim's name lies inside the place 被害人李某家中; one tag per character cannot say both.
    """
    count: Counter[str] = Counter()
    clashes: Counter[frozenset[str]] = Counter()
    for paper in papers:
        ordered = sorted(paper)
        count.update(span.id for span in ordered)
        clashes.update(_clashes(ordered))
    groups: list[list[str]] = []
    for name, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
        home = next((g for g in groups if not _often(name, g, clashes, count)), None)
        (home.append(name) if home is not None else groups.append([name]))
    return tuple(tuple(group) for group in groups)


def _clashes(ordered: Sequence[Span]) -> Iterable[frozenset[str]]:
    for i, first in enumerate(ordered):
        for second in ordered[i + 1 :]:
            if second.start >= first.end:
                break
            yield frozenset((first.id, second.id))


def _often(name: str, group: Iterable[str], clashes: Counter[frozenset[str]], count: Counter[str]) -> bool:
    """Whether spans of `name` clash with the group's in more than one case of fifty."""
    return any(clashes[frozenset((name, other))] * 50 > min(count[name], count[other]) for other in group)

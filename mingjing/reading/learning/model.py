"""What was learnt about a kind of paper: taggers, labels, relations, how well each point is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mingjing.reading.learning.calibration import Calibration
from mingjing.reading.learning.keys import Keys
from mingjing.reading.learning.label_rules import Rule
from mingjing.reading.learning.labeller import Labeller
from mingjing.reading.learning.letters import Cues, Letters
from mingjing.reading.learning.relations import Joiner
from mingjing.reading.learning.scores import Count
from mingjing.reading.learning.sentences import Place, sentences
from mingjing.reading.learning.spans import Span
from mingjing.reading.learning.tagger import Tagger

Hints = Sequence[Span]
"""What the rules read in a paper: features for the taggers, and the answer where the rules do better."""


@dataclass(frozen=True, slots=True)
class Point:
    """An info point found in a paper; `by` is crf, linear, rule or joiner."""

    id: str
    start: int
    end: int
    value: Any
    confidence: float
    by: str


@dataclass(frozen=True)
class Facts:
    """Where a model comes from and what it is worth: what its manifest says."""

    kind: str
    made_on: str
    papers: int
    fingerprint: str
    usual: Mapping[str, float] = field(default_factory=dict)
    """The share of papers that have each point: where a usual one is not found, it was probably missed."""
    scores: Mapping[str, Count] = field(default_factory=dict)
    by_rule: frozenset[str] = frozenset()
    """Points that the rules read better than the model did, on papers it had not seen."""


@dataclass(frozen=True)
class Model:
    """All that was learnt about one kind of paper."""

    facts: Facts
    cues: Cues
    taggers: tuple[Tagger, ...]
    labeller: Labeller | None = None
    rules: Mapping[str, Rule] = field(default_factory=dict)
    joiner: Joiner | None = None
    calibrations: Mapping[str, Calibration] = field(default_factory=dict)

    def read(self, text: str, hints: Hints = (), places: Sequence[Place] = ()) -> list[Point]:
        """The info points of a paper, in the order of the text; `places` are its sentences where they are known."""
        places = places or sentences(text)
        found = [*self.spans(text, hints, [end for _, end in places]), *self._labels(text, places)]
        found.extend(self._relations(text, [p for p in found if p.value is not True]))
        return sorted(found, key=lambda p: (p.start, p.end, p.id))

    def spans(self, text: str, hints: Hints, stops: Sequence[int]) -> Iterator[Point]:
        """The stretches of text that are values."""
        keys = self.keys(text, hints)
        for tagger in self.taggers:
            for one in tagger.find(keys, stops):
                if one.span.id not in self.facts.by_rule:
                    yield _point(text, one.span, self.confidence(one.span.id, one.score), "crf")
        for hint in hints:
            if hint.id in self.facts.by_rule:
                yield _point(text, hint, self.trust(hint.id), "rule")

    def keys(self, text: str, hints: Hints) -> Keys:
        """The features of every character."""
        return Letters(self.cues).keys(text, hints) if self.taggers else np.zeros((0, 1), np.uint64)

    def confidence(self, point: str, score: float) -> float:
        """The share of values of this point that were right at this score, among papers not trained on.

        Before a model is judged it is the score itself.
        """
        if not self.calibrations:
            return score
        return round(self.calibrations.get(point, self.calibrations.get("", Calibration())).confidence(score), 4)

    def trust(self, point: str) -> float:
        """The share of values of this point that its rule read right, a little held back."""
        count = self.facts.scores.get(point, Count())
        return round((count.right + 1) / (count.right + count.wrong + 2), 4)

    def _labels(self, text: str, places: Sequence[Place]) -> Iterator[Point]:
        if self.labeller is None:
            return
        for choice in self.labeller.choose([text[a:b] for a, b in places], self.rules):
            start, end = places[choice.sentence]
            if choice.by == "rule":
                yield Point(choice.label, start, end, True, self.trust(choice.label), "rule")
            else:
                yield Point(choice.label, start, end, True, self.confidence(choice.label, choice.margin), "linear")

    def _relations(self, text: str, found: Sequence[Point]) -> Iterator[Point]:
        """Each relation stands at its first point; its value names both."""
        if self.joiner is None:
            return
        points = [Span(p.start, p.end, p.id) for p in sorted(found, key=lambda p: (p.start, p.end))]
        for joined in self.joiner.find(text, points):
            source, target = points[joined.pair.source], points[joined.pair.target]
            value = {"from": text[source.start : source.end], "to": text[target.start : target.end], "at": target.start}
            sure = self.confidence(joined.id, joined.margin)
            yield Point(joined.id, source.start, source.end, value, sure, "joiner")


def _point(text: str, span: Span, confidence: float, by: str) -> Point:
    return Point(span.id, span.start, span.end, text[span.start : span.end], confidence, by)

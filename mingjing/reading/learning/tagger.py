"""A linear-chain CRF over characters: trained by CRFsuite, kept as plain arrays, run by numpy alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mingjing.reading.learning.keys import Keys, Table
from mingjing.reading.learning.spans import Span, spans

Floats = npt.NDArray[np.float32]
_LONGEST = 400
"""A sentence longer than this is cut."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span with how sure the tagger is, between 0 and 1."""

    span: Span
    score: float


class Tagger:
    """Weights per feature and label, and per pair of labels."""

    def __init__(self, labels: Sequence[str], keys: Keys, weights: Floats, moves: Floats) -> None:
        self.labels, self.weights, self.moves = tuple(labels), weights, moves
        self._table = Table(keys)
        self._padded = np.vstack([weights, np.zeros((1, len(labels)), np.float32)])

    @property
    def keys(self) -> Keys:
        """The features that have weights, in the order of the weights."""
        return self._table.keys

    def emissions(self, keys: Keys) -> Floats:
        """How much each character speaks for each label."""
        at = self._table.positions(keys)
        out = self._padded[at[:, 0]].copy()
        for column in range(1, at.shape[1]):
            out += self._padded[at[:, column]]
        return out

    def find(self, keys: Keys, stops: Sequence[int]) -> list[Found]:
        """The spans of a text whose sentences end at `stops`."""
        if not len(keys) or not self.labels:
            return []
        return decode(self.emissions(keys), self.moves, self.labels, stops)

    def doubt(self, keys: Keys, stops: Sequence[int]) -> Floats:
        """For each sentence, how many characters the tagger is in two minds about, as a sum of probabilities."""
        starts, lengths = _sentences(len(keys), stops)
        if not len(keys) or len(self.labels) < 2:
            return np.zeros(len(starts), np.float32)
        sure = marginals(_by_step(self.emissions(keys), starts, lengths), self.moves, lengths).max(2)
        live = np.arange(len(sure))[:, None] < lengths
        out: Floats = np.where(live, 1 - sure, 0).sum(0)
        return out


def decode(emissions: Floats, moves: Floats, labels: Sequence[str], stops: Sequence[int]) -> list[Found]:
    """The best path through every sentence at once, and the certainty of each span on it."""
    starts, lengths = _sentences(len(emissions), stops)
    steps = _by_step(emissions, starts, lengths)
    path = viterbi(steps, moves, lengths)
    chance = marginals(steps, moves, lengths)
    found: list[Found] = []
    for row, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        mine = path[row, :length]
        for span in spans([labels[i] for i in mine]) if mine.any() or labels[0] != "O" else ():
            inside = np.arange(span.start, span.end)
            score = float(chance[inside, row, mine[inside]].min())
            found.append(Found(Span(start + span.start, start + span.end, span.id), score))
    return found


def _sentences(size: int, stops: Sequence[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Starts and lengths of the sentences, long ones cut."""
    cuts = [0]
    for stop in [s for s in stops if 0 < s < size] + [size]:
        cuts.extend(range(cuts[-1] + _LONGEST, stop, _LONGEST))
        cuts.append(stop)
    edges = np.array(cuts, np.int64)
    lengths = np.diff(edges)
    keep = lengths > 0
    return edges[:-1][keep], lengths[keep]


def _by_step(emissions: Floats, starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Floats:
    """steps[t, sentence, label]; zero after a sentence's end."""
    out = np.zeros((int(lengths.max()), len(starts), emissions.shape[1]), np.float32)
    row = np.repeat(np.arange(len(starts)), lengths)
    step = np.arange(len(emissions)) - np.repeat(starts, lengths)
    out[step, row] = emissions
    return out


def viterbi(steps: Floats, moves: Floats, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The best label of each step of each sentence."""
    size, rows, _ = steps.shape
    back = np.zeros(steps.shape, np.int16)
    best = steps[0].copy()
    for t in range(1, size):
        ways = best[:, :, None] + moves[None]
        back[t] = ways.argmax(1)
        best = np.where((lengths > t)[:, None], ways.max(1) + steps[t], best)
    path = np.zeros((rows, size), np.int64)
    label = best.argmax(1)
    for t in range(size - 1, -1, -1):
        live = lengths > t
        path[live, t] = label[live]
        if t:
            label = np.where(live, back[t, np.arange(rows), label], label)
    return path


def marginals(steps: Floats, moves: Floats, lengths: npt.NDArray[np.int64]) -> Floats:
    """The probability of each label at each step of each sentence."""
    forward, backward = np.empty_like(steps), np.empty_like(steps)
    weight = np.exp(moves)
    forward[0] = _normal(steps[0])
    for t in range(1, len(steps)):
        forward[t] = _normal(np.log(np.exp(forward[t - 1]) @ weight + 1e-30) + steps[t])
    backward[-1] = 0
    for t in range(len(steps) - 2, -1, -1):
        going = _normal(backward[t + 1] + steps[t + 1])
        backward[t] = np.where((lengths > t + 1)[:, None], np.log(np.exp(going) @ weight.T + 1e-30), 0)
    both = forward + backward
    both = np.exp(both - both.max(2, keepdims=True))
    total: Floats = both / both.sum(2, keepdims=True)
    return total


def _normal(logs: Floats) -> Floats:
    """Log values with their greatest at 0, so that no sum overflows."""
    out: Floats = logs - logs.max(1, keepdims=True)
    return out


def pieces(size: int, stops: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, long ones cut."""
    starts, lengths = _sentences(size, stops)
    yield from zip(starts.tolist(), (starts + lengths).tolist(), strict=True)

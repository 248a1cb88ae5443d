"""A linear-chain CRF over characters: trained by CRFsuite, kept as plain arrays, run by numpy alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mingjing.reading.learning.keys import Keys, Table
from mingjing.reading.learning.spans import OUTSIDE, Span, spans

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_TINY = np.float32(1e-30)
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
        """For each sentence, in order, how many characters the tagger is in two minds about, as a sum of chances."""
        starts, lengths = _sentences(len(keys), stops)
        if not len(keys) or len(self.labels) < 2:
            return np.zeros(len(starts), np.float32)
        sure = marginals(_by_step(self.emissions(keys), starts, lengths), self.moves, lengths).max(2)
        live = np.arange(len(sure))[:, None] < lengths
        out: Floats = np.where(live, 1 - sure, 0).sum(0)[np.argsort(starts)]
        return out


def decode(emissions: Floats, moves: Floats, labels: Sequence[str], stops: Sequence[int]) -> list[Found]:
    """The best path through every sentence at once, and the certainty of each span on it.

    Certainty costs as much again as the path, so only sentences that have a span are asked for it.
    """
    starts, lengths = _sentences(len(emissions), stops)
    path = viterbi(_by_step(emissions, starts, lengths), moves, lengths)
    named = np.flatnonzero((path != labels.index(OUTSIDE)).any(1)) if OUTSIDE in labels else np.arange(len(starts))
    if not len(named):
        return []
    starts, lengths, path = starts[named], lengths[named], path[named]
    chance = marginals(_by_step(emissions, starts, lengths), moves, lengths)
    found: list[Found] = []
    for row, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        mine = path[row, :length]
        for span in spans([labels[i] for i in mine]):
            inside = np.arange(span.start, span.end)
            score = float(chance[inside, row, mine[inside]].min())
            found.append(Found(Span(start + span.start, start + span.end, span.id), score))
    return sorted(found, key=lambda one: one.span)


def _sentences(size: int, stops: Sequence[int]) -> tuple[Ints, Ints]:
    """Starts and lengths of the sentences, long ones cut; the longest first, so that later steps have fewer."""
    cuts = [0]
    for stop in [s for s in stops if 0 < s < size] + [size]:
        cuts.extend(range(cuts[-1] + _LONGEST, stop, _LONGEST))
        cuts.append(stop)
    edges = np.array(cuts, np.int64)
    lengths = np.diff(edges)
    order = np.argsort(-lengths, kind="stable")
    order = order[lengths[order] > 0]
    return edges[:-1][order], lengths[order]


def _by_step(emissions: Floats, starts: Ints, lengths: Ints) -> Floats:
    """steps[t, sentence, label]; zero after a sentence's end."""
    out = np.zeros((int(lengths.max()), len(starts), emissions.shape[1]), np.float32)
    row = np.repeat(np.arange(len(starts)), lengths)
    step = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    out[step, row] = emissions[np.repeat(starts, lengths) + step]
    return out


def _live(lengths: Ints) -> list[int]:
    """How many sentences are longer than t, for each step t; they stand first."""
    ended = np.searchsorted(lengths[::-1], np.arange(int(lengths.max())), side="right")
    return [len(lengths) - int(n) for n in ended]


def viterbi(steps: Floats, moves: Floats, lengths: Ints) -> Ints:
    """The best label of each step of each sentence; the longest sentences come first."""
    size, rows, _ = steps.shape
    live = _live(lengths)
    back = np.zeros(steps.shape, np.int16)
    best, turned = steps[0].copy(), np.ascontiguousarray(moves.T)
    for t in range(1, size):
        ways = best[: live[t], None, :] + turned
        choice = ways.argmax(2)
        back[t, : live[t]] = choice
        best[: live[t]] = np.take_along_axis(ways, choice[:, :, None], 2)[:, :, 0] + steps[t, : live[t]]
    path = np.zeros((rows, size), np.int64)
    label = best.argmax(1)
    for t in range(size - 1, -1, -1):
        path[: live[t], t] = label[: live[t]]
        if t:
            label[: live[t]] = back[t, np.arange(live[t]), label[: live[t]]]
    return path


def marginals(steps: Floats, moves: Floats, lengths: Ints) -> Floats:
    """The probability of each label at each step of each sentence; the longest sentences come first."""
    live = _live(lengths)
    forward, backward = np.zeros_like(steps), np.zeros_like(steps)
    weight, turned = np.exp(moves), np.exp(np.ascontiguousarray(moves.T))
    forward[0] = _normal(steps[0])
    for t in range(1, len(steps)):
        n = live[t]
        forward[t, :n] = _normal(np.log(np.exp(forward[t - 1, :n]) @ weight + _TINY) + steps[t, :n])
    for t in range(len(steps) - 2, -1, -1):
        n = live[t + 1]
        going = _normal(backward[t + 1, :n] + steps[t + 1, :n])
        backward[t, :n] = np.log(np.exp(going) @ turned + _TINY)
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
    yield from sorted(zip(starts.tolist(), (starts + lengths).tolist(), strict=True))

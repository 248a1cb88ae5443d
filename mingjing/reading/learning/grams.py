"""Sentences as weighted n-grams of characters: which ones a linear model knows, and how much each says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mingjing.reading.folding import folded
from mingjing.reading.learning.keys import Keys, Table, codes, combined, shifted
from mingjing.reading.learning.tagger import Floats

LONGEST = 4
_BETWEEN = "\0"
_NUMBER = re.compile(r"\d+(?:[.,，]\d+)*")
_MASK = re.compile(r"[×xX*＊]+|某某?[甲乙丙丁戊\d]?")


def bare(text: str) -> str:
    """The sentence with every number as 0 and every masked name as 某.

    >>> bare("张某甲于2020年借款3，000元")
    '张某于0年借款0元'
    """
    return _MASK.sub("某", _NUMBER.sub("0", folded(text)))


def gram_keys(text: str) -> Keys:
    """A key for each n-gram of the sentence, again for each time it occurs."""
    char = codes(bare(text))
    if not len(char):
        return np.zeros(0, np.uint64)
    found = []
    columns = [char]
    for long in range(1, LONGEST + 1):
        found.append(combined(200 + long, columns)[: len(char) - long + 1])
        columns = [*columns, shifted(char, long)]
    return np.concatenate(found)


@dataclass(frozen=True)
class Rows:
    """A sparse matrix by rows: for each sentence its positions in the vocabulary and their weights."""

    starts: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int32]
    values: Floats

    def times(self, weights: Floats) -> Floats:
        """The product with a dense matrix."""
        out = np.zeros((len(self.starts) - 1, weights.shape[1]), np.float32)
        row = np.repeat(np.arange(len(out)), np.diff(self.starts))
        if not len(row):
            return out
        full = np.unique(row)
        out[full] = np.add.reduceat(weights[self.positions] * self.values[:, None], self.starts[:-1][full], axis=0)
        return out


class Vocabulary:
    """The n-grams worth knowing, with the rarity of each."""

    def __init__(self, keys: Keys, rarity: Floats) -> None:
        self.rarity = rarity
        self._table = Table(keys)

    @property
    def keys(self) -> Keys:
        """The known n-grams in order."""
        return self._table.keys

    @classmethod
    def of(cls, texts: Sequence[str], least: int = 2) -> Vocabulary:
        """The n-grams in at least so many of the sentences."""
        each = [np.unique(gram_keys(text)) for text in texts]
        keys, count = np.unique(np.concatenate([*each, np.zeros(0, np.uint64)]), return_counts=True)
        keep = count >= least
        rarity = np.log((1 + len(texts)) / (1 + count[keep])) + 1
        return cls(keys[keep], rarity.astype(np.float32))

    def rows(self, texts: Sequence[str]) -> Rows:
        """Each sentence as a row of length one: rare n-grams weigh more, repeats little more."""
        known, owner = self._known(texts)
        each, times = np.unique(owner * len(self.rarity) + known, return_counts=True)
        owner, at = np.divmod(each, max(1, len(self.rarity)))
        weight = (1 + np.log(times)) * self.rarity[at]
        size = np.sqrt(np.bincount(owner, weight**2, len(texts)))
        starts = np.searchsorted(owner, np.arange(len(texts) + 1))
        values = (weight / np.maximum(size, 1e-9)[owner]).astype(np.float32)
        return Rows(starts.astype(np.int64), at.astype(np.int32), values)

    def _known(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The positions of all known n-grams of all sentences together, and the sentence of each."""
        char = codes(_BETWEEN.join(map(bare, texts)))
        sentence = np.cumsum(char == ord(_BETWEEN))
        at, owner = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        columns = [char]
        for long in range(1, LONGEST + 1):
            keys = combined(200 + long, columns)[: max(0, len(char) - long + 1)]
            first, last = sentence[: len(keys)], sentence[long - 1 :][: len(keys)]
            inside = np.flatnonzero((first == last) & (char[: len(keys)] != ord(_BETWEEN)))
            found = self._table.positions(keys[inside])
            at.append(found[found >= 0].astype(np.int64))
            owner.append(first[inside][found >= 0])
            columns = [*columns, shifted(char, long)]
        return np.concatenate(at), np.concatenate(owner)

"""The words of a text, told to each of its characters: which word it is in, where, and which stand beside it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import rjieba

from mingjing.reading.learning.keys import Codes, shifted

_INSIDE, _FIRST, _LAST, _WHOLE = 0, 1, 2, 3
_NO_DIGITS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True)
class Words:
    """One value per character in each column."""

    place: Codes
    """Whether the character is its word's first, last, only one, or inside."""
    word: Codes
    before: Codes
    after: Codes
    kind: Codes
    """Noun, verb, place name ... of the word."""
    kind_before: Codes
    kind_after: Codes


def words(text: str) -> Words:
    """The words of a text by the dictionary of jieba; a word is its checksum, numbers of the same length are one word.

    >>> words("盗走电动车").place.tolist()
    [1, 2, 1, 0, 2]
    """
    found = rjieba.tag(text.encode("utf-8", "replace").decode())
    sizes = np.array([len(word) for word, _ in found], np.int64)
    word, kind = (np.array([_code(pair[i]) for pair in found], np.int64) for i in (0, 1))
    columns = [word, shifted(word, -1), shifted(word, 1), kind, shifted(kind, -1), shifted(kind, 1)]
    return Words(_places(sizes), *(np.repeat(column, sizes) for column in columns))


def _code(word: str) -> int:
    return zlib.crc32(word.translate(_NO_DIGITS).encode())


def _places(sizes: Codes) -> Codes:
    """First, inside, last for words of these sizes."""
    out = np.full(int(sizes.sum()), _INSIDE, np.int64)
    ends = np.cumsum(sizes)
    out[ends - sizes] = _FIRST
    out[ends - 1] = np.where(sizes == 1, _WHOLE, _LAST)
    return out

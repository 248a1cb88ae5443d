"""Features of characters as 64-bit keys, a whole text at a time.

A feature is "this template has these values around this character". Text and number are the same thing to a
linear model, so a feature is only ever its key; a paper of 3,000 characters has its features in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)
EDGE = 1
"""The code of what lies before the first and after the last character."""


def codes(text: str) -> Codes:
    """The code point of every character."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)


def shifted(values: Codes, by: int) -> Codes:
    """The value `by` places on, the edge beyond the ends."""
    out = np.full_like(values, EDGE)
    if abs(by) < len(values):
        if by >= 0:
            out[: len(values) - by] = values[by:]
        else:
            out[-by:] = values[:by]
    return out


def combined(template: int, columns: Iterable[Codes]) -> Keys:
    """One key per place: the template with the values of the columns there."""
    start = np.uint64(template * int(_PRIME) % 2**64)
    key: Keys | None = None
    for column in columns:
        value = column.astype(np.uint64)
        key = mixed(value + start if key is None else key ^ value)
    assert key is not None, "a template has a column"
    return key


def mixed(key: Keys) -> Keys:
    """Keys spread over all 64 bits."""
    key = (key + _PRIME) * _MIX
    return (key ^ (key >> _SHIFT)) * _PRIME


class Table:
    """From keys to their positions 0, 1, 2, ..., for whole arrays at once; -1 for a key that is not there."""

    def __init__(self, keys: Keys) -> None:
        size = 1 << max(4, int(np.ceil(np.log2(max(1, len(keys)) * 4))))
        self.keys = keys
        self._mask = np.uint64(size - 1)
        self._slots = np.full(size, -1, dtype=np.int32)
        self._probes = 0
        self._place(np.arange(len(keys), dtype=np.int32))

    def _place(self, waiting: npt.NDArray[np.int32]) -> None:
        """Every key in the first free slot from its own."""
        while len(waiting):
            slot = (self.keys[waiting] + np.uint64(self._probes)) & self._mask
            free = self._slots[slot] < 0
            self._slots[slot[free]] = waiting[free]
            waiting = waiting[self._slots[slot] != waiting]
            self._probes += 1

    def positions(self, keys: Keys) -> npt.NDArray[np.int32]:
        """The position of each key, or -1."""
        found = np.full(keys.shape, -1, dtype=np.int32)
        if not len(self.keys):
            return found
        flat, out = keys.ravel(), found.ravel()
        left = np.arange(len(flat))
        for probe in range(self._probes):
            at = self._slots[(flat[left] + np.uint64(probe)) & self._mask]
            filled = at >= 0
            left, at = left[filled], at[filled]
            same = self.keys[at] == flat[left]
            out[left[same]] = at[same]
            left = left[~same]
        return found


def columns_of(rows: Sequence[Keys]) -> Keys:
    """One row per place, one column per template."""
    return np.stack(list(rows), axis=1)

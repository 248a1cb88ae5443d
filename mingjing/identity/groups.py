"""Things that belong together, from pairs: who is one with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


class Groups:
    """Numbers grouped by pairs; a group goes by its smallest number."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self.above: dict[int, int] = {}
        for a, b in pairs:
            self.join(a, b)

    def of(self, one: int) -> int:
        """The smallest number of its group; itself when it is alone."""
        top = one
        while (over := self.above.get(top, top)) != top:
            top = over
        while one != top:
            self.above[one], one = top, self.above.get(one, one)
        return top

    def join(self, a: int, b: int) -> None:
        """Make the two groups one."""
        low, high = sorted((self.of(a), self.of(b)))
        self.above[high] = low

    def members(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The numbers by their group, both in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in sorted(set(numbers)):
            found[self.of(one)].append(one)
        return dict(found)


def ordered(pair: Sequence[int]) -> Pair:
    """A pair with the smaller number first."""
    a, b = pair
    return (a, b) if a < b else (b, a)

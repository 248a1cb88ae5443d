"""How far a model can be trusted, from what people found; and the gate before embedding."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""Two-sided 95 %."""


def wilson_lower(hits: int, n: int) -> float:
    """Lower bound of the 95 % Wilson interval of a share; 0 when nothing was observed.

    >>> round(wilson_lower(18, 20), 3), wilson_lower(0, 0)
    (0.699, 0.0)
    """
    if not n:
        return 0.0
    share, zz = hits / n, Z_95**2
    middle = share + zz / (2 * n)
    spread = Z_95 * sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + zz / n))


@dataclass(frozen=True)
class Tally:
    """Clues by what was found."""

    confirmed: int = 0
    refuted: int = 0
    doubtful: int = 0
    pending: int = 0

    @property
    def clues(self) -> int:
        """All clues."""
        return self.confirmed + self.refuted + self.doubtful + self.pending

    @property
    def verified(self) -> int:
        """Clues with a clear answer; 存疑 is none."""
        return self.confirmed + self.refuted

    @property
    def precision(self) -> float | None:
        """Share of 属实 among clear answers; None before the first."""
        return self.confirmed / self.verified if self.verified else None

    @property
    def lower(self) -> float:
        """What the precision is at least, with 95 % confidence."""
        return wilson_lower(self.confirmed, self.verified)


@dataclass(frozen=True)
class Gate:
    """What a model must have shown before it may be embedded, and whether it has."""

    tally: Tally
    need_verified: int
    need_lower: float

    @property
    def passed(self) -> bool:
        """Whether it may be embedded."""
        return not self.reason

    @property
    def reason(self) -> str:
        """Why not; empty when it may."""
        if self.tally.verified < self.need_verified:
            return f"已核验 {self.tally.verified} 条，至少需要 {self.need_verified} 条。"
        if self.tally.lower < self.need_lower:
            return f"核验准确率的置信下限为 {self.tally.lower:.0%}，至少需要 {self.need_lower:.0%}。"
        return ""

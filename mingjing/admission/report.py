"""What was found out about a model before it may be embedded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

KINDS = {"unbounded": "读取无界", "skewed": "关联膨胀", "counting": "以计数代存在", "slow": "核查过慢"}


@dataclass(frozen=True)
class Limits:
    """What a model may cost; all are a court's to set."""

    p99_ms: float = 50.0
    """Milliseconds for a case that hits, or one of the heaviest parties."""
    samples: int = 100
    """Cases of each sort that are timed."""
    growth: float = 10.0
    """Rows that a join may give for each row it is given."""
    join_rows: float = 5_000_000
    """Rows up to which a join may grow as it likes."""
    value_rows: float = 10_000
    """Rows that a value which is no identifier, such as an amount, may bring on average."""
    heavy_rows: float = 10_000
    """Rows of the commonest value from which on counting them for a mere test is refused."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a box of the canvas, and what would be right; `refused` says that it shuts the model out."""

    kind: str
    node: str
    title: str
    problem: str
    cure: str
    refused: bool = True

    def __str__(self) -> str:
        return f"「{self.title}」{self.problem}。{self.cure}"


@dataclass(frozen=True)
class Timing:
    """How long one case took, of cases of one sort; `slowest` is the case that took longest."""

    of: str
    label: str
    cases: int
    p50_ms: float
    p99_ms: float
    slowest: int | None

    def __str__(self) -> str:
        if not self.cases:
            return f"{self.label}：没有可测的案件"
        return f"{self.label} {self.cases} 件：p50 {self.p50_ms:.1f} 毫秒，p99 {self.p99_ms:.1f} 毫秒"


@dataclass(frozen=True)
class Report:
    """Whether one version of a scenario may be embedded, on which data that was tried, and what was found."""

    scenario: str
    version: str
    title: str
    data: str
    as_of: str
    limits: Limits
    findings: tuple[Finding, ...]
    timings: tuple[Timing, ...]

    @property
    def admitted(self) -> bool:
        """Whether it may be embedded."""
        return not any(f.refused for f in self.findings)

    @property
    def reason(self) -> str:
        """Why not, in a sentence; empty when it may."""
        return "；".join(str(f) for f in self.findings if f.refused)

    def to_json(self) -> dict[str, Any]:
        """The report as plain values."""
        findings = [asdict(f) | {"kind_label": KINDS[f.kind]} for f in self.findings]
        timings = [asdict(t) for t in self.timings]
        return asdict(self) | {"admitted": self.admitted, "findings": findings, "timings": timings}

"""Reading the papers of a file again and again: papers per second and core, and the memory at every tenth."""

from __future__ import annotations

import os
import time
from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.reading import read
from mingjing.reading.files import SourcePaper, papers_in
from mingjing.reading.points import points

FLOOR, AIM = 60.0, 200.0
"""Papers per second and core that must be reached, and that we aim at."""
GROWTH_MB = 32.0
"""What memory may grow between the first tenth and the end of the papers."""
TENTHS = 10
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure_speed(file: Path, wanted: int) -> Measured:
    """Papers of `file` read one by one, from the first again when they do not suffice."""
    texts = [(paper.id, paper.text) for paper in papers_in(file) if isinstance(paper, SourcePaper)]
    started = time.process_time()
    memory = _read_all(texts, wanted) if texts else []
    seconds = time.process_time() - started
    rate = wanted / seconds if texts and seconds > 0 else None
    growth = memory[-1] - memory[0] if memory else None
    goals = [
        Goal(f"papers read per second and core, {name}", bound, rate, "1/s", least=True)
        for name, bound in (("floor", FLOOR), ("aim", AIM))
    ]
    goals.append(Goal("growth of memory after the first tenth", GROWTH_MB, growth, "MB"))
    lengths = sorted(len(text) for _, text in texts) or [0]
    return Measured(
        "reading",
        goals,
        {
            "papers": wanted,
            "different": len(texts),
            "median_characters": lengths[len(lengths) // 2],
            "seconds": round(seconds, 1),
            "memory_mb_at_each_tenth": [round(mb, 1) for mb in memory],
        },
    )


def _read_all(texts: list[tuple[str, str]], wanted: int) -> list[float]:
    """Read that many; the memory in use after each tenth, in megabytes."""
    memory: list[float] = []
    for number in range(wanted):
        name, text = texts[number % len(texts)]
        points(read(text, name))
        if (number + 1) * TENTHS // wanted > len(memory):
            memory.append(resident_mb())
            say(f"已读 {number + 1} 份，内存 {memory[-1]:.1f} MB")
    return memory


def resident_mb() -> float:
    """The memory this process has in use now, in megabytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE / 2**20

"""One process per source, started again when it dies; what cannot mend itself is left alone and told."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

LONGEST_REST = 60.0
GIVES_UP = {2}
"""Exit codes of a process that was used wrongly: it would be no better next time."""
Said = Callable[[str], None]


@dataclass
class Worker:
    """The process of one source; `rest` grows with every failure in a row."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    rest: float = 1.0
    next_at: float = 0.0
    given_up: bool = field(default=False)

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(self.command)  # noqa: S603 - our own program
        self.started = time.monotonic()

    def look(self, said: Said) -> None:
        """Start it when it is time, and see how it ended if it did."""
        if self.process is None:
            if not self.given_up and time.monotonic() >= self.next_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.process = None
        self.given_up = code in GIVES_UP
        self.rest = 1.0 if time.monotonic() - self.started > LONGEST_REST else min(self.rest * 2, LONGEST_REST)
        self.next_at = time.monotonic() + self.rest
        said(f"{self.name}：采集进程退出（{code}），{'不再重启' if self.given_up else f'{self.rest:.0f} 秒后重启'}。")

    def stop(self) -> None:
        """Let it end."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)


def supervise(names: Sequence[str], target: str, said: Said, stop: Callable[[], bool]) -> None:
    """Keep one process per source alive until `stop` says so."""
    workers = [
        Worker(n, [sys.executable, "-m", "mingjing.cli.main", "ingest", "run", n, "--into", target]) for n in names
    ]
    try:
        while not stop() and not all(w.given_up for w in workers):
            for worker in workers:
                worker.look(said)
            time.sleep(0.2)
    finally:
        for worker in workers:
            worker.stop()

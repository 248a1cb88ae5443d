"""The service that answers milestones, as a process of its own."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from mingjing.autorun.lanes import Health
from mingjing.site.start import prepare

Told = Callable[[Sequence[Health]], None]


def answer_milestones(home: Path, data: Path, told: Told, *, workers: int, bulk_from: int) -> None:
    """Answer the passages that wait until asked to stop; `told` hears how each lane does. Raises WrongUse."""
    prepare(home, data)
    from mingjing.autorun.service import Service, alone  # noqa: PLC0415 - models can be read only after `prepare`
    from mingjing.site.loading import open_books  # noqa: PLC0415

    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    with alone(home):
        open_books()
        Service(workers=workers, bulk_from=bulk_from).run(stopped, told)

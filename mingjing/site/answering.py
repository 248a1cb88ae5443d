"""The service that answers milestones, as a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue

from mingjing.autorun.lanes import Health
from mingjing.site.start import prepare

log = logging.getLogger("mingjing.autorun")
Told = Callable[[Sequence[Health]], None]


def answer_milestones(home: Path, data: Path, told: Told, *, workers: int, bulk_from: int) -> None:
    """Answer the passages that wait until asked to stop; `told` hears how each lane does. Raises WrongUse."""
    prepare(home, data)
    from mingjing.autorun.service import Service, alone  # noqa: PLC0415 - models can be read only after `prepare`
    from mingjing.site.loading import open_books  # noqa: PLC0415

    stopped = set_when_asked_to_stop()
    with alone(home):
        open_books()
        if not Service(workers=workers, bulk_from=bulk_from).run(stopped, told):
            log.warning("what was in hand is left; it is answered after the next start")
            leave_at_once()


def set_when_asked_to_stop() -> threading.Event:
    """An event that is set when the process is asked to stop.

    A signal may interrupt the main thread while it holds the lock of the event that it waits for: setting the event
    from the handler would then wait for ever. The handler only leaves word, and a thread of its own sets the event.
    """
    stopped, word = threading.Event(), SimpleQueue[int]()

    def pass_on() -> None:
        word.get()
        stopped.set()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, _: word.put(number))
    threading.Thread(target=pass_on, name="mingjing-stopping", daemon=True).start()
    return stopped


def leave_at_once() -> None:
    """End the process as it stands: threads still at work inside a database must not meet a half dissolved program."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)

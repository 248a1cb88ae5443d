"""Carries out runs one after another, in a thread of this process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import close_old_connections

from mingjing.lifecycle import runs
from mingjing.lifecycle.court_data import opened
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.models import Run

Work = TypeVar("Work")
log = logging.getLogger("mingjing.lifecycle")
LOOK_EVERY = 5.0
"""Seconds after which the thread looks for waiting runs even if nobody nudged it."""


def carry_out(run: Run) -> Run:
    """Screen, keep the clues, and write how it ended. The run must have been claimed."""
    try:
        screening = opened().screen(run.scenario_id, progress=runs.progress_of(run, 0, 40))
        clues = screening.clues(runs.progress_of(run, 40, 90))
        ended = runs.finish(run, screening, clues)
    except Exception as error:
        log.exception("run %s failed", run.pk)
        ended = runs.fail(run, error)
    doorbell.ring()
    return ended


class Runner(Generic[Work]):
    """One worker thread, started when first needed: `claim_next` gives what waits, `carry_out` does it."""

    def __init__(self, name: str, claim_next: Callable[[], Work | None], carry_out: Callable[[Work], object]) -> None:
        self._name, self._claim_next, self._carry_out = name, claim_next, carry_out
        self._work = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def nudge(self) -> None:
        """There may be work."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
                self._thread.start()
        self._work.set()

    def _loop(self) -> None:
        while True:
            self._work.wait(LOOK_EVERY)
            self._work.clear()
            try:
                while work := self._claim_next():
                    self._carry_out(work)
            except Exception:
                log.exception("the runner could not look for work; it will try again")
            finally:
                close_old_connections()


runner = Runner("mingjing-runs", runs.claim_next, carry_out)

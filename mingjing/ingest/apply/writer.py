"""A thread that writes one parcel of changes after another, while the next is being read.

What was given and has not been begun may be taken back and grow, so that parcels are as large as the database is slow.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

P = TypeVar("P")


class Writer(Generic[P]):
    """Calls `write` with each parcel, in the order given; what it raises is raised where the next is given.

    Parcels are begun at most every `pace` seconds.
    """

    def __init__(self, write: Callable[[P], None], pace: float = 0.0) -> None:
        self.write, self.pace = write, pace
        self.next_at = 0.0
        self.changed = threading.Condition()
        self.slot: P | None = None
        self.busy = self.closed = False
        self.problem: BaseException | None = None
        self.thread = threading.Thread(target=self._run, name="mingjing-writer", daemon=True)
        self.thread.start()

    def give(self, parcel: P) -> None:
        """Have this written next; waits as long as another still has to be begun."""
        with self.changed:
            self.changed.wait_for(lambda: self.slot is None or self.problem is not None)
            self._complain()
            self.slot = parcel
            self.changed.notify_all()

    def take_back(self) -> P | None:
        """The parcel that was given last, if it has not been begun."""
        with self.changed:
            self._complain()
            parcel, self.slot = self.slot, None
            return parcel

    @property
    def idle(self) -> bool:
        """Whether everything given has been written."""
        with self.changed:
            self._complain()
            return self.slot is None and not self.busy

    def wait(self) -> None:
        """Until everything given has been written."""
        with self.changed:
            self.changed.wait_for(lambda: (self.slot is None and not self.busy) or self.problem is not None)
            self._complain()

    def close(self) -> None:
        """Finish what has been begun, and nothing more."""
        with self.changed:
            self.closed, self.slot = True, None
            self.changed.notify_all()
        self.thread.join()

    def _complain(self) -> None:
        if self.problem is not None:
            raise self.problem

    def _run(self) -> None:
        while (parcel := self._next()) is not None:
            try:
                self.write(parcel)
            except BaseException as problem:
                self._done(problem)
                return
            self._done(None)

    def _next(self) -> P | None:
        with self.changed:
            while not self.closed and (self.slot is None or self._early() > 0):
                self.changed.wait(None if self.slot is None else self._early())
            self.next_at = time.monotonic() + self.pace
            parcel, self.slot = self.slot, None
            self.busy = parcel is not None
            self.changed.notify_all()
            return parcel

    def _early(self) -> float:
        """Seconds until the next parcel may be begun."""
        return self.next_at - time.monotonic()

    def _done(self, problem: BaseException | None) -> None:
        with self.changed:
            self.busy, self.problem = False, problem
            self.changed.notify_all()

"""Tells those who listen that there is news. One thread asks the database for all of them."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import close_old_connections

log = logging.getLogger("mingjing.lifecycle")
LOOK_EVERY = 1.0
"""Seconds between two looks; a write in this process rings at once, so this is for writes of other processes."""

Positions = Callable[[set[str]], dict[str, int]]
"""From topics to how far each has come: a number that grows with every change."""


@dataclass(eq=False)
class Ear:
    """One listener: a loop to wake and the event it waits for."""

    topic: str
    loop: asyncio.AbstractEventLoop
    rung: asyncio.Event


class Doorbell:
    """Holds the listeners and the thread that looks for them; without listeners, nobody looks."""

    def __init__(self) -> None:
        self._sources: dict[str, Positions] = {}
        self._ears: set[Ear] = set()
        self._lock = threading.Lock()
        self._look = threading.Event()
        self._thread: threading.Thread | None = None
        self.closed = False

    def add_source(self, kind: str, positions: Positions) -> None:
        """Who knows about topics that begin with `kind`."""
        self._sources[kind] = positions

    def ring(self) -> None:
        """Something was written in this process: look now."""
        self._look.set()

    def close(self) -> None:
        """The server stops: send the listeners home. Called in a signal handler, so it takes no lock."""
        self.closed = True
        for ear in list(self._ears):
            ear.loop.call_soon_threadsafe(ear.rung.set)

    @contextmanager
    def listening(self, topic: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the topic has moved."""
        ear = Ear(topic, asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._ears.add(ear)
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name="mingjing-doorbell", daemon=True)
                self._thread.start()
        try:
            yield ear.rung
        finally:
            with self._lock:
                self._ears.discard(ear)
            self._look.set()

    def _loop(self) -> None:
        known: dict[str, int] = {}
        while self._wanted():
            self._look.wait(LOOK_EVERY)
            self._look.clear()
            try:
                known = self._tell(known)
            except Exception:
                log.exception("the doorbell could not look; it will try again")
            finally:
                close_old_connections()

    def _wanted(self) -> bool:
        with self._lock:
            if not self._ears:
                self._thread = None
            return self._thread is not None

    def _tell(self, known: dict[str, int]) -> dict[str, int]:
        with self._lock:
            ears = list(self._ears)
        now = self._positions({e.topic for e in ears})
        for ear in ears:
            if now.get(ear.topic) != known.get(ear.topic):
                ear.loop.call_soon_threadsafe(ear.rung.set)
        return now

    def _positions(self, topics: set[str]) -> dict[str, int]:
        now: dict[str, int] = {}
        for kind, positions in self._sources.items():
            mine = {t for t in topics if t.startswith(kind)}
            if mine:
                now |= positions(mine)
        return now


doorbell = Doorbell()

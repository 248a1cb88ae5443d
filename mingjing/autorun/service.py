"""The service that answers what waits: it looks for passages, sends them through the lanes, and tells how that goes."""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from mingjing.autorun.answering import PassageDesk
from mingjing.autorun.following import follow
from mingjing.autorun.lanes import Batch, Health, Lanes, Waiting, ended
from mingjing.autorun.models import LaneState, Passage
from mingjing.autorun.moments import stored
from mingjing.errors import WrongUse

LOOK_EVERY = 0.02
"""Seconds between two looks for passages that have come."""
LOOK_AGAIN_EVERY = 5.0
"""Seconds between two looks for all that wait, also those that rested after a failure."""
TELL_EVERY = 5.0
GRACE = 5.0
"""Seconds that what is in hand is waited for when asked to stop: a batch of heavy cases on a busy machine takes
longer, and whoever stops services waits a limited time before they kill."""
AT_ONCE = 5000
"""Passages taken in by one look."""


class Service:
    """Passages in hand, and the lanes they are in."""

    def __init__(self, *, workers: int = 2, bulk_from: int = 2000) -> None:
        self.in_hand: set[int] = set()
        self._lock = threading.Lock()
        self.lanes = Lanes(lambda lane, place: PassageDesk(), workers=workers, bulk_from=bulk_from, let_go=self._let_go)
        self.last = 0

    def run(self, stopped: threading.Event, told: Callable[[Sequence[Health]], None]) -> bool:
        """Answer until stopped; `told` hears now and then how each lane does.

        Whether what was in hand was finished: if not, its threads are still at it, and may be left to die with the
        process. What they had not kept yet is answered after the next start.
        """
        self.lanes.start()
        following = threading.Thread(target=follow, args=(stopped,), name="mingjing-follower", daemon=True)
        following.start()
        looked_again = told_at = -1e9
        try:
            while not stopped.wait(LOOK_EVERY):
                now = time.monotonic()
                if again := now - looked_again >= LOOK_AGAIN_EVERY:
                    looked_again = now
                self.look(again=again)
                if now - told_at >= TELL_EVERY:
                    told_at = now
                    told(self.tell())
        finally:
            stopped.set()
            finished = self.lanes.stop(GRACE) and ended([following], GRACE)
            told(self.tell())
        return finished

    def look(self, *, again: bool) -> None:
        """Take in the passages that have come since the last look, or `again` all that wait and nobody has in hand."""
        with self._lock:
            known = set(self.in_hand)
        free = Q(held_until=None) | Q(held_until__lte=timezone.now())
        rows = Passage.objects.filter(free, checked_at=None, pk__gt=0 if again else self.last).order_by("pk")
        come = [p for p in rows[: AT_ONCE + (len(known) if again else 0)] if p.pk not in known]
        if come:
            self.last = max(self.last, come[-1].pk)
            with self._lock:
                self.in_hand.update(p.pk for p in come)
            self.lanes.put(as_waiting(p) for p in come)

    def _let_go(self, batch: Batch) -> None:
        with self._lock:
            self.in_hand.difference_update(p.key for p in batch)

    def tell(self) -> list[Health]:
        """Keep how each lane does, for those who ask over the network."""
        health = self.lanes.health()
        for h in health:
            LaneState.objects.update_or_create(
                lane=h.lane, defaults={k: v for k, v in h.__dict__.items() if k != "lane"} | {"beat_at": timezone.now()}
            )
        return health


def as_waiting(p: Passage) -> Waiting:
    """A passage for the lanes."""
    return Waiting(p.pk, p.milestone, p.case_id, stored(p.passed_at), p.arrived_at.timestamp())


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Be the only service of this platform; whoever holds it lets it go by dying. Raises WrongUse."""
    with (home / "autorun.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongUse("本平台的节点服务已在运行。", "同一平台只运行一个；要重启，请先停止它。") from error
        yield

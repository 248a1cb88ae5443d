"""Follows the changes of the operational store: what they concern is checked again, each change once."""

from __future__ import annotations

import logging
import threading
from typing import NamedTuple

from django.db import close_old_connections, transaction

from mingjing.autorun import actions
from mingjing.autorun.models import Alert, StreamPosition
from mingjing.autorun.moments import from_stored
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.operational import operational
from mingjing.running.change_log import ChangeLog, Changes, change_log
from mingjing.running.court import Court

log = logging.getLogger("mingjing.autorun")
STREAM = "operational"
MOST = 500
"""Changed rows that are followed together, about."""
REST_SECONDS = 0.2
AFTER_TROUBLE_SECONDS = 5.0
TRIES = 3
"""After so many failures of a scenario with the same changes it is left behind, so that the others go on."""


class Followed(NamedTuple):
    """What came of some changes."""

    changes: Changes
    alerts: list[Alert]


class Follower:
    """Follows one log from the position that was kept with the alerts."""

    def __init__(self, court: Court, changes: ChangeLog) -> None:
        self.court, self.log, self.failures = court, changes, 0

    def step(self) -> Followed | None:
        """Follow the next changes; None when there are none.

        Alerts and position are kept in one transaction: after a death the same changes are followed again or not.
        Raises what failed, up to three times for the same changes.
        """
        found = self.log.changes(self.position(), MOST)
        if found is None:
            return None
        fired, failed = actions.reacted(self.court, found.since, found.at, found.changes)
        if failed and self.failures + 1 < TRIES:
            self.failures += 1
            raise next(iter(failed.values()))
        self.failures = 0
        with transaction.atomic():
            alerts = actions.kept(fired)
            StreamPosition.objects.update_or_create(
                stream=STREAM, defaults={"position": found.position, "at": from_stored(found.at.isoformat())}
            )
        if alerts:
            doorbell.ring()
        return Followed(found, alerts)

    def position(self) -> int:
        """Where to go on; at first from the end: what there was before is what screening is for."""
        kept = StreamPosition.objects.filter(stream=STREAM).first()
        return (kept or StreamPosition.objects.create(stream=STREAM, position=self.log.end())).position


def follow(stopped: threading.Event) -> None:
    """Follow the operational store until stopped; where it keeps no log there is nothing to follow."""
    follower: Follower | None = None
    rest = 0.0
    while not stopped.wait(rest):
        close_old_connections()
        try:
            follower = follower or opened()
            if follower is None:
                log.info("the operational store keeps no log of changes; alerts come at milestones alone")
                return
            rest = 0.0 if follower.step() else REST_SECONDS
        except Exception:
            log.exception("changes could not be followed; they are tried again")
            rest = AFTER_TROUBLE_SECONDS


def opened() -> Follower | None:
    """A follower of this thread's court."""
    court = operational()
    found = change_log(court)
    return Follower(court, found) if found else None

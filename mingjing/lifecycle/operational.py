"""The court's operational store, where single cases are checked: a PostgreSQL, or the data file where there is none."""

from __future__ import annotations

import threading

from django.conf import settings

import mingjing
from mingjing.lifecycle.court_data import opened
from mingjing.running.court import Court

HELD = threading.local()
"""Per thread its court: the sessions of a database and what they have planned serve one thread only."""


def operational() -> Court:
    """The court to check cases in, ready for this thread."""
    if not settings.MINGJING_STORE:
        return opened()
    held: Court | None = getattr(HELD, "court", None)
    if held is None:
        held = HELD.court = mingjing.open(settings.MINGJING_STORE)
    return held

"""Moments: zoned on the platform, UTC without a zone in the court data."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone


def zoned(moment: datetime) -> datetime:
    """A moment that people gave; without a zone it is Shanghai time."""
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def stored(moment: datetime) -> datetime:
    """The same moment as the court data has it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def from_stored(text: str) -> datetime:
    """A moment of the court data, with its zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""Who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from mingjing.accounts.models import Court, CourtBound, Person

Bound = TypeVar("Bound", bound=CourtBound)


def visible_to(rows: QuerySet[Bound], person: Person) -> QuerySet[Bound]:
    """The row rule: own court and the courts below it, up to the person's clearance, juveniles by named grant."""
    rows = rows.filter(court__path__startswith=person.court.path, secret_level__lte=person.clearance)
    return rows if person.sees_juvenile else rows.filter(juvenile=False)


@dataclass(frozen=True)
class Sight:
    """The same rule as plain values, for questions to the court data."""

    court_ids: tuple[int, ...]
    clearance: int
    sees_juvenile: bool
    masked: bool


def sight_of(person: Person) -> Sight:
    """What the person may see, as plain values."""
    ids = Court.objects.filter(path__startswith=person.court.path).values_list("court_id", flat=True)
    return Sight(tuple(ids), person.clearance, person.sees_juvenile, person.masked)

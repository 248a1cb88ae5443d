"""Reading alerts and embeddings; what a person sees of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from mingjing.accounts.models import Person
from mingjing.accounts.queries import visible_to
from mingjing.accounts.refusals import NotThere
from mingjing.autorun.models import Alert, Embedding, LaneState, Passage

OPEN = Q(answer="") | Q(answer="later")
"""稍后处理 keeps an alert in the inbox."""


@dataclass(frozen=True)
class Usefulness:
    """How the alerts of a scenario were received."""

    alerts: int = 0
    answered: int = 0
    helpful: int = 0

    @property
    def helpful_rate(self) -> float | None:
        """Share of 有帮助 among the answers; None before the first."""
        return self.helpful / self.answered if self.answered else None


def alerts(person: Person) -> QuerySet[Alert]:
    """The alerts within a person's sight."""
    return visible_to(Alert.objects.select_related("court", "scenario"), person)


def picked_alerts(person: Person, state: str) -> QuerySet[Alert]:
    """Alerts within sight, newest first."""
    rows = alerts(person).order_by("-fired_at", "-id")
    return {"unanswered": rows.filter(OPEN), "answered": rows.exclude(OPEN), "all": rows}[state]


def alert(alert_id: int, person: Person) -> Alert:
    """One alert within sight."""
    row = alerts(person).filter(pk=alert_id).first()
    if row is None:
        raise NotThere(f"预警 {alert_id}")
    return row


def usefulness(person: Person) -> dict[str, Usefulness]:
    """How alerts were received, by scenario, within a person's sight."""
    rows = alerts(person).order_by().values("scenario_id")
    counted = rows.annotate(
        alerts=Count("id"),
        answered=Count("id", filter=~OPEN),
        helpful=Count("id", filter=Q(answer="helpful")),
    )
    return {r["scenario_id"]: Usefulness(r["alerts"], r["answered"], r["helpful"]) for r in counted}


def embeddings() -> dict[str, list[Embedding]]:
    """Where each scenario fires now."""
    by: dict[str, list[Embedding]] = {}
    for row in Embedding.objects.filter(ended_at=None).order_by("scenario_id", "milestone"):
        by.setdefault(row.scenario_id, []).append(row)
    return by


def live_alerts_after(last: int, person: Person, limit: int = 100) -> list[Alert]:
    """Alerts that fired (not replayed ones) after the one with this id, within sight."""
    return list(alerts(person).filter(pk__gt=last, replayed=False).order_by("pk")[:limit])


def newest_live() -> int:
    """The id of the newest alert that fired."""
    return Alert.objects.filter(replayed=False).aggregate(n=Max("pk"))["n"] or 0


def alert_position(topics: set[str]) -> dict[str, int]:
    """How far alerts have come, for those who listen."""
    return dict.fromkeys(topics, newest_live())


def lanes() -> tuple[list[LaneState], int]:
    """How the lanes of the service did when they last told, and how many passages are not answered yet."""
    return list(LaneState.objects.order_by("lane")), Passage.objects.filter(checked_at=None).count()

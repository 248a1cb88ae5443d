"""All writes about passages, alerts and answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.accounts.refusals import Clash
from mingjing.autorun.models import Alert, Embedding, Feedback, Passage
from mingjing.autorun.moments import from_stored, stored
from mingjing.errors import MingjingError
from mingjing.lifecycle import cases
from mingjing.lifecycle.actions import case_fields, know_courts
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.evidence import freeze
from mingjing.running.clue import Alert as FoundAlert
from mingjing.running.clue import Clue as Found
from mingjing.running.court import Court
from mingjing.running.errors import UnknownCase
from mingjing.scenario import library

log = logging.getLogger("mingjing.autorun")
BATCH = 200


def run_milestone(court: Court, case_id: int, milestone: str, passed_at: datetime) -> list[Alert]:
    """A case passes a milestone: check the scenarios embedded there; gives the alerts that are new.

    A scenario that fails does not stop the others, nor the court's work: the passage is kept and caught up later.
    """
    passage, _ = Passage.objects.get_or_create(case_id=case_id, milestone=milestone, passed_at=passed_at)
    return _check(court, passage)


def catch_up(court: Court, limit: int = 1000) -> list[Alert]:
    """Check the passages that could not be checked when they happened."""
    waiting = Passage.objects.filter(checked_at=None).order_by("passed_at")[:limit]
    return [alert for passage in waiting for alert in _check(court, passage)]


def _check(court: Court, passage: Passage) -> list[Alert]:
    started = time.perf_counter()
    embedded = Embedding.objects.filter(milestone=passage.milestone, ended_at=None).order_by("scenario_id")
    found, problems = _asked(court, list(embedded.values_list("scenario_id", flat=True)), passage)
    with transaction.atomic():
        fired = [(f, passage.milestone, passage.passed_at) for f in found]
        alerts = _store(fired, fired_at=timezone.now(), replayed=False)
        passage.checked_at = None if problems else timezone.now()
        passage.seconds, passage.error = time.perf_counter() - started, "；".join(problems)
        passage.save()
    if alerts:
        doorbell.ring()
    return alerts


def _asked(court: Court, names: Sequence[str], passage: Passage) -> tuple[list[Found], list[str]]:
    """What the scenarios say of the case at its moment, all asked together, and what went wrong. Raises UnknownCase."""
    try:
        found, failed = court.check_apart(names, [passage.case_id], stored(passage.passed_at))
    except UnknownCase:
        passage.delete()
        raise
    except Exception as error:
        log.exception("case %s could not be checked", passage.case_id)
        return [], [_told(error)]
    for name, problem in failed.items():
        log.error("scenario %s failed for case %s", name, passage.case_id, exc_info=problem)
    return found, [f"{name}：{_told(problem)}" for name, problem in failed.items()]


def _told(error: Exception) -> str:
    """What may be said of an error: our own words, never those of a database."""
    return str(error) if isinstance(error, MingjingError) else "内部错误"


def react(court: Court, since: datetime, at: datetime) -> list[Alert]:
    """Rows have changed between two moments: check the cases that they may concern; gives the alerts that are new.

    An alert stands at the last milestone that the case passed where the scenario is embedded: had the rows been known
    then, it would have been given there. A case that has passed none is checked when it does.
    """
    embedded = Embedding.objects.filter(ended_at=None).order_by("scenario_id")
    alerts: list[Alert] = []
    for name in dict.fromkeys(embedded.values_list("scenario_id", flat=True)):
        try:
            (found,) = court.react([name], stored(since), stored(at))
        except Exception:
            log.exception("scenario %s could not follow the changes", name)
            continue
        fired = [(c, *passed) for c in found.new if (passed := _last_passed(name, c.case_id, at))]
        with transaction.atomic():
            alerts += _store(fired, fired_at=timezone.now(), replayed=False)
    if alerts:
        doorbell.ring()
    return alerts


def _last_passed(name: str, case_id: int, at: datetime) -> tuple[str, datetime] | None:
    """The milestone that the case passed last among those where the scenario is embedded, and when."""
    milestones = Embedding.objects.filter(scenario_id=name, ended_at=None).values_list("milestone", flat=True)
    passages = Passage.objects.filter(case_id=case_id, milestone__in=list(milestones), passed_at__lte=at)
    last = passages.order_by("-passed_at").first()
    return (last.milestone, last.passed_at) if last else None


Fired = tuple[Found, str, datetime]
"""What was found, at which milestone, when the case passed it."""


def _store(fired: Sequence[Fired], *, fired_at: datetime | None, replayed: bool) -> list[Alert]:
    """Keep the alerts that were not given before; gives these. Without `fired_at` each fired when it was passed."""
    guards = cases.guards(f.case_id for f, _, _ in fired)
    know_courts({g.court_id for g in guards.values()})
    new = []
    for (found, milestone, passed_at), rows in zip(fired, freeze([f for f, _, _ in fired]), strict=True):
        page = library.load(found.scenario)
        alert, made = Alert.objects.get_or_create(
            scenario_id=found.scenario,
            case_id=found.case_id,
            fingerprint=found.fingerprint,
            defaults={
                **case_fields(found.case_id, guards[found.case_id]),
                "version": found.version,
                "subject": found.subject or "",
                "milestone": milestone,
                "passed_at": passed_at,
                "fired_at": fired_at or passed_at,
                "replayed": replayed,
                "level": found.level,
                "message": found.message,
                "evidence": rows,
                "basis": [_basis(b) for b in page.basis],
                "false_alarms": list(page.false_alarms),
            },
        )
        if made:
            new.append(alert)
    return new


def _basis(basis: Any) -> dict[str, str]:
    return {k: str(getattr(basis, k)) for k in ("law", "article", "in_force", "certainty", "note")}


def replay_into(
    court: Court,
    names: Iterable[str],
    from_on: date,
    to_on: date,
    progress: Callable[[str, float], None] = lambda stage, share: None,
) -> list[Alert]:
    """Keep the alerts that the scenarios would have given between two days; gives those that are new."""
    new: list[Alert] = []
    batch: list[FoundAlert] = []
    for alert in court.replay(list(names), from_on, to_on, progress):
        batch.append(alert)
        if len(batch) == BATCH:
            new += _store_replayed(batch)
            batch = []
    return new + _store_replayed(batch)


@transaction.atomic
def _store_replayed(batch: Sequence[FoundAlert]) -> list[Alert]:
    return _store([(a, a.milestone, from_stored(a.passed_at)) for a in batch], fired_at=None, replayed=True)


@transaction.atomic
def answer(alert: Alert, given: str, note: str, person: Person) -> Alert:
    """Keep what a judge says about an alert."""
    Feedback.objects.create(alert=alert, answer=given, note=note, by=person, at=timezone.now())
    audit.record(person, "反馈预警", case_ids=[alert.case_id], facts={"alert": alert.pk, "answer": given})
    return _standing(alert)


@transaction.atomic
def withdraw(alert: Alert, person: Person) -> Alert:
    """Take back one's own latest answer; the one before it stands again."""
    last = alert.feedback.filter(withdrawn_at=None).order_by("-id").first()
    if last is None or last.by_id != person.pk:
        raise Clash("只能撤销本人作出的最后一次反馈。", "如有不同意见，请直接重新反馈。")
    last.withdrawn_at = timezone.now()
    last.save(update_fields=["withdrawn_at"])
    audit.record(person, "撤销反馈", case_ids=[alert.case_id], facts={"alert": alert.pk})
    return _standing(alert)


def _standing(alert: Alert) -> Alert:
    last = alert.feedback.filter(withdrawn_at=None).select_related("by").order_by("-id").first()
    alert.answer = last.answer if last else ""
    alert.answered_by = last.by.name if last else ""
    alert.answered_at = last.at if last else None
    alert.save(update_fields=["answer", "answered_by", "answered_at"])
    return alert

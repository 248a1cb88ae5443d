"""All writes about passages, alerts and answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.accounts.refusals import Clash
from mingjing.algebra.errors import NotReachable
from mingjing.autorun.models import Alert, Embedding, Feedback, Passage
from mingjing.autorun.moments import from_stored, stored
from mingjing.errors import MingjingError
from mingjing.lifecycle import cases
from mingjing.lifecycle.actions import case_fields, know_courts
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.evidence import freeze
from mingjing.registers.freshness import too_old
from mingjing.running.clue import Alert as FoundAlert
from mingjing.running.clue import Clue as Found
from mingjing.running.court import Court
from mingjing.running.errors import UnknownCase
from mingjing.running.reacting import Change
from mingjing.scenario import library

log = logging.getLogger("mingjing.autorun")
BATCH = 200
IN_HAND = timedelta(seconds=30)
"""How long a passage belongs to the request that brought it."""
RESTS = timedelta(minutes=1)
"""How long a passage waits for the next try after one that failed."""
NOT_THERE = "法院数据中还没有这件案件，稍后再查。"
Fired = tuple[Found, str, datetime]
"""What was found, at which milestone, when the case passed it."""


def run_milestone(court: Court, case_id: int, milestone: str, passed_at: datetime) -> list[Alert]:
    """A case passes a milestone: check the scenarios embedded there; gives the alerts that are new.

    A scenario that fails does not stop the others, nor the court's work: the passage is kept and caught up later.
    """
    passage, _ = Passage.objects.get_or_create(
        case_id=case_id, milestone=milestone, passed_at=passed_at, defaults={"held_until": timezone.now() + IN_HAND}
    )
    try:
        return answer_few(court, [passage]).alerts
    except UnknownCase:
        passage.delete()
        raise


def let_wait(passed: Iterable[tuple[int, str, datetime]]) -> int:
    """Cases passed milestones: keep that, for the service to answer; gives how many are new."""
    rows = [Passage(case_id=c, milestone=m, passed_at=at) for c, m, at in dict.fromkeys(passed)]
    before = Passage.objects.count()
    Passage.objects.bulk_create(rows, ignore_conflicts=True)
    return Passage.objects.count() - before


def catch_up(court: Court, limit: int = 1000) -> list[Alert]:
    """Check the passages that could not be checked when they happened."""
    waiting = Passage.objects.filter(checked_at=None).order_by("passed_at")[:limit]
    return [alert for passage in waiting for alert in _caught_up(court, passage)]


def _caught_up(court: Court, passage: Passage) -> list[Alert]:
    try:
        return answer_few(court, [passage]).alerts
    except UnknownCase as unknown:
        rest([passage.pk], str(unknown))
        return []


class Answered(NamedTuple):
    """What came of passages: the alerts that are new, and the cases left for a slower lane."""

    alerts: list[Alert]
    left: frozenset[int] = frozenset()


def answer_few(court: Court, passages: Sequence[Passage], *, heavy_too: bool = True) -> Answered:
    """Check a few passages of one milestone together, as of the last of them. Raises UnknownCase.

    Their alerts and that they were checked are kept in one transaction: an answer is given once or not at all.
    """
    started = time.perf_counter()
    at = max(p.passed_at for p in passages)
    found, problems, left = _asked(court, passages, at, heavy_too=heavy_too)
    done = [p for p in passages if p.case_id not in left]
    passed = {p.case_id: p for p in sorted(done, key=lambda p: p.passed_at, reverse=True)}
    fired = [(f, passed[f.case_id].milestone, passed[f.case_id].passed_at) for f in found]
    fired, withheld = _on_fresh_data(court, fired, stored(at))
    return Answered(_settle(done, fired, problems, time.perf_counter() - started, withheld), left)


def answer_many(court: Court, passages: Sequence[Passage]) -> Answered:
    """Check any number of passages of one milestone in bulk, each as of its own moment."""
    started = time.perf_counter()
    known = cases.guards(p.case_id for p in passages)
    here = [p for p in passages if p.case_id in known]
    passed = {(p.case_id, stored(p.passed_at)): p for p in here}
    fired: list[Fired] = []
    problems: dict[str, str] = {}
    for name in embedded_at(passages[0].milestone):
        try:
            found = court.judge_moments(name, {at: p.milestone for at, p in passed.items()})
        except Exception as error:
            log.exception("scenario %s failed for %d passages", name, len(here))
            problems[name] = _told(error)
            continue
        fired += [(f, f.milestone, from_stored(f.passed_at)) for f in found]
    rest([p.pk for p in passages if p.case_id not in known], NOT_THERE)
    fired, withheld = _on_fresh_data(court, fired, stored(max((p.passed_at for p in here), default=timezone.now())))
    return Answered(_settle(here, fired, problems, time.perf_counter() - started, withheld))


def _on_fresh_data(court: Court, fired: Sequence[Fired], at: datetime) -> tuple[list[Fired], str]:
    """What may be said, and why the rest may not: a scenario is silent when its registers are older than it allows.

    When fresh rows come, `react` tells what they bring.
    """
    names = sorted({f.scenario for f, _, _ in fired})
    old = too_old(court.store.con, [library.load(n) for n in names], at) if names else {}
    return [f for f in fired if f[0].scenario not in old], "；".join(old.values())


def embedded_at(milestone: str) -> list[str]:
    """The scenarios that fire at a milestone."""
    embedded = Embedding.objects.filter(milestone=milestone, ended_at=None).order_by("scenario_id")
    return list(embedded.values_list("scenario_id", flat=True))


def rest(passages: Iterable[int], problem: str) -> None:
    """These could not be checked; they are tried again after a while."""
    Passage.objects.filter(pk__in=list(passages)).update(error=problem, held_until=timezone.now() + RESTS)


def _settle(
    passages: Sequence[Passage], fired: Sequence[Fired], problems: dict[str, str], took: float, withheld: str = ""
) -> list[Alert]:
    """Keep what was found of passages, and how checking them went; gives the alerts that are new."""
    now, keys = timezone.now(), [p.pk for p in passages]
    with transaction.atomic():
        alerts = _store(fired, fired_at=now, replayed=False)
        if problems:
            rest(keys, "；".join(f"{name}：{said}" for name, said in problems.items()))
        else:
            Passage.objects.filter(pk__in=keys).update(checked_at=now, seconds=took, error=withheld, held_until=None)
    if alerts:
        doorbell.ring()
    return alerts


def _asked(
    court: Court, passages: Sequence[Passage], at: datetime, *, heavy_too: bool
) -> tuple[list[Found], dict[str, str], frozenset[int]]:
    """What the scenarios say of the cases at a moment, all asked together, what went wrong, and what was left."""
    ids, names = [p.case_id for p in passages], embedded_at(passages[0].milestone)
    try:
        found, failed, left = court.check_apart(names, ids, stored(at), heavy_too=heavy_too)
    except UnknownCase:
        raise
    except Exception as error:
        log.exception("cases %s could not be checked", ids)
        return [], {passages[0].milestone: _told(error)}, frozenset()
    for name, problem in failed.items():
        log.error("scenario %s failed for cases %s", name, ids, exc_info=problem)
    return found, {name: _told(problem) for name, problem in failed.items()}, left


def _told(error: Exception) -> str:
    """What may be said of an error: our own words, never those of a database."""
    return str(error) if isinstance(error, MingjingError) else "内部错误"


def react(court: Court, since: datetime, at: datetime) -> list[Alert]:
    """Rows have changed between two moments: check the cases that they may concern; gives the alerts that are new.

    An alert stands at the last milestone that the case passed where the scenario is embedded: had the rows been known
    then, it would have been given there. A case that has passed none is checked when it does.
    """
    alerts = kept(reacted(court, stored(since), stored(at))[0])
    if alerts:
        doorbell.ring()
    return alerts


def reacted(
    court: Court, since: datetime, at: datetime, changes: Sequence[Change] | None = None
) -> tuple[list[Fired], dict[str, Exception]]:
    """What the embedded scenarios newly say after changes between two stored moments, and which of them failed."""
    embedded = Embedding.objects.filter(ended_at=None).order_by("scenario_id")
    fired: list[Fired] = []
    failed: dict[str, Exception] = {}
    _keep_summaries(court, at)
    for name in dict.fromkeys(embedded.values_list("scenario_id", flat=True)):
        try:
            (found,) = court.react([name], since, at, changes)
        except NotReachable as refused:
            log.warning("%s", refused)
        except Exception as error:
            log.exception("scenario %s could not follow the changes", name)
            failed[name] = error
        else:
            now = from_stored(at.isoformat())
            fired += [(c, *passed) for c in found.new if (passed := _last_passed(name, c.case_id, now))]
    return _on_fresh_data(court, fired, at)[0], failed


@transaction.atomic
def kept(fired: Sequence[Fired]) -> list[Alert]:
    """Keep what was found after changes; gives the alerts that are new."""
    return _store(fired, fired_at=timezone.now(), replayed=False)


def _keep_summaries(court: Court, at: datetime) -> None:
    """Bring the maintained tables up to the changes; one that lags behind is left alone by checks, and caught up."""
    try:
        court.follow(at)
    except Exception:
        log.exception("the maintained tables could not follow the changes")


def _last_passed(name: str, case_id: int, at: datetime) -> tuple[str, datetime] | None:
    """The milestone that the case passed last among those where the scenario is embedded, and when."""
    milestones = Embedding.objects.filter(scenario_id=name, ended_at=None).values_list("milestone", flat=True)
    passages = Passage.objects.filter(case_id=case_id, milestone__in=list(milestones), passed_at__lte=at)
    last = passages.order_by("-passed_at").first()
    return (last.milestone, last.passed_at) if last else None


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

"""All writes about scenarios, clues and verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.actions import CourtRow, load_courts
from mingjing.accounts.models import Court, Person
from mingjing.accounts.refusals import Clash
from mingjing.lifecycle import cases
from mingjing.lifecycle.evidence import freeze
from mingjing.lifecycle.models import STATUSES, Clue, ClueSighting, Run, ScenarioRecord, Verdict
from mingjing.lifecycle.pages import readable
from mingjing.running.clue import Clue as FoundClue

Row = TypeVar("Row")
BATCH = 500
"""Rows per statement; SQLite takes a limited number of values in one."""


def sync_courts() -> int:
    """Take over the tree of courts from the court data."""
    return load_courts(CourtRow(**row) for row in cases.ask("courts"))


@transaction.atomic
def sync_scenarios() -> int:
    """Take over names, titles and versions from the library; a scenario keeps the step it has reached here."""
    pages = readable()
    for name, page in pages.items():
        first = "trial_run" if page.status == "embedded" else page.status  # embedded elsewhere is not embedded here
        ScenarioRecord.objects.update_or_create(
            name=name,
            defaults={"title": page.title, "version": page.version},
            create_defaults={"title": page.title, "version": page.version, "status": first},
        )
    return len(pages)


@transaction.atomic
def set_status(name: str, status: str, actor: object, reason: str = "") -> None:
    """Move a scenario to another step, with who and why in the log."""
    record = ScenarioRecord.objects.get(name=name)
    facts = {"scenario": name, "from": record.status, "to": status, "label": STATUSES[status]}
    record.status = status
    record.save(update_fields=["status"])
    audit.record(actor, "改变场景状态", purpose=reason, facts=facts)


def clue_records(found: Sequence[FoundClue]) -> list[Clue]:
    """What a run found, once per fingerprint, ready to be kept. Made before the database is locked for writing."""
    unique = list({c.fingerprint: c for c in found}.values())
    return [record for part in _batches(unique) for record in _records(part)]


def _records(part: Sequence[FoundClue]) -> list[Clue]:
    guards = cases.guards(c.case_id for c in part)
    know_courts({g.court_id for g in guards.values()})
    now = timezone.now()
    return [
        Clue(**_fields(c, guards[c.case_id]), evidence=rows, first_seen_at=now, last_seen_at=now)
        for c, rows in zip(part, freeze(part), strict=True)
    ]


@transaction.atomic
def store_clues(run: Run, records: Sequence[Clue]) -> tuple[int, int]:
    """Keep the records. A clue that is known is refreshed, not repeated; gives (new, known)."""
    before = Clue.objects.filter(scenario_id=run.scenario_id).count()
    for part in _batches(records):
        _store_batch(run, part)
    new = Clue.objects.filter(scenario_id=run.scenario_id).count() - before
    return new, len(records) - new


def _store_batch(run: Run, part: Sequence[Clue]) -> None:
    Clue.objects.bulk_create(
        part,
        update_conflicts=True,
        unique_fields=["scenario", "fingerprint"],
        update_fields=["version", "level", "message", "evidence", "as_of", "last_seen_at", "secret_level", "juvenile"],
    )
    ids = Clue.objects.filter(scenario_id=run.scenario_id, fingerprint__in=[c.fingerprint for c in part])
    ClueSighting.objects.bulk_create(
        [ClueSighting(run=run, clue_id=i) for i in ids.values_list("id", flat=True)], ignore_conflicts=True
    )


def _fields(found: FoundClue, guard: cases.Guard) -> dict[str, Any]:
    return {
        **case_fields(found.case_id, guard),
        "scenario_id": found.scenario,
        "fingerprint": found.fingerprint,
        "version": found.version,
        "subject_id": found.subject_id,
        "subject": found.subject or "",
        "level": found.level,
        "message": found.message,
        "as_of": date.fromisoformat(found.as_of[:10]),
    }


def case_fields(case_id: int, guard: cases.Guard) -> dict[str, Any]:
    """The fields of a CaseBound record."""
    return {
        "case_id": case_id,
        "case_number": guard.case_number,
        "court_id": guard.court_id,
        "secret_level": guard.secret_level,
        "juvenile": guard.juvenile,
    }


def know_courts(ids: set[int]) -> None:
    """Take over the courts again when one of these is new."""
    if Court.objects.filter(court_id__in=ids).count() < len(ids):
        sync_courts()


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[i : i + BATCH] for i in range(0, len(rows), BATCH))


@transaction.atomic
def verify(clue: Clue, verdict: str, note: str, person: Person) -> Clue:
    """Keep what a person found; earlier findings stay in the history."""
    Verdict.objects.create(clue=clue, verdict=verdict, note=note, by=person, at=timezone.now())
    audit.record(person, "核验线索", case_ids=[clue.case_id], facts={"clue": clue.pk, "verdict": verdict})
    return _standing(clue)


@transaction.atomic
def withdraw(clue: Clue, person: Person) -> Clue:
    """Take back one's own latest finding; the one before it stands again."""
    last = clue.verdicts.filter(withdrawn_at=None).order_by("-id").first()
    if last is None or last.by_id != person.pk:
        raise Clash("只能撤销本人作出的最后一次核验。", "如有不同意见，请直接重新核验。")
    last.withdrawn_at = timezone.now()
    last.save(update_fields=["withdrawn_at"])
    audit.record(person, "撤销核验", case_ids=[clue.case_id], facts={"clue": clue.pk})
    return _standing(clue)


def _standing(clue: Clue) -> Clue:
    """Put the finding that stands now on the clue."""
    last = clue.verdicts.filter(withdrawn_at=None).select_related("by").order_by("-id").first()
    clue.verdict = last.verdict if last else ""
    clue.verified_by = last.by.name if last else ""
    clue.verified_at = last.at if last else None
    clue.save(update_fields=["verdict", "verified_by", "verified_at"])
    return clue

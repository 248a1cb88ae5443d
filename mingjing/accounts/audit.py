"""The audit log: append-only, each line sealed by a digest over itself and the line before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from mingjing.accounts.models import AuditedCase, AuditEvent

START = "0" * 64


@transaction.atomic
def record(
    actor: object,
    action: str,
    *,
    case_ids: Iterable[int] = (),
    purpose: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one line: who, when, what, which cases, for what purpose."""
    last = AuditEvent.objects.order_by("-id").values_list("digest", flat=True).first()
    event = AuditEvent(
        at=timezone.now(),
        actor=str(actor),
        action=action,
        purpose=purpose[:200],
        case_ids=sorted(set(case_ids)),
        facts=facts or {},
        previous=last or START,
    )
    event.digest = sealed(event)
    event.save(force_insert=True)
    AuditedCase.objects.bulk_create(AuditedCase(event=event, case_id=c) for c in event.case_ids)
    return event


def sealed(event: AuditEvent) -> str:
    """The digest that the line must carry."""
    fields = [
        event.at.timestamp(),
        event.actor,
        event.action,
        event.purpose,
        event.case_ids,
        event.facts,
        event.previous,
    ]
    return hashlib.sha256(orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)).hexdigest()


def first_broken() -> int | None:
    """The id of the first line that was changed, or that follows a removed one; None when the chain holds."""
    previous = START
    for event in AuditEvent.objects.order_by("id").prefetch_related("cases").iterator(chunk_size=500):
        listed = sorted(c.case_id for c in event.cases.all())
        if event.previous != previous or event.digest != sealed(event) or listed != event.case_ids:
            return event.pk
        previous = event.digest
    return None

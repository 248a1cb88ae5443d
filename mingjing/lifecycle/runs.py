"""All writes about runs. A run is a row first: it survives a reload of the page and a death of the process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.refusals import NotThere
from mingjing.errors import MingjingError
from mingjing.lifecycle.actions import clue_records, store_clues
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.models import Run, ScenarioRecord
from mingjing.running.clue import Clue
from mingjing.running.court import Screening

SHOWN_EVERY = 0.25
"""Seconds between two writes of progress."""

DIED = "运行期间服务中断，结果未保存。已有的线索和核验不受影响，请重新运行。"
INSIDE = "运行时出现内部错误，结果未保存。请把运行编号告知信息处。"


@transaction.atomic
def ask_for(scenario: str, asked_by: object) -> Run:
    """A run of this scenario, waiting; the one that already waits or runs, when there is one."""
    if not ScenarioRecord.objects.filter(name=scenario).exists():
        raise NotThere(f"场景 {scenario}")
    waiting = Run.objects.filter(scenario_id=scenario, state__in=["queued", "running"]).first()
    if waiting:
        return waiting
    audit.record(asked_by, "运行筛查", facts={"scenario": scenario})
    return Run.objects.create(scenario_id=scenario, asked_by=str(asked_by))


def claim_next() -> Run | None:
    """Take the oldest waiting run, unless somebody else was faster."""
    run = Run.objects.filter(state="queued").order_by("id").first()
    return run if run and claim(run) else None


def claim(run: Run) -> bool:
    """Mark a waiting run as running in this process; False when it no longer waits."""
    taken = Run.objects.filter(pk=run.pk, state="queued").update(
        state="running", stage="准备", pid=os.getpid(), started_at=timezone.now(), beat=F("beat") + 1
    )
    run.refresh_from_db()
    return taken == 1


def progress_of(run: Run, start: int, end: int) -> Callable[[str, float], None]:
    """Writes where the run is, in percent between `start` and `end`, but not too often."""
    shown_at = 0.0

    def show(stage: str, share: float) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at < SHOWN_EVERY:
            return
        shown_at = time.monotonic()
        Run.objects.filter(pk=run.pk, state="running").update(
            stage=stage[:80], percent=int(start + (end - start) * max(0.0, min(1.0, share))), beat=F("beat") + 1
        )
        doorbell.ring()

    return show


def finish(run: Run, screening: Screening, clues: Sequence[Clue]) -> Run:
    """Keep the result, whole or not at all."""
    records = clue_records(clues)
    with transaction.atomic():
        new, known = store_clues(run, records)
        _close(run, screening, new, known)
    run.refresh_from_db()
    return run


def _close(run: Run, screening: Screening, new: int, known: int) -> None:
    Run.objects.filter(pk=run.pk).update(
        state="done",
        stage="完成",
        percent=100,
        rows=screening.rows.num_rows,
        new_clues=new,
        known_clues=known,
        not_evaluated=screening.not_evaluated,
        as_of=screening.as_of,
        version=screening.scenario.version,
        seconds=screening.seconds,
        beat=F("beat") + 1,
    )


def fail(run: Run, error: Exception) -> Run:
    """Say what went wrong, in words for the person who asked."""
    said = str(error) if isinstance(error, MingjingError) else INSIDE
    seconds = (timezone.now() - run.started_at).total_seconds() if run.started_at else None
    Run.objects.filter(pk=run.pk).update(state="failed", stage="失败", error=said, seconds=seconds, beat=F("beat") + 1)
    run.refresh_from_db()
    return run


def fail_orphans() -> int:
    """Mark runs as failed whose process has died; gives how many. Called at start."""
    running = Run.objects.filter(state="running")
    dead = [r.pk for r in running if r.pid is None or r.pid == os.getpid() or not alive(r.pid)]
    return Run.objects.filter(pk__in=dead, state="running").update(
        state="failed", stage="中断", error=DIED, beat=F("beat") + 1
    )


def alive(pid: int) -> bool:
    """Whether a process of this number is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""Trainings as rows: they survive a reload of the page and a death of the process."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from pathlib import Path

import orjson
from django.db import transaction
from django.utils import timezone

from mingjing.errors import MingjingError
from mingjing.lifecycle.runner import Runner
from mingjing.lifecycle.runs import SHOWN_EVERY, alive
from mingjing.papers.examples import example
from mingjing.papers.labelling import tasks
from mingjing.papers.learning_apart import Learnt, Progress, Task, learn_apart
from mingjing.papers.models import LabelSet, LabelTask, Training
from mingjing.papers.sheets import sheet_of_record
from mingjing.settings import models_folder

log = logging.getLogger("mingjing.papers")
NEXT = 10
"""How many papers are put forward to be labelled next."""
DIED = "训练期间服务中断。标注没有丢失，请重新训练。"
INSIDE = "训练时出现内部错误。标注没有丢失，请把任务编号告知信息处。"


def claim_next() -> Training | None:
    """Take the oldest waiting training, unless somebody else was faster."""
    waiting = Training.objects.filter(state="queued").order_by("pk").first()
    if waiting is None:
        return None
    taken = Training.objects.filter(pk=waiting.pk, state="queued").update(
        state="running", stage="准备样本", pid=os.getpid(), started_at=timezone.now()
    )
    waiting.refresh_from_db()
    return waiting if taken else None


def carry_out(one: Training) -> Training:
    """Train, keep the scores, and put forward what to label next. The training must have been claimed."""
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="mingjing-training-") as folder:
            waiting, task = _task(one.label_set, Path(folder))
            learnt = learn_apart(task, _progress_of(one))
        _keep(one, learnt, waiting)
        end = {"state": "done", "stage": "完成", "percent": 100, "papers": learnt.papers, "scores": learnt.scores}
    except MingjingError as error:
        end = {"state": "failed", "stage": "失败", "error": str(error)}
    except Exception:
        log.exception("training %s failed", one.pk)
        end = {"state": "failed", "stage": "失败", "error": INSIDE}
    Training.objects.filter(pk=one.pk).update(**end, seconds=time.monotonic() - started)
    one.refresh_from_db()
    return one


def _task(of: LabelSet, folder: Path) -> tuple[list[LabelTask], Task]:
    """The labelled papers in a file, with the points of the set alone; and the papers that wait."""
    rows = list(tasks(of))
    codes = {p["code"] for p in of.points}
    lines = [example(sheet_of_record(t.paper), masked=False, codes=codes) for t in rows if t.done_at]
    file = folder / "examples.jsonl"
    file.write_bytes(b"".join(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in lines))
    waiting = [t for t in rows if not t.done_at]
    texts = tuple(sheet_of_record(t.paper).text for t in waiting)
    day = timezone.localdate()
    return waiting, Task(of.kind, day, file, texts, NEXT, models_folder() / of.kind)


def _progress_of(one: Training) -> Progress:
    """Writes where the training is, but not too often."""
    shown_at = 0.0

    def show(stage: str, share: float) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at < SHOWN_EVERY:
            return
        shown_at = time.monotonic()
        percent = int(100 * max(0.0, min(1.0, share)))
        Training.objects.filter(pk=one.pk, state="running").update(stage=stage[:80], percent=percent)

    return show


@transaction.atomic
def _keep(one: Training, learnt: Learnt, waiting: list[LabelTask]) -> None:
    LabelTask.objects.filter(label_set=one.label_set_id).update(doubt=None, sentence="")
    for number, doubt, sentence in learnt.next_ones:
        LabelTask.objects.filter(pk=waiting[number].pk).update(doubt=doubt, sentence=sentence[:200])


def fail_orphans() -> int:
    """Mark trainings as failed whose process has died; gives how many. Called at start."""
    running = Training.objects.filter(state="running")
    dead = [t.pk for t in running if t.pid is None or t.pid == os.getpid() or not alive(t.pid)]
    return Training.objects.filter(pk__in=dead, state="running").update(state="failed", stage="中断", error=DIED)


trainer = Runner("mingjing-training", claim_next, carry_out)

"""Teaching the reader a kind of paper: sets of papers to label, and what is asked of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.accounts.queries import visible_to
from mingjing.accounts.refusals import Clash, NotThere
from mingjing.papers.actions import record_of
from mingjing.papers.known import KNOWN
from mingjing.papers.models import LabelSet, LabelTask, Training
from mingjing.papers.refusals import WrongLabelSet
from mingjing.papers.sheets import Sheet, sheet

MOST_POINTS, MOST_TASKS = 40, 500
LEAST = 5
"""Papers that must be labelled before a training; the trainer refuses fewer, since it could not test itself."""
KIND = re.compile(r"^[\w（）〔〕]{2,30}$")
"""The name of a kind, such as 搬迁补偿通知书; it becomes the name of the model's folder."""


@dataclass(frozen=True)
class PointWish:
    """An info point to teach: a declared one by its code, or a new one by its name."""

    code: str
    name: str


def label_sets(person: Person) -> QuerySet[LabelSet]:
    """The label sets within a person's sight."""
    return visible_to(LabelSet.objects.select_related("court", "made_by"), person).order_by("-pk")


def label_set(number: int, person: Person) -> LabelSet:
    """One label set within sight."""
    found = label_sets(person).filter(pk=number).first()
    if found is None:
        raise NotThere(f"标注任务 {number}")
    return found


def tasks(of: LabelSet) -> QuerySet[LabelTask]:
    """The papers of a set: what would teach most first, those that are done last."""
    rows = LabelTask.objects.filter(label_set=of).select_related("paper", "done_by")
    return rows.order_by(F("done_at").asc(nulls_first=True), F("doubt").desc(nulls_last=True), "pk")


def task(of: LabelSet, key: str, person: Person) -> tuple[LabelTask, Sheet]:
    """One paper of a set, in hand."""
    in_hand = sheet(key, person)
    found = tasks(of).filter(paper=in_hand.record).first() if in_hand.record else None
    if found is None:
        raise NotThere(f"标注任务中的文书 {key}")
    return found, in_hand


@transaction.atomic
def make_label_set(kind: str, points: Sequence[PointWish], person: Person) -> LabelSet:
    """Begin to teach a kind of paper."""
    kind = kind.strip()
    if not KIND.match(kind):
        raise WrongLabelSet("文书种类应为 2 至 30 个字，例如“搬迁补偿通知书”。")
    if not 1 <= len(points) <= MOST_POINTS:
        raise WrongLabelSet(f"请选择 1 至 {MOST_POINTS} 个信息点。")
    if LabelSet.objects.filter(kind=kind).exists():
        raise Clash(f"“{kind}”已有标注任务。", "请打开原有任务继续标注。")
    made = LabelSet.objects.create(kind=kind, points=_named(points), court=person.court, made_by=person)
    audit.record(person, "新建标注任务", facts={"kind": kind, "points": len(points)})
    return made


def _named(points: Sequence[PointWish]) -> list[dict[str, str]]:
    """Declared points under their codes; new ones under their own names, which are codes nobody else has."""
    rows = {}
    for wish in points:
        known = KNOWN.get(wish.code)
        name = known.name if known else wish.name.strip()
        if not name:
            raise WrongLabelSet("每个信息点都要有名称。")
        code = known.code if known else name
        rows[code] = {"code": code, "name": name, "group": known.group if known else "新信息点"}
    return list(rows.values())


@transaction.atomic
def add_papers(of: LabelSet, keys: Iterable[str], person: Person) -> int:
    """Put papers within sight into a set; gives how many are new in it."""
    sheets = [sheet(key, person) for key in dict.fromkeys(keys)]
    before = of.tasks.count()
    if before + len(sheets) > MOST_TASKS:
        raise WrongLabelSet(f"一个标注任务最多 {MOST_TASKS} 份文书。")
    LabelTask.objects.bulk_create([LabelTask(label_set=of, paper=record_of(s)) for s in sheets], ignore_conflicts=True)
    ids = {c for s in sheets for c in s.case_ids}
    audit.record(person, "加入标注文书", case_ids=ids, facts={"set": of.pk, "papers": len(sheets)})
    return of.tasks.count() - before


@transaction.atomic
def set_done(one: LabelTask, in_hand: Sheet, person: Person, *, done: bool) -> None:
    """Say that every point of the set is labelled in this paper, or that it is not after all."""
    one.done_by, one.done_at = (person, timezone.now()) if done else (None, None)
    one.save(update_fields=["done_by", "done_at"])
    facts = {"set": one.label_set_id, "paper": in_hand.key}
    audit.record(person, "完成标注" if done else "重开标注", case_ids=in_hand.case_ids, facts=facts)


@transaction.atomic
def ask_for_training(of: LabelSet, person: Person) -> Training:
    """A training of this set, waiting; the one that already waits or runs, when there is one."""
    going = of.trainings.filter(state__in=["queued", "running"]).first()
    if going:
        return going
    audit.record(person, "训练文书解构模型", facts={"set": of.pk, "kind": of.kind})
    return Training.objects.create(label_set=of, asked_by=str(person))

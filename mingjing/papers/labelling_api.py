"""Teaching kinds of paper over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from ninja import Router, Schema
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May, purpose_of
from mingjing.accounts.models import Person
from mingjing.papers import labelling
from mingjing.papers.models import LabelSet, LabelTask, Training
from mingjing.papers.shapes import Key, KnownPoint, veil_for
from mingjing.papers.sheets import sheet_of_record
from mingjing.papers.trainings import trainer

router = Router(tags=["labelling"])
Number = Annotated[int, Field(ge=1, lt=2**63)]


class PointScore(Schema):
    """What a trained reader is worth for one point, from cross-validation; `labelled` is how often people marked it."""

    name: str
    precision: float
    recall: float
    f1: float
    labelled: int


class TrainingView(Schema):
    """A training and how far it has come."""

    id: int
    state: str
    stage: str
    percent: int
    papers: int
    scores: list[PointScore]
    error: str
    asked_by: str
    started_at: datetime | None
    seconds: float | None


class LabelTaskRow(Schema):
    """A paper of a label set; `doubt` is set for those to be labelled next."""

    key: str
    title: str
    case_number: str
    source_name: str
    done_by: str
    doubt: float | None
    sentence: str


class LabelSetRow(Schema):
    """A kind of paper that is being taught."""

    id: int
    kind: str
    court: str
    made_by: str
    points: list[KnownPoint]
    papers: int
    done: int
    training: TrainingView | None


class LabelSetView(LabelSetRow):
    """A label set with its papers; `least` is how many must be done before a training."""

    tasks: list[LabelTaskRow]
    least: int


class PointWished(Schema):
    """A declared point by code, or a new one by name."""

    code: Annotated[str, Field(max_length=40)] = ""
    name: Annotated[str, Field(max_length=20)] = ""


class LabelSetWished(Schema):
    """A kind of paper and the points to be read from it."""

    kind: Annotated[str, Field(max_length=40)]
    points: Annotated[list[PointWished], Field(max_length=60)]


class PapersWished(Schema):
    """Papers to be labelled."""

    keys: Annotated[list[Key], Field(min_length=1, max_length=200)]


@router.get("/labelling", auth=May("label"), response=answers(list[LabelSetRow]), operation_id="label_sets")
def label_sets(request: Asked) -> list[LabelSetRow]:
    """Kinds of paper that are being taught, within sight."""
    return [LabelSetRow(**_row(s)) for s in labelling.label_sets(request.auth)]


@router.post("/labelling", auth=May("label"), response=answers(LabelSetView), operation_id="make_label_set")
def make(request: Asked, body: LabelSetWished) -> LabelSetView:
    """Begin to teach a kind of paper."""
    wishes = [labelling.PointWish(p.code, p.name) for p in body.points]
    return view(labelling.make_label_set(body.kind, wishes, request.auth), request.auth)


@router.get("/labelling/{set_id}", auth=May("label"), response=answers(LabelSetView), operation_id="label_set")
def one(request: Asked, set_id: Number) -> LabelSetView:
    """A label set with its papers, those worth most first."""
    found = labelling.label_set(set_id, request.auth)
    ids = [t.paper.case_id for t in labelling.tasks(found) if t.paper.case_id is not None]
    audit.record(request.auth, "查看标注任务", case_ids=ids, purpose=purpose_of(request, "标注文书"))
    return view(found, request.auth)


@router.post("/labelling/{set_id}/papers", auth=May("label"), response=answers(LabelSetView), operation_id="add_to_set")
def add(request: Asked, set_id: Number, body: PapersWished) -> LabelSetView:
    """Put papers into the set."""
    found = labelling.label_set(set_id, request.auth)
    labelling.add_papers(found, body.keys, request.auth)
    return view(found, request.auth)


@router.put(
    "/labelling/{set_id}/papers/{key}", auth=May("label"), response=answers(LabelSetView), operation_id="labelled"
)
def labelled(request: Asked, set_id: Number, key: Key) -> LabelSetView:
    """Say that a paper of the set is labelled."""
    return _set_done(request, set_id, key, done=True)


@router.delete(
    "/labelling/{set_id}/papers/{key}", auth=May("label"), response=answers(LabelSetView), operation_id="unlabelled"
)
def unlabelled(request: Asked, set_id: Number, key: Key) -> LabelSetView:
    """Say that a paper of the set is not labelled after all."""
    return _set_done(request, set_id, key, done=False)


def _set_done(request: Asked, set_id: int, key: str, *, done: bool) -> LabelSetView:
    found = labelling.label_set(set_id, request.auth)
    labelling.set_done(*labelling.task(found, key, request.auth), request.auth, done=done)
    return view(found, request.auth)


@router.post("/labelling/{set_id}/train", auth=May("label"), response=answers(TrainingView), operation_id="train")
def train(request: Asked, set_id: Number) -> TrainingView:
    """Train on what is labelled, in the background; gives the training already under way, when there is one."""
    asked = labelling.ask_for_training(labelling.label_set(set_id, request.auth), request.auth)
    transaction.on_commit(trainer.nudge)
    return training_view(asked)


def view(found: LabelSet, person: Person) -> LabelSetView:
    """A label set with its papers, as this person may see them."""
    tasks = [_task(t, masked=person.masked) for t in labelling.tasks(found)]
    return LabelSetView(**_row(found), tasks=tasks, least=labelling.LEAST)


def _row(found: LabelSet) -> dict[str, Any]:
    last = found.trainings.select_related("label_set").order_by("-pk").first()
    return {
        "id": found.pk,
        "kind": found.kind,
        "court": found.court.name,
        "made_by": found.made_by.name,
        "points": [KnownPoint(**p) for p in found.points],
        "papers": found.tasks.count(),
        "done": found.tasks.exclude(done_at=None).count(),
        "training": training_view(last) if last else None,
    }


def _task(t: LabelTask, *, masked: bool) -> LabelTaskRow:
    veil = veil_for(sheet_of_record(t.paper), masked=masked and bool(t.sentence))
    return LabelTaskRow(
        key=t.paper.key,
        title=t.paper.title,
        case_number=t.paper.case_number,
        source_name="" if masked else t.paper.source_name,
        done_by=t.done_by.name if t.done_by else "",
        doubt=t.doubt,
        sentence=veil.text(t.sentence),
    )


def training_view(t: Training) -> TrainingView:
    """A training for the pages."""
    names = {p["code"]: p["name"] for p in t.label_set.points}
    return TrainingView(
        id=t.pk,
        state=t.state,
        stage=t.stage,
        percent=t.percent,
        papers=t.papers,
        scores=[
            PointScore(
                name=names.get(s["code"], s["code"]),
                precision=s["precision"],
                recall=s["recall"],
                f1=s["f1"],
                labelled=s["right"] + s["missed"],
            )
            for s in t.scores
        ],
        error=t.error,
        asked_by=t.asked_by,
        started_at=t.started_at,
        seconds=t.seconds,
    )

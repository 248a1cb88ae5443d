"""Training in a process of its own, so that the pages of everybody else stay quick meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from mingjing.errors import MingjingError, MissingPart
from mingjing.reading import read
from mingjing.reading.learning import store
from mingjing.reading.learning.chosen import hints
from mingjing.reading.learning.examples import read_examples
from mingjing.reading.learning.suggesting import suggest
from mingjing.reading.points import points

try:
    from mingjing.reading.learning import training
except ImportError:  # the extra `learning` is not installed: one can label, and train where it is
    training = None  # type: ignore[assignment]

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Task:
    """What to learn: labelled papers in a file, the texts to choose the next from, and where the model goes."""

    kind: str
    day: dt.date
    examples: Path
    unlabelled: tuple[str, ...]
    next_ones: int
    folder: Path


@dataclass(frozen=True)
class Learnt:
    """What came of it: scores per point, and which unlabelled texts to label next with how much doubt."""

    papers: int
    scores: list[dict[str, Any]]
    next_ones: list[tuple[int, float, str]]


class TrainingFailed(MingjingError):
    """The process of the training ended without a word."""

    code = "training_failed"
    http_status = 500
    message = "训练进程意外结束，可能是内存不足。标注没有丢失，请减少文书或稍后重试。"


def learn_apart(task: Task, progress: Progress) -> Learnt:
    """Train in another process; hears its progress. Raises what the training raised."""
    if training is None:
        raise MissingPart("训练所需的 python-crfsuite 和 scikit-learn", '请 pip install "mingjing[learning]"。')
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_in_the_other, args=(task, there), name="mingjing-training", daemon=True)
    process.start()
    there.close()
    try:
        return _heard(here, progress)
    finally:
        process.join()


def _heard(here: Connection, progress: Progress) -> Learnt:
    while True:
        try:
            said = here.recv()
        except EOFError:
            raise TrainingFailed from None
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Learnt):
            return said
        progress(*said)


def _in_the_other(task: Task, there: Connection) -> None:
    try:
        there.send(learn(task, lambda stage, share: there.send((stage, share))))
    except Exception as error:
        there.send(error)


def learn(task: Task, progress: Progress) -> Learnt:
    """Train, keep the model, and choose which papers to label next."""
    examples = read_examples(task.examples)
    plan = training.Plan(task.kind, task.day.isoformat())
    model = training.learn(examples, plan, lambda text: hints(points(read(text))), progress)
    store.save(model, task.folder)
    progress("挑选下一批", 0.98)
    chosen = suggest(model, task.unlabelled, min(task.next_ones, len(task.unlabelled))) if task.unlabelled else []
    scores = [{"code": name, **count.to_json()} for name, count in model.facts.scores.items()]
    return Learnt(len(examples), scores, [(c.number, c.doubt, c.sentence) for c in chosen])

"""Models that a court has put to use: those in the folder of models, each for its kind of paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from mingjing.reading.learning.chat import Chat, asked
from mingjing.reading.learning.model import Model, Point
from mingjing.reading.learning.spans import Span
from mingjing.reading.learning.store import MANIFEST, load
from mingjing.reading.paper import Paper
from mingjing.reading.points import POINTS, Found, points
from mingjing.reading.points.normal import normal

_OPENING = 200
"""A kind that the rules do not know is named in so many first characters."""


def all_points(paper: Paper, folder: Path, chat: Chat | None = None) -> tuple[Found, ...]:
    """What the rules find, what the models for this kind of paper find, and what a language model finds besides.

    Where rules and models read the same point, the models' reading stands. Raises WrongModel when a model of the
    folder is damaged, ChatFailed when the language model does not answer: neither is left out in silence.
    """
    found = points(paper)
    for model in models(folder):
        if suits(model, paper):
            found = joined(found, model, paper)
    return asked(found, paper.text, chat) if chat else found


def suits(model: Model, paper: Paper) -> bool:
    """Whether the paper is of the kind that the model was trained for."""
    named = {value.value for value in (paper.kind, paper.document_type) if value}
    return model.facts.kind in named or model.facts.kind in paper.text[:_OPENING]


def joined(found: Sequence[Found], model: Model, paper: Paper) -> tuple[Found, ...]:
    """The points with those of the model in the place of the rules' own readings of the same points."""
    read = model.read(paper.text, hints(found))
    learnt = frozenset(model.facts.scores)
    kept = [one for one in found if one.id not in learnt]
    return (*kept, *(as_found(paper.text, point) for point in read))


def hints(found: Sequence[Found]) -> list[Span]:
    """What the rules read, as the taggers take it."""
    return [Span(one.start, one.end, one.id) for one in found if one.start < one.end]


def as_found(text: str, point: Point) -> Found:
    """A learnt point in the form of all points."""
    words, declared = text[point.start : point.end], POINTS.get(point.id)
    name = declared.name if declared else point.id
    value = normal(declared.kind, words) if declared and point.value == words else point.value
    return Found(point.id, name, value, words, point.start, point.end, point.confidence, f"learnt.{point.by}")


def models(folder: Path) -> tuple[Model, ...]:
    """The models of a folder, each in a folder of its own, by name. Raises WrongModel."""
    return tuple(_loaded(place.parent, place.stat().st_mtime_ns) for place in sorted(folder.glob(f"*/{MANIFEST}")))


@lru_cache(maxsize=32)
def _loaded(folder: Path, stamp: int) -> Model:
    """The model of a folder, loaded again when its manifest was written again."""
    return load(folder)

"""One paper from a file as read: what it says, its info points as sure as their letters, and its turns for a record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mingjing.reading import Paper, Value, read
from mingjing.reading.files import SourcePaper
from mingjing.reading.files.placed import doubted
from mingjing.reading.files.speech import CONFIDENCE
from mingjing.reading.learning.chat import chat_of
from mingjing.reading.learning.chosen import all_points
from mingjing.reading.paper import Dates, Panel
from mingjing.reading.points import Found
from mingjing.reading.transcripts import Transcript, is_transcript, transcript
from mingjing.settings import environment, models_folder


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper with its info points; `transcript` is there for a record of people speaking."""

    paper: Paper
    points: tuple[Found, ...]
    transcript: Transcript | None = None


def read_source(source: SourcePaper) -> ReadPaper:
    """The paper that a file gave, read as what it is."""
    if is_transcript(source.text):
        heard = transcript(source.text, source.id)
        return ReadPaper(_record(heard), tuple(_doubted(heard, source)), heard)
    paper = read(source.text, source.id)
    return ReadPaper(paper, tuple(doubted(points_of(paper), source.layout)))


def points_of(paper: Paper) -> tuple[Found, ...]:
    """The info points of a paper by every reader that the settings switch on. Raises WrongModel, ChatFailed."""
    return all_points(paper, models_folder(), chat_of(environment()))


def _doubted(heard: Transcript, source: SourcePaper) -> list[Found]:
    """The points of a record as sure as its words: recognised in a scan, or heard by a machine."""
    if source.layout and source.layout.kind == "recording":
        by = [replace(point, by=f"{point.by}+asr") for point in heard.points]
        return [replace(point, confidence=min(point.confidence, CONFIDENCE)) for point in by]
    return doubted(heard.points, source.layout if heard.text == source.text else None)


def _record(heard: Transcript) -> Paper:
    """A record as a paper: its case, court and title. Who it says is a party is no judgment's list of parties."""
    return replace(
        read("", heard.id),
        text=heard.text,
        case_number=_value(heard, "T003"),
        court=_value(heard, "T002"),
        document_type=_value(heard, "T001"),
        kind=_value(heard, "T001"),
        dates=Dates(),
        panel=Panel(),
    )


def _value(heard: Transcript, point: str) -> Value[str] | None:
    found = next((one for one in heard.points if one.id == point), None)
    return Value(str(found.value), found.text, found.start, found.end, found.confidence, found.by) if found else None

"""A hearing record as read: its turns and its info points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mingjing.reading.folding import folded
from mingjing.reading.length import within_length
from mingjing.reading.points import Found
from mingjing.reading.transcripts import admissions, proceedings, settlement
from mingjing.reading.transcripts.made import found
from mingjing.reading.transcripts.subtitles import is_subtitles, record, timed
from mingjing.reading.transcripts.turns import Turn, turns


@dataclass(frozen=True, slots=True)
class Transcript:
    """A record. Offsets of turns and points are those of `text`, for subtitles the words without their times."""

    id: str | None
    text: str
    turns: tuple[Turn, ...]
    points: tuple[Found, ...]

    def turn_rows(self) -> list[dict[str, Any]]:
        """The turns as `mingjing read` writes them."""
        return [_turn(turn, self.text) for turn in self.turns]


def _turn(turn: Turn, text: str) -> dict[str, Any]:
    words = {"role": turn.role, "side": turn.side, "speaker": text[slice(*turn.named)], "text": text[slice(*turn.span)]}
    place = {"start": turn.span[0], "end": turn.span[1]}
    return words | place | ({"at": turn.at, "until": turn.until} if turn.at is not None else {})


def is_transcript(text: str) -> bool:
    """Whether a text is a record of people speaking: it is titled 笔录, or it is subtitles of a hearing."""
    if is_subtitles(text):
        return True
    plain = folded(text[:400])
    return proceedings.title(plain) is not None


def transcript(text: str, id: str | None = None) -> Transcript:  # noqa: A002 - the word every source uses
    """The record that `text` is; subtitles become lines of words first, with the times kept on the turns."""
    text = within_length(text)
    words, cues = record(text) if is_subtitles(text) else (text, ())
    plain = folded(words)
    spoken = turns(plain)
    if cues:
        spoken = timed(spoken, cues)
    points = sorted(_points(words, plain, spoken), key=lambda point: (point.id, point.start))
    return Transcript(id, words, spoken, tuple(points))


def _points(text: str, plain: str, spoken: tuple[Turn, ...]) -> Iterator[Found]:
    first = spoken[0].named[0] if spoken else len(plain)
    yield from proceedings.head(text, plain, first)
    yield from proceedings.spoken_points(text, plain, spoken)
    yield from proceedings.signatures(text, plain)
    yield from admissions.admissions(text, plain, spoken)
    yield from admissions.evidence_views(text, plain, spoken)
    yield from admissions.disputes(text, plain, spoken)
    yield from settlement.willingness(text, plain, spoken)
    yield from settlement.offers(text, plain, spoken)
    yield from settlement.outcome(text, plain, spoken)
    for turn in spoken:
        yield found("T020", {"speaker": turn.role, "side": turn.side}, text, turn.span, "transcripts.turns")

"""Subtitles of recorded hearings, SRT and WebVTT: their words as a record, each turn with its time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingjing.reading.transcripts.turns import Turn

# 00:01:02,500 --> 00:01:05,000 (SRT), 01:02.500 --> 01:05.000 align:start (WebVTT)
_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMES = re.compile(rf"[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}[^\n]*")
_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>\n]{1,40})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,60}>|<\d[^<>\n]{0,20}>|\{\\[^{}\n]{0,40}\}")
_NOT_CUES = ("NOTE", "STYLE", "REGION", "WEBVTT")


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: from when to when in seconds, and where its words are in the text of the record."""

    start: float
    end: float
    at: int
    until: int


def is_subtitles(text: str) -> bool:
    """Whether a text is subtitles: it says so, or its first cue has its times."""
    return text.lstrip("\ufeff \n").startswith("WEBVTT") or _TIMES.search(text[:2000]) is not None


def record(text: str) -> tuple[str, tuple[Cue, ...]]:
    """The words of subtitles as lines of a record, and the times of each. A voice tag names the speaker of its line."""
    lines: list[str] = []
    cues: list[Cue] = []
    at = 0
    for start, end, words in _cues(text):
        words = _TAG.sub("", _VOICE.sub(lambda voice: f"{voice[1].strip()}：", words)).strip()
        if words:
            cues.append(Cue(start, end, at, at + len(words)))
            lines.append(words)
            at += len(words) + 1
    return "\n".join(lines), tuple(cues)


def _cues(text: str) -> Iterator[tuple[float, float, str]]:
    """Times and words of each block; blocks without times are titles, notes and styles."""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        found = _TIMES.search(block)
        if found and not block.lstrip().startswith(_NOT_CUES[:3]):
            yield _seconds(found.groups()[:4]), _seconds(found.groups()[4:]), block[found.end() :].strip("\n")


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = ((part or "0") for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000


def timed(turns: tuple[Turn, ...], cues: tuple[Cue, ...]) -> tuple[Turn, ...]:
    """The turns with the times of the subtitles that they span."""
    starts = [cue.at for cue in cues]

    def cue_at(place: int) -> Cue:
        return cues[max(0, bisect_right(starts, place) - 1)]

    return tuple(
        replace(turn, at=cue_at(turn.named[0]).start, until=cue_at(max(turn.named[0], turn.span[1] - 1)).end)
        for turn in turns
    )

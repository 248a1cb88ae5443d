"""The turns of a record: who says what, in order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingjing.reading.sections import Span
from mingjing.reading.transcripts.speakers import COURT_SIDE, SPEAKER, side_of, speaker_of
from mingjing.reading.values import trimmed

# a turn starts a line; where a record has no line breaks, it follows the end of a sentence
_START = re.compile(rf"(?:^|(?<=\n)|(?<=[。？！ ]))[ ]{{0,8}}(?:{SPEAKER.pattern})")
_CRIMINAL = re.compile(r"公诉人|被告人|辩护人")
_SENTENCE = re.compile(r"[。？！]|[吗呢]$")
_ASKS = re.compile(r"[？]|是否|有无|有没有|吗[。]?$|请(?:原告|被告|双方|说明|陈述|发表|回答)|为什么|多少|什么时候|怎么")
SHORT = 14


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next speaks. `span` covers the words, `named` the speaker as written.

    `at` and `until` are seconds from the start of a recording, for subtitles.
    """

    role: str
    named: Span
    span: Span
    at: float | None = None
    until: float | None = None

    @property
    def side(self) -> str:
        """The party for whom the speaker speaks; the court's own people are all 法院."""
        return "法院" if self.role in COURT_SIDE else side_of(self.role)


def turns(plain: str) -> tuple[Turn, ...]:
    """The turns of a record whose folded text is `plain`; what stands before the first is its head."""
    criminal = bool(_CRIMINAL.search(plain[:1500]))
    last = tail(plain)
    found = [(m, role) for m in _START.finditer(plain, 0, last) if (role := speaker_of(m, criminal))]
    ends = [*(m.start("speaker") for m, _ in found[1:]), last]
    made = [
        Turn(role, (m.start("speaker"), m.end("speaker")), trimmed(plain, (m.end(), end), " \n"))
        for (m, role), end in zip(found, ends, strict=False)
    ]
    return tuple(made[_first(plain, made) :])


def _first(plain: str, made: Sequence[Turn]) -> int:
    """The first turn in which somebody of the court speaks a sentence: 审判长：李某 only says who sits."""
    for i, turn in enumerate(made):
        words = plain[slice(*turn.span)]
        if turn.side == "法院" and (_SENTENCE.search(words) or len(words) > SHORT):
            return i
    return len(made)


# 以上笔录已阅，无误。 and signatures
_TAIL = re.compile(
    r"\n[ ]*(?:以上笔录|笔录(?:已|经)?阅|（?以下无正文|[^\n：]{0,14}(?:签名|签字|捺印)[^\n]{0,20}(?:\n|$))"
)


def tail(plain: str) -> int:
    """Where the signatures begin."""
    found = _TAIL.search(plain)
    return found.start() if found else len(plain)


def asks(plain: str, turn: Turn) -> bool:
    """Whether a turn asks something."""
    return bool(_ASKS.search(plain, *turn.span))

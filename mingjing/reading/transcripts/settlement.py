"""Talk of settlement: who is willing, what is offered, how it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.points import Found
from mingjing.reading.transcripts.made import found
from mingjing.reading.transcripts.turns import Turn

_ASKED = re.compile(
    r"(?:是否|愿不愿意|能否|可否|有无|同意|愿意)[^。？\n]{0,14}(?:调解|和解)|(?:调解|"
    r"和解)[^。？\n]{0,8}(?:意向|意愿|吗|意见)"
)
_WILLING = re.compile(r"(?<!不)(?<!不能)(?:同意|愿意|可以)(?:[^，。]{0,6}(?:调解|和解))?")
_UNWILLING = re.compile(r"不(?:同意|愿意|接受|能)(?:[^，。]{0,6}(?:调解|和解))?|拒绝调解")
_OFFER = re.compile(rf"(?:愿意|同意|可以|最多|要求|只能|一次性)[^。；\n]{{0,30}}?(?P<money>{MONEY})")
_RESULT = (
    (
        re.compile(r"(?:调解不成|未(?:能)?达成(?:一致|调解|和解)?[^，。\n]{0,6}协议|不再(?:主持)?调解|意见分歧较大)"),
        "未成",
    ),
    (
        re.compile(
            r"(?:自愿)?(?<!未)(?<!未能)(?<!没有)达成(?:如下|以下|一致)?[^，。\n]{0,4}(?:调解|和解)?(?:协议|意见)"
            r"|(?:调解|和解)(?:成功|达成一致)|(?<!未)(?<!未能)(?<!没有)达成(?:调解|和解)"
        ),
        "达成",
    ),
)
FAR = 8
"""Turns after the question within which the answers come."""


def willingness(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """Each party's answer to the court's question, the first it gives."""
    for i, turn in enumerate(spoken):
        if turn.side != "法院" or not _ASKED.search(plain, *turn.span):
            continue
        answered: set[str] = set()
        for reply in spoken[i + 1 : i + 1 + FAR]:
            words = plain[slice(*reply.span)]
            said = _UNWILLING.search(words) or _WILLING.search(words)
            if reply.side == "法院" or reply.side in answered or not said:
                continue
            answered.add(reply.side)
            value = {"side": reply.side, "speaker": reply.role, "willing": not _UNWILLING.search(words)}
            span = reply.span[0] + said.start(), reply.span[0] + said.end()
            yield found("T013", value, text, span, "transcripts.willing")


def offers(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """Amounts that a side names once settlement is talked of."""
    talking = False
    for turn in spoken:
        if turn.side == "法院":
            talking = talking or bool(_ASKED.search(plain, *turn.span))
            continue
        for said in _OFFER.finditer(plain, *turn.span) if talking else ():
            if (fen := money_fen(said["money"])) is not None:
                value = {"side": turn.side, "amount_fen": fen, "words": text[slice(*said.span())]}
                yield found("T014", value, text, said.span(), "transcripts.offer", 0.7)


def outcome(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """How the talk ended, in the court's last words about it."""
    ends = [
        (m.span(), word) for turn in spoken for pattern, word in _RESULT for m in pattern.finditer(plain, *turn.span)
    ]
    if ends:
        span, word = max(ends)
        yield found("T015", word, text, span, "transcripts.outcome")

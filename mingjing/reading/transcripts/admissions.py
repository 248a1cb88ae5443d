"""What a party admits at the hearing (自认), what it says of evidence (质证), and what it disputes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingjing.reading.points import Found
from mingjing.reading.sections import Span
from mingjing.reading.transcripts.made import found
from mingjing.reading.transcripts.speakers import PARTY_SIDE, side_of
from mingjing.reading.transcripts.turns import SHORT, Turn, asks

_CLAUSE = re.compile(r"[^。；！？\n]+")
_PART = re.compile(r"[^。；！？，\n]{3,}")
_QUALITY = re.compile(r"真实性|合法性|关联性|证明目的|证明力|三性|证据\d|证据[一二三四五六七八九十]")
_DENIES = re.compile(
    r"不(?:予)?(?:认可|承认|属实|同意|清楚|知道|是事实)|(?<!没)(?<!无)有异议|否认|没有(?:欠|收到|借|签)|不是"
)
_ADMITS = re.compile(
    r"(?:无|没有|没)(?:任何)?(?:异议|意见|争议)|(?<!不)(?<!不予)(?:予以)?(?:认可|承认|确认)|(?<!不)属实|是事实|"
    r"确实(?:欠|收到|借|签|拿|有)|(?:欠|借)款(?:金额)?(?:是|为)?对的"
)
# 是的。对。没有异议。认可。 as the whole answer to a question
_YES = re.compile(
    r"(?:是的?|对的?|属实|认可|承认|没错|确实(?:是|如此)?|无异议|没有异议|没异议|有的)[。，！ ]*(?:是我签的|"
    r"[^，。]{0,6})[。]?"
)
_NO = re.compile(r"(?:没有|没|无)[。 ]*")
_ASKS_FOR_DISPUTE = re.compile(r"有无异议|有没有异议|是否有异议|有异议吗|有何异议|有无意见|是否有意见")
_OF_PROCEDURE = re.compile(r"回避|调解|合议庭|权利|义务|身份|出庭人员|对方(?:的)?代理|补充|变更|新的证据|听清|笔录")


def admissions(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """Facts that a party admits: in its own words, or by a short answer to the court's question."""
    question: Turn | None = None
    for turn in spoken:
        if turn.side == "法院":
            question = turn if asks(plain, turn) else None
        elif side_of(turn.role) in PARTY_SIDE:
            answer = _answered(text, plain, turn, question)
            yield from ([answer] if answer else _in_own_words(text, plain, turn))


def _answered(text: str, plain: str, turn: Turn, question: Turn | None) -> Found | None:
    """A short yes to a question about the facts; the question is what is admitted."""
    words = plain[slice(*turn.span)]
    if question is None or len(words) > SHORT or _OF_PROCEDURE.search(plain, *question.span):
        return None
    undisputed = bool(_NO.fullmatch(words)) and bool(_ASKS_FOR_DISPUTE.search(plain, *question.span))
    if not undisputed and not _YES.fullmatch(words):
        return None
    asked = text[slice(*question.span)]
    if _QUALITY.search(asked):
        return None
    value = {"speaker": turn.role, "side": turn.side, "admits": asked, "answer": text[slice(*turn.span)]}
    return found("T010", value, text, turn.span, "transcripts.answer")


def _in_own_words(text: str, plain: str, turn: Turn) -> Iterator[Found]:
    for span, words in _facts(plain, turn.span):
        if _QUALITY.search(words) or _OF_PROCEDURE.search(words) or _DENIES.search(words):
            continue
        if _ADMITS.search(words):
            value = {"speaker": turn.role, "side": turn.side, "admits": text[slice(*span)]}
            yield found("T010", value, text, span, "transcripts.admission")


def _facts(plain: str, turn: Span) -> Iterator[tuple[Span, str]]:
    """Clauses; one that speaks of evidence is cut at its commas, so that 借款属实 is not lost beside 认可真实性."""
    for span, words in _clauses(plain, turn):
        if _QUALITY.search(words):
            yield from ((part.span(), part.group()) for part in _PART.finditer(plain, *span))
        else:
            yield span, words


def evidence_views(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """What a party says of evidence: which qualities it accepts and which it disputes."""
    for turn in spoken:
        if turn.side == "法院":
            continue
        for span, words in _clauses(plain, turn.span):
            if _QUALITY.search(words) and (_ADMITS.search(words) or _DENIES.search(words)):
                value = {"speaker": turn.role, "side": turn.side, "view": _view(words), "words": text[slice(*span)]}
                yield found("T012", value, text, span, "transcripts.evidence")


def _view(words: str) -> str:
    accepts, disputes = bool(_ADMITS.search(words)), bool(_DENIES.search(words))
    return "部分认可" if accepts and disputes else ("认可" if accepts else "不认可")


def disputes(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """Facts that a party disputes."""
    for turn in spoken:
        if side_of(turn.role) not in PARTY_SIDE:
            continue
        for span, words in _clauses(plain, turn.span):
            if _DENIES.search(words) and not _QUALITY.search(words) and not _OF_PROCEDURE.search(words):
                value = {"speaker": turn.role, "side": turn.side, "disputes": text[slice(*span)]}
                yield found("T011", value, text, span, "transcripts.dispute")


def _clauses(plain: str, span: Span) -> Iterator[tuple[Span, str]]:
    return ((clause.span(), clause.group()) for clause in _CLAUSE.finditer(plain, *span) if clause.group().strip())

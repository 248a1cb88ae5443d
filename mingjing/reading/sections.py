"""Where the parts of a paper lie: head, parties, proceedings, reasoning, orders, tail, appendix.

Papers retell other papers: a second instance repeats the first's clause 判决如下, an appendix repeats statutes. So
the parts are found from the ends: the party list from the front, the signature from the back, and the deciding
clause is the last 如下 before the signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingjing.court.numerals import CHINESE_DATE, DATE
from mingjing.reading.roles import AGENT_ROLE, PARTY_ROLE
from mingjing.reading.titles import standing_title

Span = tuple[int, int]

# Sentences of the proceedings: 原告白某与被告张某民间借贷纠纷一案, …检察院以…起诉书指控, 本院于…立案
PROCEEDINGS = re.compile(
    r"一案|纠纷案|[二两三四五六七八九十]案(?=，)|提起公诉|起诉书|及其|到庭|诉至|指控|"
    r"审理终结|诉称|辩称|诉讼请求：|请求事项|向本院|向我院|申请执行(?!人)|出庭支持|报请|不服[^，。]{2,40}(?:判决|"
    r"裁定|决定)"
    r"|于[^，。]{4,14}(?:以|作出)(?:[^，。]{0,3}（\d{4}）|[^，。]{0,30}(?:判决|裁定))"
    r"|本院(?:于|受理|立案|依法|在|审理|查明|认为|经审|作出|[^，。]{0,4}认为|根据|依照|"
    r"执行)|纠纷[^，。]{0,6}，(?:本院|原告|不服|向)"
)
# 原告：张三，男 or 原告：某某公司，住所地: surely a listed party, even after a sentence about proceedings
_LISTED = re.compile(rf"{PARTY_ROLE}[^，。\n]{{0,60}}，(?:[男女][，。；（]|住所|住(?!院|进|在医)|汉族|地址|营业场所)")
_DECIDING = re.compile(
    r"(?:判\s*决|裁\s*定|决\s*定|判\s*令|命\s*令|处\s*理|调\s*解|协\s*议|通\s*知)[^，。；\n]{0,6}?如\s*下"
)
_TITLE = re.compile(r"(?:审 *判 *长|审 *判 *员|执 *行 *员|执 *行 *长|书 *记 *员|速 *录 *员|院 *长|法 *官 *助 *理)")
_SIGNED_ON = re.compile(CHINESE_DATE)
_ANY_DATE_LINE = re.compile(rf"^[ ]*{DATE}[ ]*$", re.M)
_REASONING = re.compile(r"本\s*院(?:[^，。：；\n]{0,12})认\s*为")
# An entry after 、, where a source joined paragraphs: …律师事务所律师、被告：刘某。 or …住于都县，、被告严某，男
_JOINED = (
    rf"(?<=、)(?:(?:原?公诉机关|{PARTY_ROLE}(?:（[^）]{{2,20}}）)?：|{AGENT_ROLE}：)|{PARTY_ROLE}（["
    rf"^）]{{2,20}}）(?=[^，。、（\n：]{{2,30}}[、，。\n])"
    rf"|{PARTY_ROLE}(?:（[^）]{{2,20}}）)?[^，。、）（\n][^，。、\n]{{1,30}}(?:，[男女][，"
    r"。]|，住|。\n?(?:地址|住|法定|负责))"
    rf"|(?:{AGENT_ROLE})[\u4e00-\u9fff×]{{2,4}}(?:，|。?\n))"
)
_ROLE = rf"(?:{PARTY_ROLE}|{AGENT_ROLE})"
# An entry starts a line, or follows a full stop, a blank, or the case number.
ENTRY = re.compile(rf"(?:(?:(?<=^)|(?<=[\n 。；])|(?<=号)|(?<=号、)|(?<=书、)){_ROLE}|{_JOINED})")
_STOP = re.compile(r"[。\n]| (?=\S)")


@dataclass(frozen=True, slots=True)
class Sections:
    """Spans of the parts, in order; an absent part is empty."""

    head: Span
    parties: Span
    proceedings: Span
    body: Span  # claims, defence, facts
    reasoning: Span  # the last 本院认为 up to the deciding 如下
    orders: Span
    tail: Span  # signatures
    appendix: Span

    @property
    def deciding(self) -> Span:
        """Where the deciding clause must end: from the reasoning to the orders."""
        return self.reasoning


def sections(text: str) -> Sections:
    """The parts of `text`, which must be folded."""
    end = len(text)
    parties = _party_list(text)
    signed = _signature_date(text, parties[1])
    decided = _deciding_end(text, parties[1], signed[0])
    tail = _tail_start(text, decided, signed[0])
    appendix = _appendix_start(text, signed)
    reasoning = _reasoning_start(text, parties[1], decided)
    proceedings_end = _proceedings_end(text, parties[1], reasoning)
    return Sections(
        head=(0, parties[0]),
        parties=parties,
        proceedings=(parties[1], proceedings_end),
        body=(proceedings_end, reasoning),
        reasoning=(reasoning, decided),
        orders=(min(decided, tail), tail),
        tail=(tail, appendix),
        appendix=(appendix, end),
    )


def _party_list(text: str) -> Span:
    """From the first listed party to the first sentence about the proceedings; an empty span where none is listed."""
    title = standing_title(text, 800)
    after = title.end() if title else 0
    first = next(
        (m.start() for m in ENTRY.finditer(text, after, after + 3000) if not _titles_the_paper(text, m.start())), None
    )
    if first is None or PROCEEDINGS.search(text, after, first):
        first = _head_end_without_parties(text, after)
        return first, first
    pos = first
    while pos < len(text):
        stop = _sentence_end(text, pos)
        if PROCEEDINGS.search(text, pos, stop) and not _LISTED.match(text, pos):
            resumed = _resumed(text, stop)
            if resumed is None:
                return first, pos
            pos = resumed
            continue
        pos = stop
    return first, first


def _titles_the_paper(text: str, pos: int) -> bool:
    """Whether the line at `pos` is a title: 上诉人金文与被上诉人李国纠纷一案的民事判决书."""
    line = re.split("[\n ]", text[pos : pos + 120], maxsplit=1)[0]
    return line.endswith("书")


def _sentence_end(text: str, pos: int) -> int:
    """The end of the sentence or line at `pos`; in papers without line breaks a blank before a role ends one, too."""
    for stop in _STOP.finditer(text, pos + 1):
        if stop.group() != " ":
            return stop.end()
        if ENTRY.match(text, stop.end()):
            return stop.end()
    return len(text)


def _resumed(text: str, pos: int) -> int | None:
    """Where the list of parties goes on after a sentence that only looked like proceedings."""
    for entry in ENTRY.finditer(text, pos, min(len(text), pos + 300)):
        if _LISTED.match(text, entry.start()):
            return entry.start()
    return None


def _head_end_without_parties(text: str, after: int) -> int:
    """The first sentence of substance, in papers that list no parties."""
    found = PROCEEDINGS.search(text, after)
    if not found:
        return min(len(text), after + 200)
    if deciding := _DECIDING.search(text, after, found.start()):
        # 根据…决定如下：指定…对…一案进行审判: the case is named in the order
        return max(after, text.rfind("\n", after, deciding.start()) + 1)
    start = max(text.rfind(sign, after, found.start()) for sign in ("\n", "。", "号"))
    return max(start + 1, after)


def _signature_date(text: str, after: int) -> Span:
    """The day of signature: the last one spelled in Chinese that stands by a judge's or clerk's title."""
    spelled = list(_SIGNED_ON.finditer(text, after))
    for found in reversed(spelled):
        if _TITLE.search(text, max(after, found.start() - 60), min(len(text), found.end() + 30)):
            return found.span()
    lines = list(_ANY_DATE_LINE.finditer(text, after))
    if lines and not spelled:
        return lines[-1].span()
    alone = [found for found in spelled if _stands_alone(text, found.span())]
    return alone[0].span() if alone else (len(text), len(text))


def _stands_alone(text: str, span: Span) -> bool:
    """Whether the date fills its line."""
    before, after = text[: span[0]].rstrip(" "), text[span[1] :].lstrip(" ")
    return before.endswith("\n") and (not after or after.startswith("\n"))


# 依照…之规定，裁定驳回上诉 and 之规定：裁定：, without 如下
_DECIDING_PLAINLY = re.compile(
    r"规定[，：]? ?\n?(?:拟|本院)?(?:判决|裁定|决定)(?:[：]|(?=驳回|维持|撤销|准许|准予|"
    r"核准|由|按|终结|减|不予|对|将|本案))"
)


# 自愿达成如下协议： opens the terms of a mediation paper
_AGREED = re.compile(r"达\s*成\s*如\s*下\s*协\s*议")


def _deciding_end(text: str, after: int, before: int) -> int:
    """The end of the last 判决如下 before the signature, or of the first 如下协议; `before` where there is neither."""
    ends = [m.end() for m in _DECIDING.finditer(text, after, before)]
    plain = [m.end() for m in _DECIDING_PLAINLY.finditer(text, ends[-1] if ends else after, before)]
    agreed = _AGREED.search(text, after, before)
    last = max([*ends[-1:], *plain[-1:]], default=agreed.end() if agreed else before)
    return last + (text[last : last + 1] == "：")


_AFTER_ORDERS = re.compile(
    r"(?:(?<=[\n 。；）])|(?<=^))(?:代\s*理|人\s*民|助\s*理|独\s*任)?\s*(?:审\s*判\s*长|"
    r"审\s*判\s*员|执\s*行\s*员|执\s*行\s*长|陪\s*审\s*员)"
)


def _tail_start(text: str, after: int, before: int) -> int:
    """Where the signatures begin."""
    window = max(0, before - 400) if after == before else max(after, before - 400)
    found = _AFTER_ORDERS.search(text, window, before)
    return found.start() if found else before


_CLERK = re.compile(r"书\s*记\s*员|速\s*录\s*员|法\s*官\s*助\s*理")


def _appendix_start(text: str, signed: Span) -> int:
    """After the clerk's line, or after the date when no clerk signs there."""
    end = signed[1]
    for found in _CLERK.finditer(text, end, min(len(text), end + 120)):
        line = text.find("\n", found.end() + 1)
        end = min(line if line >= 0 else len(text), found.end() + 40)
    return end


def _reasoning_start(text: str, after: int, decided: int) -> int:
    """The last 本院认为 before the orders."""
    last = after
    for found in _REASONING.finditer(text, after, decided):
        last = found.start()
    return last


def _proceedings_end(text: str, start: int, end: int) -> int:
    """After 现已审理终结, or two paragraphs down."""
    found = re.compile(r"终结[。；，\n]").search(text, start, min(end, start + 2500))
    if found:
        return found.end()
    stop = re.compile(r"诉称|诉讼请求|请求[：，]|认定[：，]|查明|本院[^，。\n]{0,10}认为").search(
        text, start, min(end, start + 2000)
    )
    return stop.start() if stop else min(end, start + 600)

"""The finer parts of a paper, inside those of `sections`: claims, defence, findings, evidence, deciding, fee, notice.

Each begins at the words courts open it with and ends where the next begins. A part that the paper has not is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.reading.sections import Sections, Span

_OPENINGS = (
    (
        "claims",
        re.compile(
            r"(?<=[\n。])[^。\n]{0,40}?(?:诉称|诉讼请求|向本院提出[^。\n]{0,8}请求|上诉请求|上诉称"
            r"|申请再审称|再审请求|起诉称|指控[，：:]|请求：)"
        ),
    ),
    (
        "defence",
        re.compile(
            r"(?<=[\n。])[^。\n]{0,60}?(?:辩称|答辩(?:称|意见)|未(?:作|提交|提出)[^，。]{0,6}答辩"
            r"|提交意见称|辩护人[^，。\n]{0,16}(?:提出|认为)|述称"
            r"|(?:无异议|没有异议)[^。\n]{0,30}(?=。))"
        ),
    ),
    (
        "evidence",
        re.compile(
            r"(?<=[\n。])[^。\n]{0,40}?(?:(?:上述|以上)事实[，]?[^。\n]{0,20}(?:有|由)|(?:提交|提供|出示)"
            r"[^。\n]{0,20}(?:下列|如下|以下|了)[^。\n]{0,6}证据"
            r"|证据(?:如下|有)|举证|质证)"
        ),
    ),
    (
        "findings",
        re.compile(
            r"(?<=[\n。])[^。\n]{0,30}?(?:经(?:审理|审查|复核|依法)?(?:查明|审查查明|复核查明|复核确认"
            r"|审理认定)|本院(?:经审理|经审查|审理)?查明|认定(?:以下|如下)?事实"
            r"|查明(?:以下|如下)?事实|本院确认(?:以下|如下)|另查明)"
        ),
    ),
)
_DECIDING = re.compile(r"(?:综上[^。\n]{0,200})?(?:依照|依据|根据|适用)[^。\n]{0,2}(?=《|最高|中华|一九)")
_FEE = re.compile(
    r"(?:^|(?<=[\n。；]))[^。\n，；]{0,14}(?:受理费|申请费|执行费|诉讼费|保全费)[^。\n]{0,200}?(?:负担|承担|收取|交纳|免)[^。\n]*。?"
)
_NOTICE = re.compile(
    r"(?:如不服|不服本(?:判决|裁定)|本(?:判决|裁定|决定)书?(?:为终审|系终审|自[^。\n]{0,8}(?:送达|宣告)"
    r"|送达后|一经|立即))[\s\S]*"
)


def zones(text: str, parts: Sections) -> Iterator[tuple[str, Span]]:
    """The finer parts, in the order of the text."""
    yield from _told(text, (parts.proceedings[0], parts.reasoning[0]))
    clause = _clause(text, parts.reasoning)
    if clause is not None:
        yield "deciding", (clause, parts.reasoning[1])
    fee = _FEE.search(text, *parts.orders)
    if fee:
        yield "fee", fee.span()
    notice = _NOTICE.search(text, *parts.orders)
    if notice:
        yield "notice", notice.span()


def _told(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Claims, defence, evidence, findings: each from its first opening to the next part's."""
    firsts = [(found.start(), name) for name, cue in _OPENINGS if (found := cue.search(text, *span))]
    firsts.sort()
    stops = [*(start for start, _ in firsts[1:]), span[1]]
    for (start, name), stop in zip(firsts, stops, strict=False):
        if stop > start:
            yield name, (start, stop)


def _clause(text: str, span: Span) -> int | None:
    """Where the deciding clause begins: the first 依照 of the last sentence before the orders."""
    sentence = max(span[0], *(text.rfind(sign, span[0], max(span[0], span[1] - 12)) + 1 for sign in "。\n"))
    found = _DECIDING.search(text, sentence, span[1])
    return found.start() if found else None

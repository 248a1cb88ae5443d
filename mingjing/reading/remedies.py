"""What the paper says about remedies, the form of the trial and absence, and which decisions it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.court import case_number
from mingjing.court.numerals import DATE, integer, parse_date
from mingjing.reading.decided import AppealNotice, LowerDecision
from mingjing.reading.sections import Sections
from mingjing.reading.titles import COURT
from mingjing.reading.values import Value, at

_APPEAL = re.compile(r"(?:如?不服|不服本)[^。\n]{0,20}?(?:判决|裁定)")
_DAYS = re.compile(
    r"(?<!第)(?<![一二三四五六七八九十\d])(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})(?:天|日)(?:内|，|之内"
    r"|以内|向|通过)"
)
_TO = re.compile(
    r"(?:上诉于|上诉至|上诉到|直接向|或者?向|向)(?P<court>(?!本院)[\u4e00-\u9fff×]{2,30}?(?:法院|中院|高院))"
)
_FINAL = re.compile(r"(?:本|此)(?:判决|裁定|决定)书?(?:为|系|是)终审(?:判决|裁定|决定)?|一审终审")
_ABSENT = re.compile(
    r"缺席(?:判决|审理|开庭|裁判)|(?:被告|第三人|原告)[^。\n]{0,60}(?:经[^。\n]{0,20}(?:传票|传唤"
    r"|公告送达)[^。\n]{0,30})?(?:无正当理由|未到庭|拒不到庭|没有到庭|均未到庭)"
)
_FORMS = (
    ("小额诉讼", re.compile(r"小额诉讼|小额速裁")),
    ("速裁程序", re.compile(r"(?:适用|按照?)速裁程序")),
    (
        "简易程序",
        re.compile(
            r"(?:适用|依法适用|按照?|以)(?:刑事|民事)?简易程序|简易程序[^，。；]{0,10}审理"
            r"|由审判员[^，。]{2,4}(?:独任|适用简易)"
        ),
    ),
    ("普通程序", re.compile(r"普通程序")),
)
_ON = re.compile(rf"(?:于)?(?P<day>{DATE})[^，。；\n]{{0,10}}?(?:作出|以|对|所作|判决|裁定)?[^，。；\n]{{0,8}}?$")


def appeal(source: str, text: str, parts: Sections) -> AppealNotice | None:
    """Days and court of appeal; or that the decision is final."""
    final = _FINAL.search(text, *parts.orders)
    found = _APPEAL.search(text, *parts.orders)
    if not found or "上诉" not in text[found.start() : found.start() + 120]:
        return AppealNotice(final=at(source, "终审", final.span(), "remedies.final", 0.95)) if final else None
    end = text.find("\n", found.end(), parts.orders[1])
    span = (found.end(), end if end >= 0 else parts.orders[1])
    days, court = _DAYS.search(text, *span), _TO.search(text, *span)
    number = integer(days["n"]) if days else None
    return AppealNotice(
        days=at(source, number, days.span("n"), "remedies.days") if days and number is not None else None,
        court=at(source, court["court"], court.span("court"), "remedies.court", 0.9) if court else None,
        final=at(source, "终审", final.span(), "remedies.final", 0.95) if final else None,
    )


def default_judgment(source: str, text: str, parts: Sections, kind: str | None) -> Value[str] | None:
    """缺席, where a party stayed away and the court judged all the same."""
    if kind != "判决书":
        return None
    found = _ABSENT.search(text, parts.parties[1], parts.orders[0])
    return at(source, "缺席", found.span(), "remedies.absent", 0.85) if found else None


def trial_form(source: str, text: str, parts: Sections) -> Value[str] | None:
    """简易程序, 速裁程序, 小额诉讼, or 普通程序 when the case was moved to it."""
    span = (parts.parties[1], min(parts.reasoning[0], parts.parties[1] + 900))
    moved = re.compile(r"转[为入]?(?:适用)?普通程序|依法组成合议庭[^。]{0,30}普通程序").search(text, *span)
    if moved:
        return at(source, "普通程序", moved.span(), "remedies.form", 0.85)
    for word, pattern in _FORMS:
        found = pattern.search(text, *span)
        if found:
            return at(source, word, found.span(), "remedies.form", 0.85)
    return None


def lower_decisions(source: str, text: str, parts: Sections, own: Value[str] | None) -> tuple[LowerDecision, ...]:
    """The decisions of other proceedings that the paper names, each once; not those of the appendix."""
    found: dict[str, LowerDecision] = {}
    for decision in _decisions(source, text, parts):
        if own is None or _stem(decision.case_number.value) != _stem(own.value):
            known = found.get(decision.case_number.value)
            if known is None or (known.on is None and decision.on is not None):
                found[decision.case_number.value] = decision
    return tuple(found.values())


# 镇新劳人仲案字（2017）第12号
_ARBITRATION = re.compile(
    r"[\u4e00-\u9fff]{1,8}仲[\u4e00-\u9fff]{0,6}(?:（\d{4}）)第?\d{1,6}号"
    r"|（\d{4}）[\u4e00-\u9fff]{1,8}仲[\u4e00-\u9fff]{0,6}第?\d{1,6}号"
)


def _stem(number: str) -> str:
    """Without the suffix: rulings of one case share its number up to -2 or 之一."""
    return re.sub(r"(?:-\d+|之[一二三四五六七八九十\d]+)(?=号|$)|(?<=号)之.+", "", number)


def _decisions(source: str, text: str, parts: Sections) -> Iterator[LowerDecision]:
    arbitration = _ARBITRATION.finditer(text, parts.parties[1], parts.reasoning[0])
    for number in (*case_number.find(text, parts.parties[1], parts.tail[0]), *arbitration):
        before = max(parts.head[0], number.start() - 90)
        sentence = max(before, *(text.rfind(sign, before, number.start()) + 1 for sign in "。；\n"))
        courts = list(COURT.finditer(text, sentence, number.start()))
        day = _ON.search(text, sentence, number.start())
        value = parse_date(day["day"]) if day else None
        yield LowerDecision(
            at(source, case_number.normal(number.group()), number.span(), "remedies.decision", 0.85),
            _court(source, text, courts[-1].span()) if courts else None,
            at(source, value, day.span("day"), "remedies.decided", 0.8) if day and value else None,
        )


_BEFORE_COURT = re.compile(
    r"[^\n]*(?:不服|中华人民共和国(?!最高)|依据|根据|撤销|维持|经|由|向|对|与|及|和|的|后|因|案|是|为)"
)


def _court(source: str, text: str, span: tuple[int, int]) -> Value[str]:
    lead = _BEFORE_COURT.match(text, span[0], span[1])
    start = lead.end() if lead and span[1] - lead.end() >= 4 else span[0]
    return at(source, text[start : span[1]].replace("\n", ""), (start, span[1]), "remedies.lower_court", 0.8)

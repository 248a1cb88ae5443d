"""Earlier convictions of an accused, from the paragraph that presents them; never mixed with this case's punishment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.court.numerals import DATE, parse_date
from mingjing.reading.decided import Conviction
from mingjing.reading.penalties import penalty
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

# 因犯盗窃罪于2012年10月17日被…判处拘役五个月; 2010年因贩卖毒品罪被判处; 因犯聚众斗殴罪、盗窃罪
_PRIOR = re.compile(
    r"(?:曾?因|又因|再因|另因|以)?(?:涉嫌)?(?:再次)?犯?(?P<charge>(?:[\u4e00-\u9fff]"
    r"|、(?=[\u4e00-\u9fff、]{1,20}罪)){2,24}?罪)(?![行名犯])"
)
_SENTENCED = re.compile(r"判处|免予刑事处罚|单处|判决")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月)?(?!\d)")
_CAUSE = re.compile(r".*(?:因犯|犯(?!罪)|曾因|又因|因|以)")
_NO_CHARGE = re.compile(r"(?:犯|漏|新|前|后|两|数|二|本|余|无|有|认|悔|定)罪$")


def convictions(source: str, text: str, about: Span) -> tuple[Conviction, ...]:
    """The convictions told in the paragraph of one accused."""
    stop = _CASE_STARTS.search(text, *about)
    end = stop.start() if stop else about[1]
    return tuple(_read(source, text, (about[0], end)))


# 因涉嫌犯…罪于…被刑事拘留: from here on the paragraph tells of this case
_CASE_STARTS = re.compile(
    r"因(?:本案|涉嫌|涉本案)[^。；]{0,40}(?:拘留|传唤|逮捕|取保|抓获|监视|羁押)|辩护人|现羁押|公诉机关指控"
)


def _read(source: str, text: str, span: Span) -> Iterator[Conviction]:
    found = _joined(text, [m for m in _PRIOR.finditer(text, *span) if _told_as_prior(text, span, m)])
    stops = [*(m.start() for m in found[1:]), span[1]]
    start = span[0]
    for charge, stop in zip(found, stops, strict=False):
        name = charge["charge"]
        lead = _CAUSE.match(name)
        begin = charge.start("charge") + (lead.end() if lead else 0)
        end = _further(text, charge.end("charge"))
        value = at(source, text[begin:end], (begin, end), "convictions.charge", 0.85)
        segment = (charge.end(), min(stop, _segment_end(text, charge.end(), stop)))
        yield Conviction(value, _day(source, text, (start, segment[1]), begin), penalty(source, text, segment))
        start = segment[1]


def _told_as_prior(text: str, span: Span, charge: re.Match[str]) -> bool:
    """With its sentence right behind, and not inside a quotation of another judgment."""
    quoted = text.count("“", span[0], charge.start()) > text.count("”", span[0], charge.start())
    sentenced = _SENTENCED.search(text, charge.end(), min(span[1], charge.end() + 60))
    return bool(sentenced) and not quoted and not _NO_CHARGE.search(charge["charge"])


def _joined(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Charges of one judgment keep to the first."""
    kept: list[re.Match[str]] = []
    for match in found:
        if kept and not _SENTENCED.search(text, kept[-1].end(), match.start()):
            continue
        kept.append(match)
    return kept


_AND = re.compile(r"(?:、[\u4e00-\u9fff]{2,16}?罪)+")


def _further(text: str, end: int) -> int:
    """Behind the further charges of the same judgment: 聚众斗殴罪、盗窃罪."""
    more = _AND.match(text, end)
    return more.end() if more else end


def _segment_end(text: str, start: int, stop: int) -> int:
    ended = re.compile(r"[。；\n]").search(text, start, stop)
    return ended.start() if ended else stop


def _day(source: str, text: str, span: Span, charge: int) -> Value[str] | None:
    """The day nearest to the charge: before it in the sentence, else right behind; the year where no day is printed."""
    before = max(span[0], *(text.rfind(sign, span[0], charge) + 1 for sign in "。；\n"))
    days = [*re.finditer(DATE, text[before:charge])]
    if days:
        return _value(source, text, (before + days[-1].start(), before + days[-1].end()))
    sentenced = _SENTENCED.search(text, charge, min(span[1], charge + 60))
    end = sentenced.start() if sentenced else charge
    behind = re.compile(DATE).search(text, charge, end)
    if behind:
        return _value(source, text, behind.span())
    years = [*_YEAR.finditer(text, before, charge)] or [*_YEAR.finditer(text, charge, end)]
    if not years:
        return None
    last = years[-1]
    month = f"-{int(last['month']):02d}" if last["month"] else ""
    return at(source, last["year"] + month, last.span(), "convictions.year", 0.75)


def _value(source: str, text: str, span: Span) -> Value[str] | None:
    day = parse_date(text[slice(*span)])
    return at(source, day.isoformat(), span, "convictions.day", 0.85) if day else None

"""Filing, prosecution, hearing and other days of the proceedings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingjing.court.numerals import DATE, parse_date
from mingjing.reading.paper import Dates
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

_D = rf"(?P<day>{DATE})"
# 于2018年7月2日向本院提起公诉
_PROSECUTION = re.compile(rf"{_D}(?:[^。]{{0,12}})?(?:向本院)?(?:提起公诉|向本院(?:移送)?起诉|移送本院)")
# 本院于2018年4月16日受理 / 立案, 于2016年3月31日立案执行
_FILING = re.compile(
    rf"(?:(?:本院|我院)(?:依法)?(?:已)?(?:于|在)? ?{_D}[^。，]{{0,16}}?(?:立案|受理)"
    rf"|(?<!分局)(?<!公安局)(?<!派出所)(?<!大队)于 ?(?P<b>{DATE})[^。，]{{0,8}}?立案(?!受理|侦查))"
)
_SAME_DAY = re.compile(
    r"(?:同日|当日|即日|于同日)[^。，]{0,6}(?:立案|受理)|(?:立案|受理)[^。，]{0,4}于(?:同日|当日|即日)"
)
_APPLICATION = re.compile(
    rf"{_D}[^。]{{0,24}}?(?:提出(?:减刑|假释)|提请|报送本院|申请诉前|向(?:本|我)院(?:提出)?申请|"
    r"申请强制执行|向本院提出)"
)
_WITHDRAWAL = re.compile(rf"{_D}[^。，]{{0,16}}?(?:提出|申请|请求|以)[^。]{{0,20}}?撤(?:诉|回起诉)")
_FIRST = re.compile(rf"(?:人民法院|法院|本院|原审)[^。]{{0,160}}?于 ?{_D}[^。]{{0,10}}?(?:作出|以（)")
_HEARING = re.compile(
    rf"(?:于|在)? ?{_D}(?:(?:、|和|及)(?P<more>[^，。]{{4,40}}))?，?(?:依法)?(?:对[^，。]{{0,10}})?(?:在"
    rf"[^，。]{{0,16}})?(?:两次|不)?(?:公开|开庭|适用[^，。]{{0,8}}公开|进行了?公开)"
)
_SHORT_DAY = re.compile(r"(?:(?P<y>(?:19|20)\d{2}|同)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


def dates(source: str, text: str, parts: Sections, judgment: Value[date] | None, procedure: str | None) -> Dates:
    """The days that the proceedings state."""
    span = (parts.parties[1], min(len(text), parts.parties[1] + 1500))
    prosecution = _day(source, _PROSECUTION, text, span, "dates.prosecution")
    return Dates(
        judgment=judgment,
        filing=_day(source, _FILING, text, span, "dates.filing") or _same_day(source, text, span),
        prosecution=prosecution,
        application=_application(source, text, span, procedure, parts),
        first_instance=_day(source, _FIRST, text, (span[0], min(span[1], span[0] + 500)), "dates.first_instance")
        if procedure == "二审"
        else None,
        hearing=_hearings(source, text, (span[0], max(span[0], min(parts.proceedings[1] + 200, span[1])))),
    )


def _day(source: str, pattern: re.Pattern[str], text: str, span: Span, by: str) -> Value[date] | None:
    found = pattern.search(text, *span)
    if not found:
        return None
    group = next(g for g in ("day", "b") if found.groupdict().get(g))
    value = parse_date(found[group])
    return at(source, value, found.span(group), by, 0.9) if value else None


def _same_day(source: str, text: str, span: Span) -> Value[date] | None:
    """于2016年7月7日向本院提起诉讼。本院于同日受理: the day before 同日."""
    found = _SAME_DAY.search(text, *span)
    before = list(re.compile(DATE).finditer(text, span[0], found.start())) if found else []
    value = parse_date(before[-1].group()) if before else None
    return at(source, value, before[-1].span(), "dates.same_day", 0.8) if value else None


def _application(source: str, text: str, span: Span, procedure: str | None, parts: Sections) -> Value[date] | None:
    if procedure == "一审" and "公诉机关" not in text[slice(*parts.parties)]:
        return _day(source, _WITHDRAWAL, text, span, "dates.withdrawal")
    if procedure not in ("刑罚与执行变更", "诉前保全", "非诉执行审查"):
        return None
    return _day(source, _APPLICATION, text, span, "dates.application")


# 本院于同年4月9日公开开庭: the year is that of the day told before
_SAME_YEAR = re.compile(r"于(?P<day>(?:同|当)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日)(?:依法|不)?(?:公开|开庭)")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


def _same_year(source: str, text: str, span: Span) -> Iterator[Value[date]]:
    for found in _SAME_YEAR.finditer(text, *span):
        years = _YEAR.findall(text, span[0], found.start())
        day = parse_date(f"{years[-1]}年{found['m']}月{found['d']}日") if years else None
        if day:
            yield at(source, day, found.span("day"), "dates.same_year", 0.8)


def _hearings(source: str, text: str, span: Span) -> tuple[Value[date], ...]:
    found: dict[date, Value[date]] = {value.value: value for value in _same_year(source, text, span)}
    for match in _HEARING.finditer(text, *span):
        first = parse_date(match["day"])
        if first:
            found.setdefault(first, at(source, first, match.span("day"), "dates.hearing", 0.85))
            for extra in _more_days(source, match, first):
                found.setdefault(extra.value, extra)
    return tuple(found.values())


def _more_days(source: str, match: re.Match[str], first: date) -> list[Value[date]]:
    """2015年1月30日、4月21日公开开庭: the second day shares the year."""
    extras = []
    for short in _SHORT_DAY.finditer(match["more"] or ""):
        year = short["y"] if (short["y"] or "").isdigit() else first.year
        day = parse_date(f"{year}年{short['m']}月{short['d']}日")
        start = match.start("more")
        if day:
            extras.append(at(source, day, (start + short.start(), start + short.end()), "dates.hearing", 0.8))
    return extras

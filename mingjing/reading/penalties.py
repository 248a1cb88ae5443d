"""One punishment, read from the words that pronounce it: 判处有期徒刑三年，缓刑四年，并处罚金人民币二千元."""

from __future__ import annotations

import re

from mingjing.court.numerals import CHINESE_NUMERAL, MONEY, money_fen, term
from mingjing.reading.decided import Penalty
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

_N = rf"(?:{CHINESE_NUMERAL}|\d+)"
# 一年零六个月, 四个月二十四天, 三年, 六个 (cut off)
TERM = rf"{_N}\s*(?:年(?!\d{{1,2}}月)半?(?:[零又]?{_N}\s*个月半?)?|个月半?)(?:[零又]?{_N}\s*[天日])?"
_MAIN = re.compile(
    rf"(?P<free>免予刑事处罚|免于刑事处罚|免除刑罚|免予处罚|免除处罚)|(?P<none>无罪)"
    rf"|死刑，?(?P<suspended>缓期[^，。；]{{0,4}}执行)|(?P<death>死刑)|(?P<life>无期徒刑)"
    rf"|(?P<kind>有期徒刑|拘役|管制)(?:为)?[，]?(?P<term>{TERM})"
)
_CUT_OFF = re.compile(rf"(?P<kind>有期徒刑|拘役|管制)(?P<term>{_N}(?:年零?{_N})?个?)(?=[，。；、（]|$)")
_PROBATION = re.compile(rf"(?:宣告|并宣告|适用)?缓刑(?:考验期(?:限|间)?(?:为)?)?[，]?(?P<term>{TERM})")
_FINE = re.compile(rf"罚金(?:人民币?|为|计)*[，]?(?P<sum>{MONEY})")
_FINE_BEFORE = re.compile(rf"(?:罚|处)(?:人民币)?(?P<sum>{MONEY})(?:的)?罚金")
_ONLY_FINE = re.compile(r"单处|判处罚金|处罚金|^[，]?罚金")
_LOST = re.compile(r"徒刑|拘役|管制")  # the kind is there, its length unreadable: no fine alone
_OTHER = re.compile(
    r"剥夺政治权利(?:终身|[一二三四五六七八九十]{1,2}年(?:零?[一二三四五六七八九十]{1,2}个月)?)"
    rf"|没收(?:个人)?(?:全部|部分)?(?:个人)?(?:全部|部分)?财产(?:[（]?(?:人民币)?{MONEY})?|驱逐出境"
    rf"|限制减刑|终身监禁|禁止[^，。；]{{4,40}}"
)


def penalty(source: str, text: str, span: Span) -> Penalty | None:
    """The punishment pronounced in `span`; None when it pronounces none. Notes in brackets are not read."""
    spans = _outside_brackets(text, span)
    main = _first(_MAIN, text, spans)
    fine = _fine(source, text, spans)
    if main is None:
        return _without_main(source, text, spans, fine)
    kind = _kind(main)
    months = term(main["term"]) if main["term"] else None
    where = next(group for group in ("free", "none", "suspended", "death", "life", "kind") if main[group])
    return Penalty(
        kind=at(source, kind, main.span(where), "penalties.kind"),
        months=at(source, months.months, main.span("term"), "penalties.months") if months else None,
        days=months.days if months else 0,
        probation_months=_probation(source, text, spans),
        fine_fen=fine,
        other=_other(source, text, spans),
    )


def _without_main(source: str, text: str, spans: list[Span], fine: Value[int] | None) -> Penalty | None:
    """单处罚金; 有期徒刑六个 with its end lost, whose length is not guessed."""
    cut = _first(_CUT_OFF, text, spans)
    if cut:
        kind = at(source, cut["kind"], cut.span("kind"), "penalties.cut_off", 0.7)
        return Penalty(kind, _cut_months(source, cut), fine_fen=fine, other=_other(source, text, spans))
    if fine and _first(_ONLY_FINE, text, spans) and not _first(_LOST, text, spans):
        return Penalty(at(source, "单处罚金", (fine.start, fine.end), "penalties.only_fine", 0.9), fine_fen=fine)
    return None


def _cut_months(source: str, cut: re.Match[str]) -> Value[int] | None:
    """六个 can only have been 六个月; 三 says neither years nor months."""
    if not cut["term"].endswith("个"):
        return None
    months = term(cut["term"] + "月")
    return at(source, months.months, cut.span("term"), "penalties.cut_off", 0.6) if months else None


def _kind(main: re.Match[str]) -> str:
    fixed = {"free": "免予刑事处罚", "none": "无罪", "suspended": "死刑缓期执行", "death": "死刑", "life": "无期徒刑"}
    return next((word for group, word in fixed.items() if main[group]), main["kind"] or "")


def _outside_brackets(text: str, span: Span) -> list[Span]:
    """The parts of `span` that no bracket encloses."""
    spans: list[Span] = []
    start = pos = span[0]
    while (opening := text.find("（", pos, span[1])) >= 0:
        closing = text.find("）", opening, span[1])
        if opening > start:
            spans.append((start, opening))
        start = pos = span[1] if closing < 0 else closing + 1
    return [*spans, (start, span[1])] if start < span[1] else spans


def _first(pattern: re.Pattern[str], text: str, spans: list[Span]) -> re.Match[str] | None:
    return next((found for span in spans if (found := pattern.search(text, *span))), None)


def _probation(source: str, text: str, spans: list[Span]) -> Value[int] | None:
    found = _first(_PROBATION, text, spans)
    months = term(found["term"]) if found else None
    return at(source, months.months, found.span("term"), "penalties.probation") if found and months else None


def _fine(source: str, text: str, spans: list[Span]) -> Value[int] | None:
    found = _first(_FINE, text, spans) or _first(_FINE_BEFORE, text, spans)
    fen = money_fen(found["sum"]) if found else None
    return at(source, fen, found.span("sum"), "penalties.fine") if found and fen is not None else None


def _other(source: str, text: str, spans: list[Span]) -> tuple[Value[str], ...]:
    return tuple(
        at(source, found.group(), found.span(), "penalties.other", 0.9)
        for span in spans
        for found in _OTHER.finditer(text, *span)
    )

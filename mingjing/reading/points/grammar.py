"""How a row says where its value stands: the value grammars, by name.

A row has cue words, sections and a value. The value is one of

    money, date, term, number   the first of its kind behind the cue, within the same clause
    date~                       the nearest day in the cue's sentence, before or behind
    clause, sentence, zone      the clause or sentence around the cue; from the cue to the end of the section
    yes                         true where the cue stands, false where it is negated
    accepted                    true where the cue stands and nothing in its clause refuses it
    enum:a|b=canonical          one of these words, in the sentence of a cue; what follows = is the value
    re:pattern, line:pattern    group v (or w) of the pattern, in the sentence or the paragraph of a cue

Patterns may use {M} money, {D} a day, {DM} a day or month, {T} a term, {N} a person's name, {C} a case number,
{I} a whole number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from mingjing.court.numerals import ARABIC_NUMERAL, CHINESE_NUMERAL, DATE, MONEY
from mingjing.reading.points.context import Context
from mingjing.reading.sections import Span
from mingjing.reading.values import trimmed


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a value stands; `value` is what is known of it already, None where it must be read from its text."""

    start: int
    end: int
    value: Any = None


Matcher = Callable[[Context, tuple[str, ...], Span], Iterator[Hit]]

_TERM = (
    rf"(?:{CHINESE_NUMERAL}|\d+)(?:年半|年零?又?(?:{CHINESE_NUMERAL}|\d+)个月|年|个半月|个月)"
    rf"(?:零?又?(?:{CHINESE_NUMERAL}|\d+)[天日])?"
)
MACROS = {
    "{M}": rf"(?:{MONEY})",
    "{DM}": rf"(?:{DATE}|\d{{4}}年\d{{1,2}}月(?:份|底|初|中旬)?|\d{{4}}年(?=[^\d]))",
    "{D}": rf"(?:{DATE})",
    "{T}": rf"(?:{_TERM})",
    "{N}": r"(?:[\u4e00-\u9fff×·]{2,4}?(?:某{0,2}[甲乙丙丁戊\d]?))",
    "{C}": r"(?:（\d{4}）(?!第)[\u4e00-\u9fff×\d]{1,20}?(?:字?第?)?\d{1,7}(?:-\d+)?号(?:之[一二三四五六七八九十])?)",
    "{I}": rf"(?:\d{{1,6}}|{CHINESE_NUMERAL})",
}
_VALUES = {
    "money": re.compile(MONEY),
    "date": re.compile(DATE),
    "term": re.compile(_TERM),
    "number": re.compile(ARABIC_NUMERAL),
}
# between 医疗费 and its amount stand a few words, but neither another fee nor another number
_GAP = re.compile(r"[^，。；、\n费\d]{0,16}?")
_ITEM_NUMBER = re.compile(r"（?[一二三四五六七八九十]{1,3}）?、|（[一二三四五六七八九十]{1,2}）|\d{1,2}[.．、](?!\d)")
_SUM = re.compile(r"共计|合计|总计|等")
_NEGATED = re.compile(r"(?:不|未|没有|无|非|并非|拒不?|不能|不予)$")
_REFUSED = re.compile(
    r"不构成|不属|不具有|不具备|不能认定|不予采纳|不予支持|不成立|并非|没有|不符合|不是|不应认定|无法认定|尚不|不宜|不认定|未能"
)


def matcher(value: str) -> Matcher:
    """The function that a row's value names."""
    name, _, rest = value.partition(":")
    if name in ("re", "line"):
        return partial(_by_pattern, compiled(rest), whole_line=name == "line")
    if name == "enum":
        return partial(_by_words, *_words(rest))
    if name in _VALUES:
        return partial(_behind, _VALUES[name])
    return _SIMPLE[name]


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with its macros written out."""
    for name, meaning in MACROS.items():
        pattern = pattern.replace(name, meaning)
    return re.compile(pattern)


def _by_pattern(
    pattern: re.Pattern[str], context: Context, cues: tuple[str, ...], span: Span, whole_line: bool
) -> Iterator[Hit]:
    for start, end in _lines(context, cues, span) if whole_line else context.sentences(cues, span):
        for found in pattern.finditer(context.plain, start, end):
            group = "v" if found["v"] else "w"
            yield Hit(*_unnumbered(context.plain, trimmed(context.plain, found.span(group))))


def _unnumbered(plain: str, span: Span) -> Span:
    """The words of an item without its number: 二、 or 3. or （一）."""
    number = _ITEM_NUMBER.match(plain, *span)
    return (number.end(), span[1]) if number and number.end() < span[1] else span


def _lines(context: Context, cues: tuple[str, ...], span: Span) -> list[Span]:
    found = sorted({context.line(place) for place, _ in context.at_cues(cues, span)})
    return [(max(start, span[0]), min(end, span[1])) for start, end in found[:1]]


def _words(rest: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One group for each word, and what each stands for; empty stands for itself."""
    pairs = [word.partition("=") for word in rest.split("|")]
    return re.compile("|".join(f"({word})" for word, _, _ in pairs)), tuple(meaning for _, _, meaning in pairs)


def _by_words(
    pattern: re.Pattern[str], meanings: tuple[str, ...], context: Context, cues: tuple[str, ...], span: Span
) -> Iterator[Hit]:
    for start, end in context.sentences(cues, span):
        for found in pattern.finditer(context.plain, start, end):
            meaning = meanings[(found.lastindex or 1) - 1] or found.group()
            yield Hit(*found.span(), {"true": True, "false": False}.get(meaning, meaning))


def _behind(pattern: re.Pattern[str], context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for place, end in context.at_cues(cues, span):
        found = pattern.search(context.plain, end, min(span[1], end + 40))
        if found and _belongs(context.plain, place, end, found):
            yield Hit(*found.span())


def _belongs(plain: str, place: int, end: int, found: re.Match[str]) -> bool:
    """Whether the value is the cue's own: not the sum of a list (医疗费、护理费共计…), not a rate (…元/年)."""
    listed = plain[place - 1 : place] in ("、", "和", "及") and bool(_SUM.search(plain, end, found.start()))
    rate = plain[found.end() : found.end() + 1] in ("/", "／", "×")
    return not listed and not rate and bool(_GAP.fullmatch(plain, end, found.start()))


def _near_date(context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for place, end in context.at_cues(cues, span):
        days = list(_VALUES["date"].finditer(context.plain, *context.sentence(place)))
        if days:
            best = min(days, key=lambda day: min(abs(day.start() - end), abs(place - day.end())))
            yield Hit(*best.span())


def _clause(context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for place, _ in context.at_cues(cues, span):
        start, end = context.clause(place)
        yield Hit(max(start, span[0]), min(end, span[1]))


def _sentence(context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for place, _ in context.at_cues(cues, span):
        start, end = trimmed(context.plain, context.sentence(place))
        yield Hit(max(start, span[0]), min(end, span[1]))


def _zone(context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for _, end in context.at_cues(cues, span)[:1]:
        yield Hit(*trimmed(context.plain, (end, span[1]), " \n：，；、。如下"))


def _yes(context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for place, end in context.at_cues(cues, span):
        yield Hit(place, end, not _NEGATED.search(context.plain, max(span[0], place - 4), place))


def _accepted(context: Context, cues: tuple[str, ...], span: Span) -> Iterator[Hit]:
    for place, end in context.at_cues(cues, span):
        clause, sentence = context.clause(place), context.sentence(place)
        refused = _REFUSED.search(context.plain, *clause) or _REFUSED.search(
            context.plain, end, min(sentence[1], end + 30)
        )
        if not refused and not _NEGATED.search(context.plain, max(span[0], place - 4), place):
            yield Hit(place, end, True)


_SIMPLE: dict[str, Matcher] = {
    "date~": _near_date,
    "clause": _clause,
    "sentence": _sentence,
    "zone": _zone,
    "yes": _yes,
    "accepted": _accepted,
}

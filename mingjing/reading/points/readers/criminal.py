"""Crimes: the part each accused played, forgiveness, alcohol, drugs, and the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import CHINESE_NUMERAL, MONEY, money_fen, months
from mingjing.reading.points.context import Context
from mingjing.reading.values import Value, at

_REFUSED = re.compile(r"不(?:是|属|构成|予|能|宜|应)|并非|不成立|未取得|没有取得|未获|未能取得")
_ALCOHOL = re.compile(
    r"(?P<n>\d+(?:\.\d+)?) ?(?:毫克|mg|\uff4d\uff47|㎎|MG|Mg)(?:乙醇)? ?[／/每]? ?"
    r"(?P<per>100 ?(?:毫升|ml|mL|ML|m1|\uff4d\uff4c|㎖)?|"
    r"(?:毫升|ml|mL|ML|m1|㎖|1ml))",
)
_ALCOHOL_WORDS = ("毫克", "mg", "\uff4d\uff47", "㎎", "MG")
_GRAMS = re.compile(rf"(?P<n>\d+(?:\.\d+)?|{CHINESE_NUMERAL})余? ?(?P<unit>千克|公斤|克|kg|g)(?![a-zA-Z])")
_DRUGS = re.compile(r"海洛因|甲基苯丙胺|冰毒|氯胺酮|K粉|大麻|摇头丸|鸦片|可卡因|麻古|毒品|麻果|疑似")
_KINDS = r"有期徒刑|无期徒刑|死刑，?缓期[二两]年执行|死刑|拘役|管制"
_N = rf"(?:{CHINESE_NUMERAL}|\d+)"
_TERM = rf"{_N}(?:年零?又?{_N}个月|年|个月)(?:零?又?{_N}[天日])?"
_SENTENCE = re.compile(rf"(?:判处|决定执行|处|减为|改判为?)(?P<kind>{_KINDS})(?P<term>{_TERM})?")
_PROBATION = re.compile(rf"(?:宣告)?缓刑(?:考验期(?:限)?)?(?P<v>{_TERM})")
_FINE = re.compile(rf"罚金(?:人民币)?[^，。；\d\n]{{0,6}}?(?P<v>{MONEY})")
_CHARGE = re.compile(r"犯(?P<v>[\u4e00-\u9fff、（）]{2,40}?罪)(?=[，；。\n的（、]|判)")
_SENTENCED = ("判处", "决定执行", "处有期", "处拘役", "减为", "改判")


def role(context: Context) -> Iterator[Value[Any]]:
    """主犯, 从犯, 胁从犯 as the court accepts it."""
    for place, end in context.at_cues(("主犯", "从犯", "胁从犯", "教唆犯"), context.zones["reasoning"]):
        clause = context.clause(place)
        if not _REFUSED.search(context.plain, clause[0], min(len(context.plain), end + 20)):
            yield at(context.paper.text, context.plain[place:end], (place, end), "criminal.role", 0.85)


def forgiven(context: Context) -> Iterator[Value[Any]]:
    """The clause that says that the victim forgave."""
    for span in context.spans("reasoning>facts"):
        for place, _ in context.at_cues(("谅解",), span):
            clause = context.clause(place)
            if not _REFUSED.search(context.plain, *clause):
                yield at(context.paper.text, context.plain[slice(*clause)], clause, "criminal.forgiven", 0.85)
                return


def alcohol(context: Context) -> Iterator[Value[Any]]:
    """Blood alcohol in mg per 100 ml: 1.16mg/mL is 116."""
    for span in context.spans("facts>claims>reasoning"):
        for start, end in context.sentences(_ALCOHOL_WORDS, span):
            found = _ALCOHOL.search(context.plain, start, end)
            if found and not _LIMIT.search(context.plain, start, found.start()):
                number = float(found["n"]) * (1 if found["per"].startswith("100") else 100)
                yield at(context.paper.text, round(number, 2), found.span(), "criminal.alcohol", 0.95)
                return


_LIMIT = re.compile(r"(?:大于|不低于|达到|超过|≥)[^，。；\n]{0,8}$")


def grams(context: Context) -> Iterator[Value[Any]]:
    """The heaviest amount of drugs that the facts name, in grams."""
    best: tuple[float, re.Match[str]] | None = None
    for span in context.spans("facts>claims"):
        for start, end in context.sentences(("克", "公斤"), span):
            for found in _GRAMS.finditer(context.plain, start, end):
                weight = _weight(found)
                if weight and _DRUGS.search(context.plain, start, end) and (best is None or weight > best[0]):
                    best = (weight, found)
        if best:
            yield at(context.paper.text, best[0], best[1].span(), "criminal.grams", 0.75)
            return


def _weight(found: re.Match[str]) -> float | None:
    try:
        number = float(found["n"])
    except ValueError:
        return None
    return round(number * (1000 if found["unit"] in ("千克", "公斤", "kg") else 1), 4)


def charges(context: Context) -> Iterator[Value[Any]]:
    """The charges of the verdict; where the orders name none, the causes of the paper."""
    seen: set[str] = set()
    for start, end in context.sentences(("犯",), context.zones["orders"]):
        for found in _CHARGE.finditer(context.plain, start, end):
            if found["v"] not in seen:
                seen.add(found["v"])
                yield at(context.paper.text, found["v"], found.span("v"), "criminal.charges", 0.95)
    if not seen:
        yield from context.paper.causes


def sentence_kind(context: Context) -> Iterator[Value[Any]]:
    """Each principal penalty of the orders."""
    for found in _sentences(context):
        yield at(context.paper.text, found["kind"], found.span("kind"), "criminal.sentence_kind", 0.93)


def sentence_term(context: Context) -> Iterator[Value[Any]]:
    """Each term of the orders, in months."""
    for found in _sentences(context):
        length = months(found["term"]) if found["term"] else None
        if length is not None:
            yield at(context.paper.text, length, found.span("term"), "criminal.sentence_term", 0.93)


def _sentences(context: Context) -> Iterator[re.Match[str]]:
    for start, end in context.sentences(_SENTENCED, context.zones["orders"]):
        yield from _SENTENCE.finditer(context.plain, start, end)


def probation(context: Context) -> Iterator[Value[Any]]:
    """The probation period in months."""
    for start, end in context.sentences(("缓刑",), context.zones["orders"]):
        for found in _PROBATION.finditer(context.plain, start, end):
            yield at(context.paper.text, months(found["v"]), found.span("v"), "criminal.probation", 0.93)


def fine(context: Context) -> Iterator[Value[Any]]:
    """Each fine of the orders, in fen."""
    for start, end in context.sentences(("罚金",), context.zones["orders"]):
        for found in _FINE.finditer(context.plain, start, end):
            fen = money_fen(found["v"])
            if fen is not None:
                yield at(context.paper.text, fen, found.span("v"), "criminal.fine", 0.93)

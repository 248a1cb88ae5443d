"""Causes of action (民间借贷纠纷) and charges (盗窃罪)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mingjing.reading.paper import Party
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

# 犯盗窃罪; 掩饰、隐瞒犯罪所得罪 holds a 、 of its own
_CHARGE = re.compile(
    r"(?<!侵)犯(?:了|有)?((?:[\u4e00-\u9fff（）]|(?<=掩饰)、|(?<=收买)、|(?<=[\u4e00-\u9fff])、"
    r"(?=[\u4e00-\u9fff、]{2,30}罪)){2,40}?罪)(?=[，。；、：,（和及]|判处|一案|免|的|"
    r"提起|，|$|向|而|（|成立)"
)
_BY_CHARGE = re.compile(r"以((?:[\u4e00-\u9fff、]){2,30}?罪)判处")
# 犯传播淫秽物品牟利罪、妨害信用卡管理罪: the 犯 is said once
_FURTHER = re.compile(r"(?:、|和|及|以及)((?!被告人|罪犯)[\u4e00-\u9fff]{2,24}?罪)(?=[，。；、和及]|一案)")
# 纠纷一案; 纠纷系列十案; 纠纷案，
_CASE = re.compile(r"一案|(?<=纠纷)(?=[，。]|向本院|系列|[二三四五六七八九十]{1,3}案|案[，（]|中，)")
_LEAD = re.compile(
    r"^.*(?:）|号|原告|被告|第三人|申请人|上诉人|被执行人|法院|管理局|公安局|局|(?<=有限)公司|"
    r"有限责任公司|政府|因|诉|支行|分行|银行|合作社|等\d*人|[一二三四五六七八九十]人|"
    r"之间的?|关于|发生的?|申请强制执行)"
)
_NOISE = re.compile(r"^(?:的|因|为|与(?!公司有关|企业有关|铁路运输有关)|和|、|，|及|等|一审|二审|犯|涉嫌)+")
# 周某犯 before the charge, but not the 犯 of 传授犯罪方法罪
_NAMED_BEFORE = re.compile(r"^(?:被告人|罪犯)?[\u4e00-\u9fff·×]{0,8}?(?<!侵)犯(?!罪)")


def causes(
    source: str,
    text: str,
    parts: Sections,
    category: str | None,
    procedure: str | None,
    people: tuple[Party, ...],
) -> tuple[Value[str], ...]:
    """The causes, each once: charges found by the court in criminal cases, the cause before 一案 in others."""
    if category == "刑事":
        return _charges(source, text, parts, procedure)
    found = (
        _cause_said(source, text, parts)
        or _cause(source, text, parts, people)
        or _cause_without_case(source, text, parts)
    )
    if found and category == "行政":
        found = replace(found, value=re.sub(r"纠纷$|决定$", "", found.value) or found.value)
    return (found,) if found else ()


# 以某某纠纷为案由, 以某某纠纷案由向…起诉, 案由：某某纠纷
_SAID = re.compile(
    r"以(?P<a>[\u4e00-\u9fff、]{2,24}(?:纠纷|争议))(?:为|作为)?案由|案由：(?P<b>[\u4e00-\u9fff、]{2,24})(?=[。；\n])"
)


def _cause_said(source: str, text: str, parts: Sections) -> Value[str] | None:
    """The cause where the paper says that it is the cause."""
    found = _SAID.search(text, parts.head[0], min(len(text), parts.parties[1] + 600))
    if not found:
        return None
    group = "a" if found["a"] else "b"
    return at(source, found[group], found.span(group), "causes.said", 0.9)


# 申请诉前财产保全; 行政处罚决定书, in papers that name no 一案
_WITHOUT_CASE = re.compile(
    r"申请((?:诉前)?财产保全|支付令|破产清算|强制清算)|(行政处罚|行政征收|社会抚养费征收|征收社会抚养费)(?=决定)"
)


def _cause_without_case(source: str, text: str, parts: Sections) -> Value[str] | None:
    found = _WITHOUT_CASE.search(text, parts.parties[1], min(len(text), parts.parties[1] + 400))
    if not found:
        return None
    group = 1 if found[1] else 2
    return at(
        source, "行政征收" if "社会抚养费" in found[group] else found[group], found.span(group), "causes.plain", 0.75
    )


def _charges(source: str, text: str, parts: Sections, procedure: str | None) -> tuple[Value[str], ...]:
    """From the orders when they name charges, else from the proceedings; on appeal also those that are quashed."""
    quashed_end = _after_quashed(text, parts.orders)
    spans: list[Span] = [(quashed_end, parts.orders[1]), parts.orders, (parts.parties[1], parts.parties[1] + 900)]
    if procedure == "二审":
        spans.pop(0)
    for span in spans:
        said = [*_CHARGE.finditer(text, *span)]
        further = [more for charge in said for more in _further(text, charge.end(1), span[1])]
        found = _unique(source, sorted([*said, *further, *_BY_CHARGE.finditer(text, *span)], key=lambda m: m.start(1)))
        if found:
            return found
    return ()


def _further(text: str, pos: int, end: int) -> Iterable[re.Match[str]]:
    """The charges that follow one directly."""
    while more := _FURTHER.match(text, pos, end):
        yield more
        pos = more.end(1)


def _after_quashed(text: str, orders: Span) -> int:
    """Behind the item that quashes (撤销…刑事判决第一项，即：…), which repeats charges no longer upheld."""
    pos = orders[0]
    for found in re.compile(r"(?<![号核准])(?:撤销|维持)[^；。]*[；。]").finditer(text, *orders):
        pos = found.end()
    return pos


def _unique(source: str, found: Iterable[re.Match[str]]) -> tuple[Value[str], ...]:
    values: dict[str, Value[str]] = {}
    for match in found:
        lead = _NAMED_BEFORE.match(match[1]) or _NOISE.match(match[1])
        start = match.start(1) + (lead.end() if lead else 0)
        name = re.sub(r"\s", "", match.string[start : match.end(1)])
        if not re.search(r"数罪|同种|其他|前罪|新罪|有罪|漏罪|认罪|本罪|被告人", name):
            values.setdefault(name, at(source, name, (start, match.end(1)), "causes.charge", 0.9))
    return tuple(values.values())


def _cause(source: str, text: str, parts: Sections, people: tuple[Party, ...]) -> Value[str] | None:
    """What stands between the last party's name and 一案."""
    end = min(len(text), parts.parties[1] + 1200)
    for found in _CASE.finditer(text, parts.parties[1], end):
        start = max(parts.parties[1], found.start() - 120)
        sentence = max(text.rfind(sign, start, found.start()) for sign in "。\n，")
        begin = _after_names(text, max(start, sentence + 1), found.start(), people)
        begin += len(text[begin : found.start()]) - len(_NOISE.sub("", text[begin : found.start()]))
        if 2 <= found.start() - begin <= 40:
            name = re.sub(r"管辖权异议$|一案$", "", re.sub(r"\s", "", text[begin : found.start()]))
            return at(source, name, (begin, found.start()), "causes.cause", 0.9)
    return None


def _after_names(text: str, start: int, end: int, people: tuple[Party, ...]) -> int:
    """The end of the last party's name, abbreviation or role word before the cause."""
    pos = start
    for party in people:
        for name in (party.name.value, *(a.value for a in party.alias), _brief(text, party)):
            last = text.rfind(name, start, end) if name else -1
            pos = max(pos, last + len(name)) if last >= 0 else pos
    lead = _LEAD.match(text[pos:end])
    rest = end - pos - (lead.end() if lead else 0)
    return pos + lead.end() if lead and rest >= 2 else pos


def _brief(text: str, party: Party) -> str:
    """The abbreviation given in brackets after the name: （以下简称某某公司）"""
    name = party.name.value
    pos = text.find(f"{name}（")
    while pos >= 0:
        found = _CALLED.match(text, pos + len(name))
        if found:
            return found[1]
        pos = text.find(f"{name}（", pos + 1)
    return ""


_CALLED = re.compile(r"（(?:以下|下)?(?:均)?简?称[：“\"]?([^）”\"]{2,20})")

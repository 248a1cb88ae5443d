"""Parties, from the list at the head of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingjing.court.numerals import DATE, parse_date
from mingjing.reading.paper import Party
from mingjing.reading.party_types import party_type
from mingjing.reading.roles import AGENT_ENTRY, PARTY_ENTRY, PARTY_ROLE
from mingjing.reading.sections import ENTRY, Span
from mingjing.reading.values import Value, at, trimmed

_BRACKET = re.compile(r" ?（([^（）\n]{0,80}(?:（[^（）]*）[^（）\n]{0,40})?)）")
_ORIG_ROLE = re.compile(rf"(?:系|即|又系|暨)?(?:{PARTY_ROLE}|原审|一审|二审|原一审|反诉|本诉|原告|被告)")
_BETWEEN = re.compile(r"[一二三四五六七八九十\d]{0,2} ?[：]? ?(?:自报姓名：?|自报|（自报）|名称：|姓名：)? ?")
_NAME = re.compile(r"[^，。：；、（）\n ]{1,60}")
# Words that begin what follows a name when the comma is missing: 某公司住所地…, 张三因涉嫌…
_NOT_NAME = re.compile(
    r"(?:(?<=..)(?:住所|住址|住(?=[^，。]{2,}[省市县区乡镇村路街号])|地址|统一社会信用|"
    r"组织机构代码|法定代表|公民身份|身份证|营业场所|出生于|生于"
    r"|因(?:涉嫌|本案|犯|与)|涉嫌|曾因|系(?:原告|被告|该|本)|经本院|(?:[12]\d{3}年)|男(?=$|"
    r"[,，])|女(?=$|[,，])|委托(?:诉讼)?代理人|于\d))"
)
_NO_NAME = re.compile(
    r"诉称|辩称|一案|认为|提出|指控|诉讼|^均|均(?:不服|未|到|系|为|已)|到庭|上述|的(?:法定|"
    r"委托|诉讼)|未到|经传票|称$|^人|^的|^方(?:$|的|当)|因不服|申请|不服"
)
_ALIAS = re.compile(
    r"(?:曾用名|又名|别名|绰号|化名|外号|乳名|小名|自称|又称|别号|网名|原名)(?:为|叫)?[：]? ?[“\"‘]"
    r"?([^，。）；\n”\"’（]{1,24})"
)
_GENDER = re.compile(r"(?<=[，（ 、：。])(男|女)(?:性)?(?=[，。）；、 \n]|汉|生|\d)")
_BORN = re.compile(rf"({DATE})(?=出?生)|(?<=生于)({DATE})|(?:出生日期|出生年月|出生于|出生)[：]?({DATE})")
_BORN_YEAR = re.compile(r"(?<![\d年])(\d{4})(?=年(?:\d{1,2}月)?出?生)")
_LETTERS = tuple("甲乙丙丁戊己庚某0123456789")
_LETTERED = "甲乙丙丁戊己庚某0-9"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: its role, where it starts and ends, and whether it is an agent's."""

    role: Span
    end: int
    agent: bool


def entries(text: str, listed: Span) -> list[Entry]:
    """The entries of the list of parties, in order."""
    starts = [m.start() for m in ENTRY.finditer(text, *listed)]
    ends = [*starts[1:], listed[1]]
    return [entry for start, end in zip(starts, ends, strict=False) if (entry := _entry(text, start, end))]


def _entry(text: str, start: int, end: int) -> Entry | None:
    agent = AGENT_ENTRY.match(text, start)
    party = PARTY_ENTRY.match(text, start)
    if agent and (not party or agent.end() > party.end()):
        return Entry(agent.span(), end, agent=True)
    return Entry(party.span(), end, agent=False) if party else None


def parties(source: str, text: str, listed: Span, found: list[Entry]) -> tuple[Party, ...]:
    """The parties of the list, each once; `text` is `source` folded."""
    seen: dict[tuple[str, str], Party] = {}
    for entry in found:
        if not entry.agent:
            for party in _read(source, text, entry):
                seen.setdefault((party.role.value, party.name.value), party)
    return tuple(_full_name(source, text, listed[1], party) for party in seen.values())


def _read(source: str, text: str, entry: Entry) -> Iterator[Party]:
    """The party of an entry; several when it lists names: 原告张三、李四。"""
    role, orig_role, pos = _role(source, text, entry)
    for span in name_spans(text, pos, entry.end):
        name = re.sub(r"\s", "", text[span[0] : span[1]])
        name = _BRIEF.sub("", name).removeprefix("中华人民共和国") if "监狱" in name else _BRIEF.sub("", name)
        about = (span[1], min(entry.end, span[1] + 200))
        yield Party(
            role=role,
            name=at(source, name, span, "parties.name"),
            type=at(source, party_type(name, role.value, text[span[1] : span[1] + 12]), span, "parties.type", 0.9),
            gender=_first(source, _GENDER, text, (about[0], min(about[1], about[0] + 90))),
            birth=_birth(source, text, about),
            orig_role=orig_role,
            alias=aliases(source, text, (span[1], min(entry.end, span[1] + 60))),
        )


# an abbreviation inside a name: 金平苗族瑶族傣族自治县（以下简称金平县）人民检察院
_BRIEF = re.compile(r"（(?:以下|下)?简?称[^）]*）")


def _role(source: str, text: str, entry: Entry) -> tuple[Value[str], Value[str] | None, int]:
    """The role, the role in the lower instance, and where the name may begin."""
    start, end = entry.role
    printed = text[start:end]
    pos, orig = end, None
    bracket = _BRACKET.match(text, pos)
    if bracket and _ORIG_ROLE.match(bracket[1]):
        value = re.sub(r"[，,]", "、", re.sub(r"\s", "", bracket[1]))
        orig, pos = at(source, value, bracket.span(1), "parties.orig_role"), bracket.end()
    elif printed.endswith("第三人") and re.match(r"一审、二审|一、二审", printed):
        return (
            at(source, "第三人", (end - 3, end), "parties.role"),
            at(source, printed, (start, end), "parties.orig_role"),
            end,
        )
    return at(source, printed, (start, end), "parties.role"), orig, pos


def name_spans(text: str, pos: int, end: int) -> list[Span]:
    """Where the names after a role stand."""
    between = _BETWEEN.match(text, pos, end)
    start = between.end() if between else pos
    if (
        start > pos
        and text[pos:start].strip(" ：") in set("一二三四五六七八九十")
        and "：" not in text[pos:start]
        and "、" not in text[start : start + 1]
    ):
        start = pos  # the name itself begins with a numeral
    spans = []
    while (span := _name_span(text, start, end)) is not None:
        spans.append(span)
        after = span[1]
        if text[after : after + 1] not in ("、",) or len(spans) > 60:
            break
        start = after + 1
    return _only_names(text, spans)


def _name_span(text: str, start: int, end: int) -> Span | None:
    """One name; a bracket inside it belongs to it when the name goes on behind: 德恒（重庆）律师事务所."""
    found = _NAME.match(text, start, end)
    if not found:
        return None
    stop = _past_break(text, found.end(), end)
    if (
        stop - start == 1
        and text[stop : stop + 1] == " "
        and (more := _NAME.match(text, stop + 1, end))
        and len(more[0]) <= 2
    ):
        stop = more.end()
    while (bracket := _BRACKET.match(text, stop, end)) and text[stop] != " ":
        more = _NAME.match(text, bracket.end(), end)
        if not more or not _goes_on(text[start:stop], more.group()):
            break
        stop = more.end()
    cut = _NOT_NAME.search(text, start, stop)
    return trimmed(text, (start, cut.start() if cut else stop))


def _past_break(text: str, stop: int, end: int) -> int:
    """Behind a line break that cuts a body's name: …开发有⏎限公司."""
    rest = re.compile(r"\n(?:限公司|公司|司)[\u4e00-\u9fff]{0,12}").match(text, stop, end)
    return rest.end() if rest else stop


_BODY_END = re.compile(
    r"(?:公司|院|局|厂|店|中心|行|社|所|政府|委员会|集团|部|学校|大学|处|站|队|会|合伙\w*|[\u4e00-\u9fff]{4,})$"
)


def _goes_on(before: str, after: str) -> bool:
    """Whether what follows a bracket is the rest of a body's name."""
    return len(before) >= 2 and bool(_BODY_END.search(after)) and not re.match(r"男|女|住|汉族|系|曾|因", after)


def _only_names(text: str, spans: list[Span]) -> list[Span]:
    """Several names joined by 、 only when all look alike; otherwise the first."""
    good = [s for s in spans if s[1] > s[0] and not _NO_NAME.search(text[s[0] : s[1]])]
    if not good or len(good) != len(spans):
        return good[:1] if good and good[0] == spans[0] else []
    short = all(s[1] - s[0] <= 4 for s in good)
    bodies = all(_BODY_END.search(text[s[0] : s[1]]) for s in good)
    return good if len(good) == 1 or short or bodies else good[:1]


def _first(source: str, pattern: re.Pattern[str], text: str, span: Span) -> Value[str] | None:
    found = pattern.search(text, max(0, span[0]), span[1])
    return at(source, found[1], found.span(1), "parties.gender") if found else None


def _birth(source: str, text: str, span: Span) -> Value[str] | None:
    """The day of birth; the year alone when only that is printed."""
    found = _BORN.search(text, *span)
    if found:
        group = next(i for i in (1, 2, 3) if found[i])
        day = parse_date(found[group])
        return at(source, day.isoformat(), found.span(group), "parties.birth") if day else None
    year = _BORN_YEAR.search(text, *span)
    return at(source, year[1], year.span(1), "parties.birth", 0.85) if year else None


def aliases(source: str, text: str, span: Span) -> tuple[Value[str], ...]:
    """Other names: 曾用名, 又名, 绰号."""
    found: list[Value[str]] = []
    for match in _ALIAS.finditer(text, *span):
        for part in re.finditer(r"[^、“”\"]+", match[1]):
            begin = match.start(1) + part.start()
            found.append(
                at(
                    source,
                    part.group().strip(),
                    trimmed(text, (begin, begin + len(part.group()))),
                    "parties.alias",
                    0.9,
                )
            )
    return tuple(found)


def _stands_alone(name: str, text: str, span: Span) -> bool:
    """Whether the name occurs without a letter or number behind it."""
    pos = text.find(name, *span)
    while pos >= 0:
        if text[pos + len(name) : pos + len(name) + 1] not in _LETTERS:
            return True
        pos = text.find(name, pos + 1, span[1])
    return False


def _full_name(source: str, text: str, after: int, party: Party) -> Party:
    """袁某 in the list but always 被告袁某甲 afterwards: the fuller form is the name, the other an alias."""
    name, role = party.name.value, party.role.value
    if not name.endswith("某") or _stands_alone(name, text, (after, after + 4000)):
        return party
    fuller = re.compile(rf"{re.escape(role)}({re.escape(name)}[{_LETTERED}])").search(text, after, after + 600)
    if not fuller:
        return party
    return replace(
        party, name=at(source, fuller[1], fuller.span(1), "parties.full_name", 0.75), alias=(*party.alias, party.name)
    )

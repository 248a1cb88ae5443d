"""Those who act for a party, from the list at the head, and the prosecutors who appeared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mingjing.reading.paper import Agent, Party
from mingjing.reading.parties import Entry, name_spans
from mingjing.reading.roles import AGENT_ENTRY
from mingjing.reading.sections import Sections, Span
from mingjing.reading.surnames import SURNAMES
from mingjing.reading.values import Value, at

# 北京德恒（重庆）律师事务所, 广平县广正法律服务所, …法律援助中心
_ORG = re.compile(
    r"(?:[\u4e00-\u9fff×A-Za-z0-9]{2,24}(?:（[\u4e00-\u9fff]{2,6}）)?[\u4e00-\u9fff]{0,12}?)(?:律师"
    r"事务所|法律服务所|律所|法律服务中心)|[\u4e00-\u9fff]{3,20}法律援助中心(?!指派)"
)
_ORG_LEAD = re.compile(r"^.*(?:指派的?|委派的?|指定的?|系)")
# for whom and with which powers: no part of the role
_WHOSE = re.compile(
    r"^(?:上列|上述|以上|该|[二两三四五六七八九2-9]|位|名|被告人|原告|被告|再审申请人|申诉人|被?上诉人|第三人"
    r"|被执行人|申请执行人|被?申请人|之|的|、|共同|(?:特别|一般)授权(?=委托))+"
)
# 夏某，杨某，甲律师事务所律师
_JOINED_NAME = re.compile(rf"(?!董事|[\u4e00-\u9fff]{{1,3}}族)[{SURNAMES}][\u4e00-\u9fff×·]{{1,3}}(?=[，、])")
_JOINED_BY_COMMA = re.compile(
    rf"，(?P<names>(?:{_JOINED_NAME.pattern}[，、])+)(?=[^，。；\n]{{2,30}}(?:律师|法律服务|法律工作者))"
)
_BRACKET = re.compile(r" ?（[^）]{0,30}）")
_AFTER_PROSECUTOR = (
    r"(?=出庭|到庭|依法|履行|支持|均|、?(?:和)?(?:代理|助理)?检察|[、和](?:被告|上诉|原审|辩护|被害)|[，。])"
)
# 指派检察员范伟、杨海波出庭
_PROSECUTOR = re.compile(
    rf"(?P<role>(?:代理|助理)检察员|检察员|副?检察长|检察官助理|检察官)(?P<names>[\u4e00-\u9fff×]{{2"
    rf",4}}?\d?(?:[、和](?!代理|助理|检察|被告|上诉|原审|辩护|被害)[\u4e00-\u9fff×]{{2,4}}?\d?){{0,4}}){_AFTER_PROSECUTOR}"
)
_NO_PROSECUTOR = re.compile(r"出庭|认为|意见|支持|提出|建议|当庭|发表|宣读|依法|指控|出示|的|席|在")


def agents(source: str, text: str, found: list[Entry], people: tuple[Party, ...], parts: Sections) -> tuple[Agent, ...]:
    """Agents in the order of the paper; `party_names` says for whom each acts."""
    listed: dict[tuple[str, str], Agent] = {}
    for entry in found:
        for agent in _read(source, text, entry, people) if entry.agent else ():
            key = (agent.role.value, agent.name.value)
            known = listed.get(key)
            listed[key] = replace(known, party_names=_joined(known, agent)) if known else agent
    return (*listed.values(), *_prosecutors(source, text, parts))


def _joined(known: Agent, again: Agent) -> tuple[str, ...]:
    """One agent listed below two parties acts for both."""
    return tuple(dict.fromkeys((*known.party_names, *again.party_names)))


def _read(source: str, text: str, entry: Entry, people: tuple[Party, ...]) -> Iterator[Agent]:
    start = entry.role[0]
    role_match = AGENT_ENTRY.match(text, start)
    if role_match is None:
        return
    role = _WHOSE.sub("", role_match.group())
    role_span = (role_match.end() - len(role), role_match.end())
    bracket = _BRACKET.match(text, role_match.end())
    pos = bracket.end() if bracket else role_match.end()
    whom = _for_whom(text[start : role_match.end()], people, start)
    for span in _names(text, pos, entry.end, role):
        name = re.sub(r"\s", "", text[slice(*span)])
        value = "法定代表人" if role in ("法人代表", "法人代表人", "法定代表") else role
        yield Agent(
            at(source, value, role_span, "agents.role"),
            at(source, name, span, "agents.name", 0.9),
            _org(source, text, span[1], entry.end),
            whom,
        )


def _names(text: str, pos: int, end: int, role: str) -> list[Span]:
    """Where the names after a role stand; those joined by a comma are names where a firm follows them."""
    spans = name_spans(text, pos, end)
    more = _JOINED_BY_COMMA.match(text, spans[-1][1], end) if spans and role.endswith(("代理人", "辩护人")) else None
    joined = _JOINED_NAME.finditer(text, *more.span("names")) if more else ()
    return [*spans, *(name.span() for name in joined)]


def _org(source: str, text: str, start: int, end: int) -> Value[str] | None:
    stop = min(end, start + 120)
    found = _ORG.search(text, start, stop)
    if not found:
        return None
    lead = _ORG_LEAD.match(found.group())
    begin = found.start() + (lead.end() if lead else 0)
    return at(source, text[begin : found.end()], (begin, found.end()), "agents.org", 0.9)


def _for_whom(printed: str, people: tuple[Party, ...], before: int) -> tuple[str, ...]:
    """The party listed last before the agent; all parties of its role when several are named together."""
    earlier = [p for p in people if p.name.start < before and not p.role.value.endswith("公诉机关")]
    if not earlier:
        return ()
    last = earlier[-1]
    if re.search(r"共同|上列|上述|以上|[二两三四五六七]", printed):
        return tuple(p.name.value for p in earlier if p.role.value == last.role.value)
    return (last.name.value,)


def _prosecutors(source: str, text: str, parts: Sections) -> Iterator[Agent]:
    """检察员范伟、杨海波出庭: one agent each."""
    seen: set[str] = set()
    for found in _PROSECUTOR.finditer(text, parts.parties[1], min(len(text), parts.parties[1] + 1500)):
        for name in re.finditer(r"[^、和]+", found["names"]):
            span = (found.start("names") + name.start(), found.start("names") + name.end())
            if name.group() not in seen and not _NO_PROSECUTOR.search(name.group()):
                seen.add(name.group())
                yield Agent(
                    at(source, found["role"], found.span("role"), "agents.prosecutor"),
                    at(source, name.group(), span, "agents.prosecutor", 0.9),
                )

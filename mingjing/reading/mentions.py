"""Parties of papers that list none: they are named only in the first sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.reading.paper import Party
from mingjing.reading.party_types import party_type
from mingjing.reading.roles import PARTY_ROLE
from mingjing.reading.sections import Sections, Span
from mingjing.reading.surnames import SURNAMES
from mingjing.reading.values import at

_INSIDE = (
    r"(?:(?!诉被|诉[\u4e00-\u9fff]{2,12}[市县区]|以下简称|被告|第三人|请求|不服|申请|"
    r"与被|与原|（以)[\u4e00-\u9fff（）×])"
)
_ENDS = (
    "公司|委员会|政府|[局厅]|法院|检察院|银行|支行|分行|合作社|厂|店|中心|学校|医院|"
    "大学|总队|支队|大队|[村居]委会|办公室|办事处|监狱|派出所|集团|供应站"
    "|信用社|矿|商行|经营部|超市|出版社|研究所|协会"
)
_BODY = (
    rf"{_INSIDE}{{2,40}}?(?:{_ENDS})(?:{_INSIDE}{{1,16}}?(?:公司|分局|[大支中]队|支行|"
    r"分行|办公室|办事处|派出所|营业部))?"
)
_PERSON = rf"[{SURNAMES}][\u4e00-\u9fff×·某]{{1,3}}?"
_CRIME = "受贿|贪污|诈骗|盗窃|故意|涉嫌|失职|职务|非法|抢劫|走私|贩卖|运输|挪用|行贿|强奸|绑架|寻衅|合同|组织|参加"
_FOLLOWS = (
    r"(?=与|诉|、|，|于|因|的|不服|犯|向|在|以|及|和|对|一案|提|经|均|到|未|已|被|（|"
    rf"。|申请|不履行|认为|为|等|依据|要求|之间|\n|作出|系|据|{_CRIME})"
)
# a body's name may run straight into the cause: …交通运输委员会行政处罚决定纠纷一案
_FOLLOWS_BODY = (
    rf"(?:{_FOLLOWS}|(?=行政|土地|不履行|履行|政府信息|房屋|工伤|社会|劳动|买卖|借款|信息公开|"
    r"治安|错误|所作|建设工程|城乡|质量|环境))"
)
_ROLE = rf"(?P<role>{PARTY_ROLE})(?:（(?P<orig>[^）]{{2,24}})）)?"
_MENTION = re.compile(rf"{_ROLE}(?P<name>{_BODY}{_FOLLOWS_BODY}|{_PERSON}{_FOLLOWS})")
_NEXT = re.compile(
    rf"(?:（[^）]*）)?[、，,](?P<name>{_BODY}{_FOLLOWS_BODY}|{_PERSON}(?=[、，,（]|与|"
    rf"诉|因|的|不服|犯|一案|均|等|{_CRIME}))"
)
_NOT_A_NAME = re.compile(
    r"^(?:人|认为|诉|不服|因|于(?=[\d一二本同上今该何此前次])|向(?=[本我该原被上一二检人法公])|与|在|以|及其|的|提|经|均|未|已|被|应|之|申请|要求|"
    r"为|对|到|是|有|可|如|其|自|从|将|该|此|双方|等|两|二|三|作出|单位|所|和|本案"
    r"|陈述|负担|承担|成立|和解|国家|都|上诉|安置|计划|明知|通过|应当|居住|解除|相关|公司$|明确)"
)
# 立案执行郝某与某银行、某公司物权保护纠纷一案
_ENFORCED = re.compile(
    rf"(?:立案执行|执行)(?:的)?(?P<a>{_BODY}|[\u4e00-\u9fff×]{{2,4}})(?:与|和|申请(?:强制)?执行)"
    rf"(?P<b>(?:[\u4e00-\u9fff（）×]{{2,40}}[、，])*(?:[\u4e00-\u9fff（）×]{{2,36}}(?:{_ENDS})|"
    rf"{_PERSON}))(?=[\u4e00-\u9fff、]{{2,16}}?(?:纠纷|争议|罪)?一案)"
)
_ORGAN = re.compile(
    r"(?P<role>执行机关)(?:中华人民共和国)?(?P<name>[\u4e00-\u9fff×]{2,24}?(?:监狱|看守所|"
    r"戒毒所|管教所|司法局|监狱管理局|公安局))"
)


def mentioned(source: str, text: str, parts: Sections, procedure: str | None) -> tuple[Party, ...]:
    """Parties named with their role in the first sentences, each once."""
    window = _window(text, parts)
    found: dict[tuple[str, str], Party] = {}
    told = [*_with_role(source, text, window), *_enforced(source, text, window, procedure)]
    for party in told or _without_role(source, text, window):
        found.setdefault((party.role.value, party.name.value), party)
    people = tuple(found.values())
    return (*people, *execution_organ(source, text, parts, procedure, people))


def _window(text: str, parts: Sections) -> Span:
    """From the proceedings to the reasoning, at most 1,200 characters."""
    start = parts.head[1]
    return start, min(max(parts.reasoning[0], start + 300), start + 1200, len(text))


def _with_role(source: str, text: str, window: Span) -> Iterator[Party]:
    """Once a role has its names, later mentions add none: they repeat or shorten."""
    taken: set[str] = set()
    named: list[str] = []
    charged = _charged(text, window)
    for mention in _MENTION.finditer(text, *window):
        role, first = mention["role"], mention["name"]
        if (
            (role in taken and mention.start() not in charged)
            or _NOT_A_NAME.match(first)
            or any(first.startswith(name) for name in named)
        ):
            continue
        taken.add(role)
        orig = (
            at(source, mention["orig"], mention.span("orig"), "mentions.orig_role", 0.7)
            if mention["orig"] and "审" in mention["orig"]
            else None
        )
        for span in _names(text, mention):
            name = text[slice(*span)]
            named.append(name)
            yield Party(
                at(source, role, mention.span("role"), "mentions.role", 0.75),
                at(source, name, span, "mentions.name", 0.7),
                at(source, party_type(name, role), span, "mentions.type", 0.7),
                orig_role=orig,
            )


_FURTHER_ACCUSED = re.compile("(?<=[，；、和])被告人")
_CHARGED = re.compile(r"指控(?=被告人)[^。\n]{4,400}?一案")


def _charged(text: str, window: Span) -> set[int]:
    """Where the groups of 指控被告人甲犯…罪，被告人乙犯…罪一案 begin: each names others."""
    said = _CHARGED.search(text, *window)
    return {role.start() for role in _FURTHER_ACCUSED.finditer(text, *said.span())} if said else set()


def _names(text: str, mention: re.Match[str]) -> list[Span]:
    """The name and those joined to it by 、."""
    spans = [mention.span("name")]
    while (
        (more := _NEXT.match(text, spans[-1][1]))
        and not _NOT_A_NAME.match(more["name"])
        and not re.match(PARTY_ROLE, more["name"])
    ):
        spans.append(more.span("name"))
    return spans


# 邵某因诉乙市政府强制清除一案，不服…判决，向本院提起上诉; 甲支队申请强制执行武某行政处罚一案; 申诉人阳某因诈骗一案
_WITHOUT_ROLE = (
    (
        ("上诉人", "被上诉人"),
        re.compile(
            rf"(?:(?<=^)|(?<=[\n。号 ]))(?P<a>{_BODY}|[\u4e00-\u9fff×]{{2,4}}?)因?诉(?P<b>{_BODY})"
            r"(?=（|[\u4e00-\u9fff]{2,24})[^。\n]{2,200}?一案，(?:不服|因不服)[^。\n]{4,80}提[起出]上诉"
        ),
    ),
    (
        ("申请执行人", "被执行人"),
        re.compile(
            rf"(?:(?<=^)|(?<=[\n。号 ]))(?P<a>{_BODY})申请(?:强制)?执行(?P<b>{_BODY}|{_PERSON})"
            r"(?=行政|社会|土地|处罚|征收|[，、的])"
        ),
    ),
    (("申诉人", ""), re.compile(r"申诉人(?P<a>[\u4e00-\u9fff×]{2,4}?)因(?P<b>)")),
)


def _without_role(source: str, text: str, window: Span) -> Iterator[Party]:
    """Parties of a first sentence that gives them no role word."""
    for roles, pattern in _WITHOUT_ROLE:
        found = pattern.search(text, max(0, window[0] - 1), window[1])
        if not found:
            continue
        for group, role in zip("ab", roles, strict=True):
            if name := found[group]:
                span = found.span(group)
                yield Party(
                    at(source, role, span, "mentions.without_role", 0.6),
                    at(source, name, span, "mentions.without_role", 0.7),
                    at(source, party_type(name, role), span, "mentions.type", 0.7),
                )
        return


def _enforced(source: str, text: str, window: Span, procedure: str | None) -> Iterator[Party]:
    """本院立案执行甲与乙公司、丙公司某某纠纷一案: without role words."""
    found = _ENFORCED.search(text, *window) if procedure == "执行" else None
    if not found:
        return
    for group, role in (("a", "申请执行人"), ("b", "被执行人")):
        for part in re.finditer(r"[^、，,]+", found[group]):
            span = (found.start(group) + part.start(), found.start(group) + part.end())
            name = text[slice(*span)]
            yield Party(
                at(source, role, span, "mentions.enforced", 0.6),
                at(source, name, span, "mentions.enforced", 0.7),
                at(source, party_type(name, role), span, "mentions.type", 0.7),
            )


def execution_organ(
    source: str, text: str, parts: Sections, procedure: str | None, people: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The prison that proposes a commutation; it is never in the list."""
    if procedure != "刑罚与执行变更" or any(p.role.value == "执行机关" for p in people):
        return ()
    found = _ORGAN.search(text, parts.head[1], min(len(text), parts.head[1] + 2000))
    if not found:
        return ()
    name = found["name"]
    return (
        Party(
            at(source, "执行机关", found.span("role"), "mentions.organ", 0.9),
            at(source, name, found.span("name"), "mentions.organ", 0.9),
            at(source, "机关", found.span("name"), "mentions.type", 0.95),
        ),
    )

"""What a criminal paper decides about each accused: charges, punishments, 决定执行, from when to when.

On appeal an item that quashes repeats what no longer holds, and a paper that upholds pronounces nothing itself: then
the figures are those of the upheld judgment, as the paper retells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingjing.court.numerals import DATE, parse_date
from mingjing.reading.decided import Penalty, Sentence, Verdict
from mingjing.reading.names import Names
from mingjing.reading.penalties import penalty
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

# 犯盗窃罪, 犯掩饰、隐瞒犯罪所得、犯罪所得收益罪, not 犯罪嫌疑人
CHARGE = re.compile(
    r"(?<![侵罪])(?<!共同)犯(?:有|了)?(?P<charge>(?:[\u4e00-\u9fff“”\"（）]|、(?=[^，。；]{1,26}罪)"
    r"){1,40}?(?<!犯)罪)"
    r"(?=[，。；：、（,]|判处|免|单处|处|一案|成立|和|，|$|\n| |量刑|定罪|的)"
)
_BY_CHARGE = re.compile(
    r"以(?:犯)?(?P<charge>(?:[\u4e00-\u9fff]|、(?=[^，。；]{1,26}罪)){2,30}?罪)(?=，?(?:分别|依法)?(?:判处"
    r"|定罪|对))"
)
_TOGETHER = re.compile(r"(?:决定(?:合并)?|合并|并罚(?:后)?，?)(?:执行|判处|决定)(?:刑期)?")
_WITH_EARLIER = re.compile(
    r"[，；。]?(?:与|连同|和|并与|撤销|合并|加上|连前)[^，。；]{0,60}(?:前罪|原判|前判|之前|没有执行"
    r"|尚未执行|未执行"
    r"|余刑|缓刑|前述|刑罚|判决)"
)
_QUASHED = re.compile(r"撤销[^；。\n]*?(?:（[^）]*）[^；。\n]*?)*[；。\n]")
_KEPT = re.compile(r"维持[^。\n]*[。\n]")
_ACQUITTED = re.compile(r"被告人(?P<name>[\u4e00-\u9fffA-Za-z×·0-9]{2,16}?)无罪")
_FROM_TO = re.compile(rf"[自从](?P<a>{DATE})[）]?(?:起)?[，]?(?:至|到|－|-)(?P<b>{DATE})")
_ITEM_NUMBER = re.compile(r"(?:(?<=[\n 。；）：])|(?<=^))[ ]*[一二三四五六七八九十\d]{1,3}[、.．]")


_SUBJECT = 600
"""How far before 犯 the names of the accused may begin."""


@dataclass(slots=True)
class _Open:
    """A verdict while it is read."""

    accused: Value[str]
    sentences: list[Sentence] = field(default_factory=list)
    combined: Penalty | None = None
    end: int = 0


def verdicts(source: str, text: str, parts: Sections, names: Names) -> tuple[Verdict, ...]:
    """One verdict for each accused, from the orders; from the upheld judgment when the orders pronounce nothing."""
    own = _read(source, text, _orders(text, parts), names)
    kept = _read(source, text, [m.span() for m in _KEPT.finditer(text, *parts.orders)], names)
    known = {verdict.accused.value for verdict in own}
    own = (*own, *(verdict for verdict in kept if verdict.accused.value not in known))
    return own or _acquittals(source, text, parts) or _read(source, text, _retold(text, parts), names)


def _orders(text: str, parts: Sections) -> list[Span]:
    """The orders without what they quash, and without the standing sentences."""
    standing = re.compile(r"如不服|不服本判决|本(?:判决|裁定)为终审").search(text, *parts.orders)
    end = standing.start() if standing else parts.orders[1]
    spans, pos = [], parts.orders[0]
    for found in sorted([*_QUASHED.finditer(text, pos, end), *_KEPT.finditer(text, pos, end)], key=lambda m: m.start()):
        if found.start() >= pos and not _approves(text, found):
            spans.append((pos, found.start()))
            pos = found.end()
    return [*spans, (pos, end)]


def _approves(text: str, found: re.Match[str]) -> bool:
    """核准…维持第一审以…罪判处… pronounces."""
    before = text[max(0, found.start() - 40) : found.start()]
    return "核准" in before and "\n" not in before[before.find("核准") :]


def _acquittals(source: str, text: str, parts: Sections) -> tuple[Verdict, ...]:
    """被告人甲无罪: the charge is the one that was brought."""
    brought = CHARGE.search(text, parts.parties[1], parts.reasoning[1])
    return tuple(
        Verdict(
            at(source, found["name"], found.span("name"), "verdicts.acquitted", 0.9),
            (
                Sentence(
                    at(source, brought["charge"], brought.span("charge"), "verdicts.brought", 0.8),
                    Penalty(at(source, "无罪", (found.end() - 2, found.end()), "penalties.kind")),
                ),
            ),
        )
        for found in _ACQUITTED.finditer(text, *parts.orders)
        if brought
    )


def _retold(text: str, parts: Sections) -> list[Span]:
    """The last 判决如下 or 判处 of the retold judgment, before the reasoning."""
    found = list(
        re.compile(
            r"(?:判决|裁定)(?:如下)?[：，]|以[^，。；]{2,40}罪[^，。；]{0,4}判处"
            r"|犯[^，。；]{2,40}罪[^。；]{0,8}判处"
        ).finditer(text, parts.parties[1], parts.reasoning[0])
    )
    first = next(
        (m for m in found if CHARGE.search(text, m.start(), m.start() + 260) or _BY_CHARGE.match(text, m.start())), None
    )
    if not first:
        return []
    stop = re.compile(r"上诉人|宣判后|不服|抗诉|上诉称|经审理查明").search(text, first.end(), parts.reasoning[0])
    start = max(text.rfind(sign, parts.parties[1], first.start()) for sign in "。\n；：") + 1
    return [(max(start, parts.parties[1]), stop.start() if stop else min(first.end() + 1500, parts.reasoning[0]))]


def _read(source: str, text: str, spans: list[Span], names: Names) -> tuple[Verdict, ...]:
    opened: dict[str, _Open] = {}
    for span in spans:
        for charge, rest in _charges(text, span):
            for accused in _accused(source, text, span, charge, names, opened):
                _take(source, text, opened.setdefault(accused.value, _Open(accused)), charge, rest)
    done = [_closed(source, text, one) for one in opened.values() if one.sentences]
    return tuple(done)


def _charges(text: str, span: Span) -> Iterator[tuple[re.Match[str], Span]]:
    """Each charge with the words up to the next charge."""
    found = sorted([*CHARGE.finditer(text, *span), *_BY_CHARGE.finditer(text, *span)], key=lambda m: m.start())
    found = [m for index, m in enumerate(found) if not index or not _earlier(text, found[index - 1].end(), m.start())]
    stops = [*(m.start() for m in found[1:]), span[1]]
    for charge, stop in zip(found, stops, strict=False):
        yield charge, (charge.end("charge"), stop)


def _earlier(text: str, start: int, end: int) -> bool:
    """Whether the charge at `end` is one of an earlier judgment: 与…刑事判决中犯盗窃罪判处的…并罚."""
    sentence = max(text.rfind(sign, start, end) for sign in "；。\n")
    return bool(_WITH_EARLIER.search(text, max(start, sentence), end))


def _accused(
    source: str, text: str, span: Span, charge: re.Match[str], names: Names, opened: dict[str, _Open]
) -> list[Value[str]]:
    """Those named right before 犯 in the same item; with none there, the accused last judged."""
    near = max(span[0], charge.start() - _SUBJECT)
    numbers = [m.end() for m in _ITEM_NUMBER.finditer(text, near, charge.start())]
    stops = [text.rfind(sign, near, charge.start()) + 1 for sign in "；。\n"]
    begin = max([near, *numbers[-1:], *stops])
    mentions = names.mentions((begin, charge.start()))
    if not mentions and text[charge.start()] == "以":  # 以盗窃罪判处被告人张三
        behind = min(len(text), charge.end() + 60)
        mentions = names.mentions((charge.end(), behind))[:1]
    found = [value for mention in mentions for value in mention.values(source, "verdicts.accused")]
    if found:
        return list({value.value: value for value in found}.values())
    unlisted = re.compile(r"(?:被告人?|罪犯|上诉人|被告单位)(?:（[^）]*）)?(?P<name>[\u4e00-\u9fff×·]{2,12})$").search(
        text, begin, charge.start()
    )
    if unlisted:
        return [at(source, unlisted["name"], unlisted.span("name"), "verdicts.accused", 0.7)]
    last = max(opened.values(), key=lambda one: one.end, default=None)
    return [last.accused] if last else []


def _take(source: str, text: str, one: _Open, charge: re.Match[str], rest: Span) -> None:
    """Add the charge with its punishment, and the punishment for all together when one follows."""
    together = _TOGETHER.search(text, *rest)
    next_item = _ITEM_NUMBER.search(text, *rest)
    end = min(rest[1], next_item.start() if next_item else rest[1])
    own_end = min(together.start() if together else end, end)
    earlier = _WITH_EARLIER.search(text, rest[0], own_end)
    found = penalty(source, text, (rest[0], earlier.start() if earlier else own_end))
    if found is None:
        return
    name = re.sub(r"[\s“”\"]", "", charge["charge"])
    one.sentences.append(Sentence(at(source, name, charge.span("charge"), "verdicts.charge"), found))
    if together and together.start() < end:
        one.combined = penalty(source, text, (together.end(), end)) or one.combined
    one.end = end


def _closed(source: str, text: str, one: _Open) -> Verdict:
    """With the days between which the term runs, from the note behind the punishment or under the accused's name."""
    last = one.sentences[-1].charge.end
    days = _days(text, last, one.accused.value)
    first, final = (parse_date(days[g]) for g in "ab") if days else (None, None)
    return Verdict(
        accused=one.accused,
        sentences=tuple(one.sentences),
        combined=one.combined,
        from_on=at(source, first, days.span("a"), "verdicts.from") if days and first else None,
        to_on=at(source, final, days.span("b"), "verdicts.to") if days and final else None,
    )


def _days(text: str, start: int, name: str) -> re.Match[str] | None:
    named = text.find(f"{name}的刑期", start, start + 3000)
    if named >= 0:
        return _FROM_TO.search(text, named, named + 120)
    next_charge = CHARGE.search(text, start)
    return _FROM_TO.search(text, start, min(next_charge.start() if next_charge else len(text), start + 420))

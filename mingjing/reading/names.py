"""Who is meant where an order says 被告张某, 张某, 三被告 or 某银行: mentions of the parties in a span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingjing.reading.paper import Party
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

_COUNT = r"(?:上列|上述|以上|全体|各|[二两三四五六七八九十]|[2-9])?(?:名|位)?"
_ROLE = re.compile(
    rf"{_COUNT}(?P<role>(?:原审|一审|二审)?(?:附带民事诉讼)?(?:被上诉人|上诉人|再审申请人|被申请执行人"
    rf"|申请执行人|被执行人"
    r"|被申请人|申请人|反诉原告|反诉被告|原告|被告|第三人|罪犯))(?P<man>人)?(?:（[^（）]{2,20}）)?"
)
_SURNAMED = re.compile(
    r"[\u4e00-\u9fff×·]{2,4}?(?=负担|承担|[、，。；于和与对向应给在将]|共同|各|因|犯|的|未|支付|赔偿|偿还)"
)


# 被告安阳县永和乡第一初级中学, where the list has 永和乡第一初级中学
_LONGEST_PLACE = 14
_PLACE_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}[省市县区州镇乡](?:[\u4e00-\u9fff]{1,4})?")


@dataclass(frozen=True, slots=True)
class Mention:
    """Parties meant by the words at `span`."""

    names: tuple[str, ...]
    span: Span

    def values(self, source: str, by: str) -> Iterator[Value[str]]:
        """One value for each party meant; all stand at the same words."""
        confidence = 0.95 if len(self.names) == 1 and source[slice(*self.span)] == self.names[0] else 0.85
        for name in self.names:
            yield at(source, name, self.span, by, confidence)


class Names:
    """The parties of one paper under all the words that mean them."""

    def __init__(self, text: str, people: Iterable[Party]) -> None:
        self.people = tuple(people)
        self.text = text
        known = {name: party.name.value for party in self.people for name in _called(text, party)}
        self.known = dict(sorted(known.items(), key=lambda pair: -len(pair[0])))

    def mentions(self, span: Span) -> list[Mention]:
        """Every mention in `span`, in order; a role word before a name belongs to the name."""
        found = self._by_name(span)
        found += self._by_role(span, found)
        return sorted(found, key=lambda mention: mention.span)

    def _by_name(self, span: Span) -> list[Mention]:
        """Longer names first, so that 某银行 is not seen inside 某银行某支行."""
        taken: list[Mention] = []
        covered: set[int] = set()
        for called, name in self.known.items():
            pos = self.text.find(called, *span)
            while pos >= 0:
                place = (pos, pos + len(called))
                if place[0] not in covered and place[1] - 1 not in covered:
                    covered.update(range(*place))
                    taken.append(Mention((name,), place))
                pos = self.text.find(called, place[1], span[1])
        return taken

    def _by_role(self, span: Span, named: list[Mention]) -> list[Mention]:
        starts = {m.span[0] for m in named}
        inside = {pos for m in named for pos in range(*m.span)}
        found: list[Mention] = []
        for role in _ROLE.finditer(self.text, *span):
            if role.end() in starts or role.start() in inside or self._before_place(role.end(), starts):
                continue
            mention = self._of_role(role, span[1])
            if mention:
                found.append(mention)
        return found

    def _before_place(self, end: int, starts: set[int]) -> bool:
        """Whether only the name of a place stands between the role and a name."""
        near = (start for start in range(end + 2, end + _LONGEST_PLACE) if start in starts)
        return any(_PLACE_BEFORE.fullmatch(self.text[end:start]) for start in near)

    def _of_role(self, role: re.Match[str], end: int) -> Mention | None:
        """All who bear the role; the only one when an unlisted name of the same surname follows (田姗姗 for 田某)."""
        bearers = self.with_role(role["role"] + (role["man"] or ""))
        other = _SURNAMED.match(self.text, role.end(), end)
        if other:
            same = tuple(name for name in bearers if name[0] == other.group()[0])
            if len(same) == 1:
                return Mention(same, (role.start(), other.end()))
        return Mention(bearers, role.span()) if bearers else None

    def with_role(self, word: str) -> tuple[str, ...]:
        """Names of those whose role, now or before, is `word`."""
        plain = re.sub(r"^(?:原审|一审|二审)", "", word)
        now = tuple(p.name.value for p in self.people if plain in _roles(p.role.value))
        return now or tuple(p.name.value for p in self.people if p.orig_role and plain in _roles(p.orig_role.value))


def _roles(printed: str) -> set[str]:
    """The single roles of 原审被告、反诉原告."""
    return {re.sub(r"^(?:原审|一审|二审|再审|原(?!告))", "", part) for part in re.split(r"[、，暨兼及]", printed)}


def _called(text: str, party: Party) -> Iterator[str]:
    """The name, its aliases, and the abbreviation given in brackets."""
    name = party.name.value
    yield name
    yield from (alias.value for alias in party.alias if len(alias.value) > 1)
    yield from _abbreviations(text, name)
    bare = re.sub(r"（[^）]*）", "", name)
    if len(bare) >= 4 and bare != name:
        yield bare


_BRIEF = re.compile(r"（(?:以下|下)?(?:均|统一)?(?:简称|称)(?:为)?[：]?[“”\"]?([^）”“\"，]{2,20})")


def _abbreviations(text: str, name: str) -> Iterator[str]:
    """某公司 in 甲市某某有限公司（以下简称某公司）."""
    pos = text.find(name + "（")
    while pos >= 0:
        found = _BRIEF.match(text, pos + len(name))
        if found:
            yield found[1]
            return
        pos = text.find(name + "（", pos + 1)

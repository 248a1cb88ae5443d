"""One paper as the readers of points look at it: its zones, sentences, and where cue words stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from mingjing.reading.folding import folded
from mingjing.reading.paper import Paper
from mingjing.reading.points.kinds import titled
from mingjing.reading.sections import Span
from mingjing.reading.values import trimmed

ORDER = ("head", "parties", "proceedings", "claims", "defence", "facts", "reasoning", "orders", "tail", "appendix")
_STOPS = re.compile(r"[。；\n]")
_CLAUSE_STOPS = re.compile(r"[，。；：\n]")
_CLAIMS = re.compile(r"诉称|诉讼请求|向本院提出|请求(?:判令|依法|本院)|指控[：，]?|上诉请求|上诉称|申请再审称|起诉称")
_DEFENCE = re.compile(r"辩称|答辩|未(?:作|提交|提出)[^，。]{0,6}答辩|辩护人[^，。]{0,10}(?:提出|认为)|未到庭")
_FACTS = re.compile(
    r"经审理查明|审理查明|经审理认定|认定(?:以下|如下)?事实(?:如下)?|本院(?:经审查|审查)?查明|经查明|查明(?:以下|如下)?事实|"
    r"经审查查明|经复核查明|经复核确认|本院确认(?:以下|如下)"
)


class Context:
    """A paper with what all readers need of it, computed once."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.plain = folded(paper.text)
        self._positions: dict[str, list[int]] = {}
        self._spans: dict[str, list[Span]] = {}
        self._windows: dict[tuple[tuple[str, ...], Span], list[Span]] = {}

    @cached_property
    def kind(self) -> str | None:
        """What the title calls a paper of no court: 起诉状, 送达回证, ...; else 判决书, 裁定书, ..."""
        found = titled(self.plain)
        if found is not None:
            return found[0]
        return self.paper.kind.value if self.paper.kind is not None else None

    @cached_property
    def zones(self) -> dict[str, Span]:
        """Where each part of the paper lies, by name; what a paper has not is empty."""
        named = {part.value: (part.start, part.end) for part in self.paper.sections}
        body = self._body(named)
        known = {name: named.get(name, (0, 0)) for name in ORDER} | body
        return known | {"all": (0, len(self.plain)), "deciding": known["reasoning"]}

    def _body(self, named: dict[str, Span]) -> dict[str, Span]:
        """Claims, defence and facts: what stands between the proceedings and the reasoning."""
        start, end = named.get("body", (0, 0))
        begin = named.get("proceedings", (start, start))[0]
        if titled(self.plain):  # a pleading goes straight from its parties to what it claims
            whole = len(self.plain)
            start = begin = named.get("parties", (0, 0))[1]
            end = named.get("tail", (whole, whole))[0]
        facts = _first(_FACTS, self.plain, (start, end))
        claims = _first(_CLAIMS, self.plain, (begin, facts if facts is not None else end))
        defence = _first(_DEFENCE, self.plain, (claims if claims is not None else start, facts or end))
        told = facts if facts is not None else end
        claims_start = claims if claims is not None else start
        claims_end = defence if defence is not None else told
        return {
            "claims": (claims_start, max(claims_start, claims_end)),
            "defence": (defence, max(defence, told)) if defence is not None else (told, told),
            "facts": (facts, end) if facts is not None else (start, end),
        }

    def spans(self, section: str) -> list[Span]:
        """The spans to search, one after the other until one has a value: facts-reasoning>claims."""
        known = self._spans.get(section)
        if known is None:
            found = (self._span(part) for part in section.split(">"))
            known = self._spans[section] = [span for span in found if span[1] > span[0]]
        return known

    def names(self, cues: tuple[str, ...]) -> bool:
        """Whether the paper has any of the cue words at all."""
        return any(self.positions(cue) for cue in cues)

    def _span(self, part: str) -> Span:
        first, _, last = part.partition("-")
        if not last:
            return self.zones[first]
        names = ORDER[ORDER.index(first) : ORDER.index(last) + 1]
        there = [span for name in names if (span := self.zones[name])[1] > span[0]]
        return (min(s for s, _ in there), max(e for _, e in there)) if there else (0, 0)

    def positions(self, cue: str) -> list[int]:
        """Every place where `cue` stands, in order."""
        known = self._positions.get(cue)
        if known is None:
            known = self._positions[cue] = _occurrences(self.plain, cue)
        return known

    def at_cues(self, cues: tuple[str, ...], span: Span) -> list[Span]:
        """Where the cues stand within the span, in order; of cues that overlap, the longer."""
        found = [
            (place, place + len(cue))
            for cue in cues
            if (places := self.positions(cue))
            for place in places[bisect_left(places, span[0]) : bisect_left(places, span[1])]
        ]
        found.sort(key=lambda cue: (cue[0], -cue[1]))
        return [cue for i, cue in enumerate(found) if i == 0 or cue[0] >= found[i - 1][1]]

    @cached_property
    def _sentence_stops(self) -> list[int]:
        return [found.start() for found in _STOPS.finditer(self.plain)]

    @cached_property
    def _clause_stops(self) -> list[int]:
        return [found.start() for found in _CLAUSE_STOPS.finditer(self.plain)]

    def sentence(self, place: int) -> Span:
        """The sentence around `place`, without its stop."""
        return _between(self._sentence_stops, place, len(self.plain))

    def clause(self, place: int) -> Span:
        """The clause around `place`: between two of ，。；：, without blanks."""
        return trimmed(self.plain, _between(self._clause_stops, place, len(self.plain)))

    def sentences(self, cues: tuple[str, ...], span: Span) -> list[Span]:
        """The sentences of the span that hold a cue, each once, with their stops."""
        known = self._windows.get((cues, span))
        if known is None:
            stops, end = self._sentence_stops, len(self.plain)
            held = sorted({_between(stops, place, end) for place, _ in self.at_cues(cues, span)})
            known = [(max(start, span[0]), min(stop + 1, span[1])) for start, stop in held]
            self._windows[cues, span] = known
        return known

    def line(self, place: int) -> Span:
        """The paragraph around `place`, at most 800 signs of it."""
        start = max(self.plain.rfind("\n", 0, place) + 1, place - 200)
        end = self.plain.find("\n", place)
        return start, min(end if end >= 0 else len(self.plain), place + 800)


def _occurrences(text: str, cue: str) -> list[int]:
    found: list[int] = []
    place = text.find(cue)
    while place >= 0:
        found.append(place)
        place = text.find(cue, place + 1)
    return found


def _between(stops: list[int], place: int, end: int) -> Span:
    """From after the last stop before `place` to the next stop."""
    i = bisect_right(stops, place - 1)
    return (stops[i - 1] + 1 if i else 0), (stops[i] if i < len(stops) else end)


def _first(pattern: re.Pattern[str], text: str, span: Span) -> int | None:
    found = pattern.search(text, *span)
    return found.start() if found else None

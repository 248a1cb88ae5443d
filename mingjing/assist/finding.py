"""Where the papers of a case state an element: by info points that are read anyway, and by the guide's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingjing.assist.guide import Element, Says
from mingjing.assist.papers import CasePaper
from mingjing.law.errors import BadInput
from mingjing.law.inputs import value_of
from mingjing.reading.points.grammar import matcher
from mingjing.reading.points.normal import normal
from mingjing.reading.points.point import Kind

WORDS = 0.85
"""How sure a value is that the guide's own words found where the court finds facts."""
ONE_SIDED = 0.8
"""And where only one side says it, which is shown beside it."""
ONE_SIDED_ZONES = ("claims", "defence")
PLEADINGS = ("起诉状", "答辩状", "反诉状", "代理词")
KINDS = {
    "money": Kind.MONEY,
    "date": Kind.DATE,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "percent": Kind.NUMBER,
    "months": Kind.TERM,
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One place that states an element: the value as people write it, and exactly the words of the paper."""

    value: str
    paper: str
    text: str
    start: int
    end: int
    page: int | None
    confidence: float
    by: str
    one_sided: bool = False

    @property
    def place(self) -> str:
        """The paper and page, for people."""
        return f"《{self.paper}》" + (f"第 {self.page} 页" if self.page else "")


def quotations(element: Element, papers: Iterable[CasePaper]) -> tuple[Quotation, ...]:
    """Every place in the papers that states the element, each place once, in the order of the papers.

    The judge's draft proves nothing: it states only what it decides.
    """
    found: dict[tuple[str, str, int], Quotation] = {}
    for paper in papers:
        if paper.draft is element.of_draft:
            for one in (*_by_points(element, paper), *_by_words(element, paper)):
                found.setdefault((paper.name, one.value, one.start), one)
    return tuple(found.values())


def _by_points(element: Element, paper: CasePaper) -> Iterator[Quotation]:
    for point in paper.points:
        if point.id in element.points:
            for written in as_written(element, point.value, paper.text[point.start : point.end]):
                span = point.start, point.end
                yield _quoted(paper, span, written, point.confidence, f"信息点 {point.id}")


def _by_words(element: Element, paper: CasePaper) -> Iterator[Quotation]:
    for says in element.says:
        for start, end, value in _hits(says, element, paper):
            yield from (
                _quoted(paper, (start, end), written, WORDS, f"要素 {element.id}")
                for written in as_written(element, value, paper.text[start:end])
            )


def _hits(says: Says, element: Element, paper: CasePaper) -> Iterator[tuple[int, int, Any]]:
    """Where the words stand: in the first of the sections that has any."""
    found = matcher(says.value)
    for span in paper.context.spans(says.section):
        hits = list(found(paper.context, says.cues, span))
        for hit in hits:
            value = says.gives if says.gives is not None else _value(element, hit.value, paper, (hit.start, hit.end))
            yield hit.start, hit.end, value
        if hits:
            return


def _value(element: Element, known: Any, paper: CasePaper, span: tuple[int, int]) -> Any:
    kind = KINDS.get(element.asked.kind)
    return known if known is not None or kind is None else normal(kind, paper.context.plain[slice(*span)])


def _quoted(paper: CasePaper, span: tuple[int, int], value: str, confidence: float, by: str) -> Quotation:
    one_sided = _one_sided(paper, span[0])
    sure = min(confidence, ONE_SIDED) if one_sided else confidence
    return Quotation(value, paper.name, paper.text[slice(*span)], *span, paper.page(*span), sure, by, one_sided)


def _one_sided(paper: CasePaper, start: int) -> bool:
    if paper.context.kind in PLEADINGS:
        return True
    zones = paper.context.zones
    facts = zones["facts"]
    told = any(a <= start < b for a, b in (zones[name] for name in ONE_SIDED_ZONES))
    return told and not facts[0] <= start < facts[1] and paper.context.kind in ("判决书", "裁定书")


def as_written(element: Element, value: Any, text: str) -> Iterator[str]:
    """The value as a person would write it into the form; nothing when it does not fit the element's kind."""
    written = WRITTEN.get(element.asked.kind, _plain)(value, text)
    try:
        if written and value_of(element.asked, written) is not None:
            yield written
    except BadInput:
        return


def _plain(value: Any, text: str) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else text.strip() if value is None else str(value)


def _money(value: Any, text: str) -> str:
    return (
        "" if not isinstance(value, int) else f"{value // 100}.{value % 100:02d}" if value % 100 else f"{value // 100}"
    )


def _yes(value: Any, text: str) -> str:
    return value if isinstance(value, str) else "是" if value else "否"


def _term(value: Any, text: str) -> str:
    return str(value) if isinstance(value, int) else ""


def _day(value: Any, text: str) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""


def _payment(value: Any, text: str) -> str:
    """One dated payment of the list that the info point for repayments gives."""
    if isinstance(value, str):
        return value
    amount, on = (value or {}).get("amount_fen"), (value or {}).get("date")
    return f"{on}:{_money(amount, text)}" if amount and on else ""


WRITTEN: dict[str, Callable[[Any, str], str]] = {
    "money": _money,
    "bool": _yes,
    "months": _term,
    "date": _day,
    "payments": _payment,
}

"""The element table of a case: what its papers state, what people said, and how far that goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from mingjing.assist.errors import UnknownElement
from mingjing.assist.evidence import EvidenceFound, evidence_of
from mingjing.assist.finding import Quotation, quotations
from mingjing.assist.guide import Element, Guide
from mingjing.assist.papers import CasePaper
from mingjing.law.inputs import value_of

State = Literal["confirmed", "found", "unclear", "missing"]
STATES: dict[State, str] = {"confirmed": "已确认", "found": "已识别", "unclear": "待核对", "missing": "未见"}
"""How far an element is: a person said so; papers say so; papers disagree or only one side says so; no paper does."""
NOTHING = "无"
"""What a person answers when there is no such thing."""


@dataclass(frozen=True)
class Line:
    """One element of the table. `written` is its value as people write it; None where none stands.

    An unclear element has no value of its own: its quotations are shown for a person to choose.
    """

    element: Element
    state: State
    written: str | None
    quotations: tuple[Quotation, ...]
    said_by: str = ""

    @property
    def value(self) -> Any:
        """The value as the program holds it: fen, dates, months, words."""
        return None if self.written is None else value_of(self.element.asked, self.written)

    @property
    def source(self) -> Quotation | None:
        """The place in the papers that states the value."""
        return next((q for q in self.quotations if q.value == self.written), None)

    @property
    def why(self) -> str:
        """Why a person should look at it; empty when nothing speaks for it."""
        if self.state == "missing":
            return f"卷宗材料中未见，通常见于：{self.element.evidence}" if self.element.evidence else "卷宗材料中未见"
        if self.state == "found":
            return "仅一方陈述，待质证" if self.source and self.source.one_sided else ""
        if self.state == "confirmed":
            return ""
        values = list(dict.fromkeys(q.value for q in self.quotations))
        if len(values) > 1:
            return f"说法不一：{'；'.join(f'{q.value}（{q.place}）' for q in first_of_each(self.quotations))}"
        return "识别把握不大，须核对"


@dataclass(frozen=True)
class Sheet:
    """The element table of one case under one guide, on a day."""

    guide: Guide
    as_of: date
    papers: tuple[CasePaper, ...]
    lines: Mapping[str, Line]

    @cached_property
    def evidence(self) -> tuple[EvidenceFound, ...]:
        """The evidence that such a case wants, each found or missing."""
        return evidence_of(self.guide, self.papers, self.row, self.as_of)

    @property
    def row(self) -> dict[str, Any]:
        """The values of the elements as one row, for conditions; unknown ones are None."""
        return {id_: line.value for id_, line in self.lines.items()}

    def count(self, *states: State) -> int:
        """How many elements are in one of the states."""
        return sum(line.state in states for line in self.lines.values())

    @property
    def core_confirmed(self) -> int:
        """How many core elements a person has confirmed."""
        return sum(line.element.core and line.state == "confirmed" for line in self.lines.values())

    @property
    def ranges_shown(self) -> bool:
        """Whether enough core elements are confirmed to show a range of punishment."""
        return self.core_confirmed >= self.guide.core_least

    @property
    def waiting(self) -> str:
        """Why no range is shown yet; empty when it is."""
        if self.ranges_shown:
            return ""
        return f"核心要素已由人确认 {self.core_confirmed} 项，满 {self.guide.core_least} 项后显示幅度（本系统默认）。"

    @property
    def headline(self) -> str:
        """How far the core elements are, in one sentence."""
        if not self.papers:
            return "卷宗待扫描：没有可以识别的材料，要素可由人填写。"
        core = [line for line in self.lines.values() if line.element.core]
        known, whole = sum(line.written is not None for line in core), len(core)
        lacking = [line.element.name for line in core if line.state == "missing"]
        end = f"，缺{'、'.join(lacking)}" if lacking else ""
        return f"已识别要件 {known}/{whole} 项{end}。请核对举证责任及补证时间。"


def sheet_of(guide: Guide, papers: Sequence[CasePaper], as_of: date, said: Mapping[str, str | None] = {}) -> Sheet:
    """The element table of a case from its papers.

    `said` are people's answers by element, as they write them: a value stands above every paper, 「无」 says that there
    is none, and None takes an answer back. Raises UnknownElement, BadInput.
    """
    for id_ in said:
        if id_ not in guide.elements:
            raise UnknownElement(guide=guide.title, given=id_, have=tuple(guide.elements))
    lines = {id_: line_of(guide, element, papers, said.get(id_)) for id_, element in guide.elements.items()}
    return Sheet(guide, as_of, tuple(papers), lines)


def line_of(guide: Guide, element: Element, papers: Sequence[CasePaper], said: str | None) -> Line:
    """One element: what a person said, or what the papers say."""
    found = quotations(element, papers)
    if said is not None and said.strip():
        return Line(element, "confirmed", answer(element, said.strip()), found)
    told = [q for q in found if q.confidence >= guide.unclear_at]
    sure = [q for q in told if q.confidence >= guide.found_at]
    if sure and at_one(element, told):
        return Line(element, "found", together(element, sure), found)
    return Line(element, "unclear" if told else "missing", None, tuple(told))


def at_one(element: Element, told: Sequence[Quotation]) -> bool:
    """Whether the places do not contradict each other: entries of a list and words of a description never do."""
    return is_list(element) or element.asked.kind == "text" or len({q.value for q in told}) == 1


def together(element: Element, sure: Sequence[Quotation]) -> str:
    """The value that the places state: all entries of a list, else the first."""
    return ";".join(dict.fromkeys(q.value for q in sure)) if is_list(element) else sure[0].value


def answer(element: Element, said: str) -> str | None:
    """A person's answer, checked to be of the element's kind; None for 「无」. Raises BadInput."""
    if said == NOTHING and element.asked.kind not in ("bool", "choice", "text"):
        return None
    value_of(element.asked, said)
    return said


def is_list(element: Element) -> bool:
    """Whether the element is a list, so that several places state several entries."""
    return element.asked.kind in ("payments", "spans", "dates", "moneys", "terms")


def first_of_each(found: Sequence[Quotation]) -> list[Quotation]:
    """The first place of each value."""
    return list({q.value: q for q in reversed(found)}.values())[::-1]

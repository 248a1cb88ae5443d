"""What a guide says: the elements of a kind of case, the evidence it wants, its checks, reckonings and draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingjing.algebra.expression import Expr
from mingjing.algebra.types import Field
from mingjing.law.answer import Basis
from mingjing.law.inputs import Input

Level = Literal["error", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Says:
    """Words that state an element: the cue, where to look and the value, in the language of the info points.

    `gives` is the value that the words stand for; without it the value is read from the words.
    """

    section: str
    cues: tuple[str, ...]
    value: str
    gives: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One element: what it is, who must prove it, by which evidence, and where papers state it.

    `asked` is its form: kind, label and choices as of a calculator's input. With `both_ways` an unknown element is
    reckoned each way instead of not at all. `core` elements must be confirmed by a person before a range is shown.
    `of_draft` elements are what the judge's draft decides, read from it alone.
    """

    id: str
    asked: Input
    group: str
    burden: str
    evidence: str
    core: bool
    unit: str
    points: tuple[str, ...]
    says: tuple[Says, ...]
    both_ways: bool
    of_draft: bool

    @property
    def name(self) -> str:
        """Its Chinese name."""
        return self.asked.label


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A piece of evidence that such a case wants. `when` is the condition under which it is wanted; None is always."""

    id: str
    name: str
    cues: tuple[str, ...]
    burden: str
    hint: str
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A condition under which a person should look again: `when` over the elements and the reckonings."""

    id: str
    level: Level
    when: Expr
    says: str
    basis: Basis | None
    needs_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A calculator asked with elements.

    `inputs` gives the calculator's input by the element's id, `constants` what is always so, `chosen` the codes of a
    several-choice input, each with the condition under which it holds. `figures` names further figures of the answer
    for checks and the draft. It is made only where `when` holds.
    """

    id: str
    title: str
    calculator: str
    inputs: Mapping[str, str]
    constants: Mapping[str, str]
    chosen: Mapping[str, Mapping[str, Expr]]
    figures: Mapping[str, str]
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the draft, with {slots}; written only where `when` holds."""

    text: str
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: one per kind of case, owned and reviewed. After `review_by` it says that it is out of date."""

    name: str
    title: str
    scenario: str
    causes: tuple[str, ...]
    outside: tuple[str, ...]
    owner: str
    version: str
    made_on: date
    review_by: date
    found_at: float
    unclear_at: float
    core_least: int
    basis: tuple[Basis, ...]
    elements: Mapping[str, Element]
    evidence: tuple[EvidenceItem, ...]
    reckonings: tuple[Reckoning, ...]
    checks: tuple[Check, ...]
    draft: tuple[Paragraph, ...]
    scope: Mapping[str, Field]
    notes: tuple[str, ...] = ()

    def out_of_date(self, as_of: date) -> bool:
        """Whether its owner should have reviewed it by that day."""
        return as_of > self.review_by

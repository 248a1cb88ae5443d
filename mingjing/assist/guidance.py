"""适法统一: the rulebook of guidance. An entry applies by the facts of the case, and warns when a draft leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mingjing.algebra.errors import ModelError
from mingjing.algebra.expression import Expr
from mingjing.algebra.formula import Formulas
from mingjing.assist.checking import whole_row
from mingjing.assist.conditions import holds
from mingjing.assist.errors import BrokenGuide
from mingjing.assist.library import guide
from mingjing.assist.loading import basis_of
from mingjing.assist.reckoning import Reckoned
from mingjing.assist.sheet import Sheet
from mingjing.law.answer import Basis
from mingjing.scenario.yaml12 import load

FOLDER = Path(__file__).with_name("rulebook")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it applies, what it says, when a draft leaves it, whose it is and from when to when it counts.

    `effective` and `until` are the first and last day of acts that it covers; after `review_by` it is silent.
    """

    code: str
    title: str
    guide: str
    owner: str
    made_on: date
    review_by: date
    effective: date
    until: date | None
    when: Expr
    guidance: str
    deviates: Expr | None
    source: Basis

    def counts(self, on: date) -> bool:
        """Whether it speaks on that day: in effect, and reviewed in time."""
        return self.effective <= on and (self.until is None or on <= self.until) and on <= self.review_by


@dataclass(frozen=True, slots=True)
class Tip:
    """An entry that applies to the case; `deviates` says that the draft leaves it."""

    entry: Entry
    deviates: bool

    @property
    def text(self) -> str:
        """The entry for people."""
        lead = "草稿与指引不一致，请复核或说明理由。" if self.deviates else ""
        return f"{lead}本案符合“{self.entry.title}”的适用条件。指引要点：{self.entry.guidance}（{self.entry.owner}）"


def tips(sheet: Sheet, made: Sequence[Reckoned], entries: Sequence[Entry] | None = None) -> tuple[Tip, ...]:
    """The entries that apply to a case on the day of its table, those that the draft leaves first."""
    row = whole_row(sheet, made)
    known = rulebook() if entries is None else entries
    mine = [e for e in known if e.guide == sheet.guide.name and e.counts(sheet.as_of)]
    found = [Tip(e, holds_now(e.deviates, row, sheet.as_of)) for e in mine if holds(e.when, row, sheet.as_of)]
    return tuple(sorted(found, key=lambda tip: (not tip.deviates, tip.entry.code)))


def holds_now(when: Expr | None, row: Mapping[str, Any], as_of: date) -> bool:
    """Whether a draft is known to leave the guidance; where nothing is drafted it does not."""
    return when is not None and holds(when, row, as_of) is True


@cache
def rulebook() -> tuple[Entry, ...]:
    """Every entry that comes with the program."""
    return tuple(entry_of(path.stem, load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml")))


def entry_of(name: str, raw: Mapping[str, Any]) -> Entry:
    """The checked entry of a file. Raises BrokenGuide with the place, UnknownGuide."""
    deviates = raw.get("deviates")
    return Entry(
        code=raw["code"],
        title=raw["title"],
        guide=raw["guide"],
        owner=raw["owner"],
        made_on=raw["made_on"],
        review_by=raw["review_by"],
        effective=raw["effective"],
        until=raw.get("until"),
        when=_condition(name, raw["guide"], raw["when"]),
        guidance=raw["guidance"],
        deviates=_condition(name, raw["guide"], deviates) if deviates else None,
        source=basis_of(raw["source"]),
    )


def _condition(name: str, of: str, text: str) -> Expr:
    try:
        return Formulas({}).condition(text, guide(of).scope)
    except ModelError as e:
        raise BrokenGuide(guide=name, place="适用条件", problem=str(e)) from e

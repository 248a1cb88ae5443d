"""From a guide's YAML file to a checked guide: every condition typed, every calculator and info point known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from mingjing.algebra.errors import ModelError
from mingjing.algebra.expression import Expr
from mingjing.algebra.formula import Formulas
from mingjing.algebra.types import Field, Type
from mingjing.assist.errors import BrokenGuide
from mingjing.assist.guide import Check, Element, EvidenceItem, Guide, Paragraph, Reckoning, Says
from mingjing.law.answer import Basis
from mingjing.law.calculator import calculator
from mingjing.law.calculators import CALCULATORS
from mingjing.law.inputs import WANTED, Input
from mingjing.reading.points.registry import POINTS
from mingjing.scenario.yaml12 import load

TYPES = {
    "money": Type.FEN,
    "date": Type.DATE,
    "int": Type.INT,
    "months": Type.INT,
    "decimal": Type.NUMBER,
    "percent": Type.NUMBER,
    "bool": Type.BOOL,
}
"""The type of an element in a condition; everything else is text."""
RESULTS = ("low", "high", "value")


def load_guide(path: Path) -> Guide:
    """The guide in `path`. Raises BrokenGuide with the place."""
    return _Loader(path.stem, load(path.read_text(encoding="utf-8"))).guide()


@dataclass
class _Loader:
    name: str
    raw: Mapping[str, Any]

    def guide(self) -> Guide:
        raw = self.raw
        return Guide(
            name=self.name,
            title=raw["title"],
            scenario=raw["scenario"],
            causes=tuple(raw["causes"]),
            outside=tuple(raw.get("outside", ())),
            owner=raw["owner"],
            version=str(raw["version"]),
            made_on=raw["made_on"],
            review_by=raw["review_by"],
            found_at=float(raw.get("found_at", 0.8)),
            unclear_at=float(raw.get("unclear_at", 0.5)),
            core_least=int(raw.get("core_least", 0)),
            basis=tuple(basis_of(b) for b in raw["basis"]),
            elements=self.elements,
            evidence=tuple(self.evidence_item(e) for e in raw.get("evidence", ())),
            reckonings=tuple(self.reckoning(r) for r in raw.get("reckonings", ())),
            checks=tuple(self.check(c) for c in raw.get("checks", ())),
            draft=tuple(self.paragraph(p) for p in raw.get("draft", ())),
            scope=self.scope,
            notes=tuple(raw.get("notes", ())),
        )

    def wrong(self, place: str, problem: str) -> BrokenGuide:
        return BrokenGuide(guide=self.name, place=place, problem=problem)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        return {id_: self.element(id_, given) for id_, given in self.raw["elements"].items()}

    def element(self, id_: str, given: Mapping[str, Any]) -> Element:
        kind = given["kind"]
        if kind not in WANTED and kind != "choice":
            raise self.wrong(f"要素 {id_}", f"kind 写的是 {kind}，应为 choice 或 {'、'.join(WANTED)} 之一")
        unknown = [p for p in given.get("points", ()) if p not in POINTS]
        if unknown:
            raise self.wrong(f"要素 {id_}", f"没有编号为 {'、'.join(unknown)} 的信息点")
        choices = tuple((c, c) for c in given.get("choices", ()))
        asked = Input(id_, given["name"], kind, required=False, default=None, choices=choices)
        return Element(
            id=id_,
            asked=asked,
            group=given["group"],
            burden=given.get("burden", ""),
            evidence=given.get("evidence", ""),
            core=bool(given.get("core", False)),
            unit=given.get("unit", ""),
            points=tuple(given.get("points", ())),
            says=tuple(says_of(s) for s in given.get("says", ())),
            both_ways=bool(given.get("both_ways", False)),
            of_draft=bool(given.get("of_draft", False)),
        )

    @cached_property
    def scope(self) -> Mapping[str, Field]:
        """What conditions may name: the elements, and the figures of the reckonings."""
        found = {e.id: field_of(e) for e in self.elements.values()}
        for raw in self.raw.get("reckonings", ()):
            kind = calculator(raw["calculator"])
            for part in (*RESULTS, *raw.get("figures", {})):
                type_ = Type.FEN if part in raw.get("figures", {}) else MONEY_OR_NUMBER[raw["unit"]]
                found[f"{raw['id']}_{part}"] = Field(f"{raw['id']}_{part}", type_, kind.label)
        return found

    def condition(self, place: str, text: str | None) -> Expr | None:
        if text is None:
            return None
        try:
            return Formulas({}).condition(text, self.scope)
        except ModelError as e:
            raise self.wrong(place, str(e)) from e

    def required(self, place: str, text: str) -> Expr:
        found = self.condition(place, text)
        if found is None:
            raise self.wrong(place, "缺少 when")
        return found

    def evidence_item(self, given: Mapping[str, Any]) -> EvidenceItem:
        return EvidenceItem(
            id=given["id"],
            name=given["name"],
            cues=tuple(given["cues"]),
            burden=given.get("burden", ""),
            hint=given.get("hint", ""),
            when=self.condition(f"证据 {given['id']}", given.get("when")),
        )

    def reckoning(self, given: Mapping[str, Any]) -> Reckoning:
        place = f"测算 {given['id']}"
        inputs, constants, chosen = given.get("inputs", {}), given.get("constants", {}), given.get("chosen", {})
        if given["calculator"] not in CALCULATORS:
            raise self.wrong(place, f"没有计算器 {given['calculator']}")
        known = {i.name for i in calculator(given["calculator"]).inputs()}
        for name in (*inputs, *constants, *chosen):
            if name not in known:
                raise self.wrong(place, f"计算器没有「{name}」这一项，可填 {'、'.join(sorted(known))}")
        for element in inputs.values():
            if element not in self.elements:
                raise self.wrong(place, f"没有要素 {element}")
        return Reckoning(
            id=given["id"],
            title=given["title"],
            calculator=given["calculator"],
            inputs=inputs,
            constants={k: str(v) for k, v in constants.items()},
            chosen={k: {c: self.required(place, f) for c, f in codes.items()} for k, codes in chosen.items()},
            figures=given.get("figures", {}),
            when=self.condition(place, given.get("when")),
        )

    def check(self, given: Mapping[str, Any]) -> Check:
        place = f"检查 {given['id']}"
        self.slots(place, given["says"])
        return Check(
            id=given["id"],
            level=given["level"],
            when=self.required(place, given["when"]),
            says=given["says"],
            basis=basis_of(given["basis"]) if "basis" in given else None,
            needs_confirmed=bool(given.get("needs_confirmed", False)),
        )

    def paragraph(self, given: str | Mapping[str, Any]) -> Paragraph:
        text, when = (given, None) if isinstance(given, str) else (given["text"], given.get("when"))
        self.slots("文书草稿", text)
        return Paragraph(text, self.condition("文书草稿", when))

    def slots(self, place: str, text: str) -> None:
        for _, name, _, _ in Formatter().parse(text):
            if name is not None and name not in self.scope:
                raise self.wrong(place, f"没有「{name}」这一项")


MONEY_OR_NUMBER = {"fen": Type.FEN, "months": Type.NUMBER, "date": Type.DATE, "text": Type.TEXT}


def field_of(element: Element) -> Field:
    """The element as a column of a condition."""
    codes = element.asked.choices if element.asked.kind == "choice" else ()
    return Field(element.id, TYPES.get(element.asked.kind, Type.TEXT), element.name, codes)


def says_of(given: Mapping[str, Any]) -> Says:
    """One row of words."""
    return Says(
        section=given.get("in", "facts-reasoning>claims"),
        cues=tuple(str(given["cue"]).split("|")),
        value=given["value"],
        gives=given.get("gives"),
    )


def basis_of(given: Mapping[str, Any]) -> Basis:
    """An article as the rules write it."""
    return Basis(
        law=given["law"],
        article=given["article"],
        in_force=given["in_force"],
        mark=given["mark"],
        until=given.get("until"),
        note=given.get("note", ""),
    )

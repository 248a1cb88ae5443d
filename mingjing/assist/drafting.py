"""The draft of the operative part: every figure linked to its place in the papers, blanks left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from mingjing.algebra.types import Type
from mingjing.assist.checking import whole_row
from mingjing.assist.conditions import holds
from mingjing.assist.finding import Quotation
from mingjing.assist.reckoning import Reckoned
from mingjing.assist.sheet import Sheet

AUTHOR = "明镜"
BLANK = re.compile("(【待填：[^】]+】)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft. `slot` names the element or figure that it shows; `blank` waits for a person.

    `source` is the place in the papers; `how` says where a value without one comes from: a person, or a reckoning.
    """

    text: str
    slot: str = ""
    blank: bool = False
    source: Quotation | None = None
    how: str = ""

    @property
    def link(self) -> str:
        """Where the figure comes from, for people; empty for the template's own words."""
        if self.source:
            return f"出处：{self.source.place}“{self.source.text[:60]}”"
        return self.how


@dataclass(frozen=True)
class Draft:
    """The paragraphs of the draft, each a row of pieces."""

    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """The draft as plain text."""
        return "\n".join("".join(p.text for p in paragraph) for paragraph in self.paragraphs)

    @property
    def blanks(self) -> tuple[str, ...]:
        """What waits for a person, by name."""
        return tuple(dict.fromkeys(p.text for paragraph in self.paragraphs for p in paragraph if p.blank))


def draft_of(sheet: Sheet, made: Sequence[Reckoned]) -> Draft:
    """The draft of a case from its element table and its reckonings; a value that nobody knows is a blank."""
    row = whole_row(sheet, made)
    paragraphs = (
        tuple(_pieces(p.text, sheet, row)) for p in sheet.guide.draft if holds(p.when, row, sheet.as_of) is True
    )
    return Draft(f"{sheet.guide.title}：主文草稿", tuple(paragraphs))


def _pieces(template: str, sheet: Sheet, row: dict[str, Any]) -> Iterator[Piece]:
    for words, slot, _, _ in Formatter().parse(template):
        for part in BLANK.split(words):
            if part:
                yield Piece(part, blank=BLANK.fullmatch(part) is not None)
        if slot:
            yield _slot(slot, sheet, row)


def _slot(slot: str, sheet: Sheet, row: dict[str, Any]) -> Piece:
    field, value = sheet.guide.scope[slot], row.get(slot)
    if value is None or value == () or value == "":
        return Piece(f"【待填：{_name(slot, sheet)}】", slot, blank=True)
    line = sheet.lines.get(slot)
    if line is None:
        return Piece(written(value, field.type), slot, how=f"据要素由「{field.label}」算得")
    how = "" if line.source else f"由{line.said_by or '承办人'}填写"
    return Piece(written(value, field.type), slot, source=line.source, how=how)


def _name(slot: str, sheet: Sheet) -> str:
    if slot in sheet.lines:
        return sheet.lines[slot].element.name
    for reckoning in sheet.guide.reckonings:
        for name, chinese in reckoning.figures.items():
            if slot == f"{reckoning.id}_{name}":
                return chinese
    return sheet.guide.scope[slot].label


def written(value: Any, type_: Type) -> str:
    """A value as a judgment writes it.

    >>> written(100000000, Type.FEN), written(date(2025, 1, 2), Type.DATE)
    ('1000000元', '2025年1月2日')
    """
    match value:
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Decimal():
            return f"{value.normalize():f}"
        case int() if type_ is Type.FEN:
            return f"{Decimal(value) / 100:f}元" if value % 100 else f"{value // 100}元"
    return str(value)


def save_docx(draft: Draft, out: Path) -> None:
    """The draft as a Word file: blanks marked yellow, each figure with a comment that says where it comes from."""
    document = Document()
    document.add_heading(draft.title, level=1)
    document.add_paragraph("本草稿由系统按要素表生成，仅供起草时参考；标黄处由承办人填写，批注为数字的出处。")
    for paragraph in draft.paragraphs:
        added = document.add_paragraph()
        for piece in paragraph:
            run = added.add_run(piece.text)
            if piece.blank:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if piece.link:
                document.add_comment(run, piece.link, author=AUTHOR, initials="镜")
    document.save(str(out))

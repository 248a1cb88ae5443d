"""An element table, its evidence, reckonings and checks as plain values, as lines, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from mingjing.assist.checking import LEVELS, Warned
from mingjing.assist.drafting import Draft
from mingjing.assist.guidance import tips
from mingjing.assist.reckoning import Reckoned
from mingjing.assist.sheet import STATES, Line, Sheet
from mingjing.law import telling

HEADS = ("组别", "要素", "状态", "值", "举证", "出处", "说明")


def plain(sheet: Sheet, made: Sequence[Reckoned], warned: Sequence[Warned], draft: Draft) -> dict[str, Any]:
    """Everything as plain values for programs."""
    return {
        "guide": sheet.guide.name,
        "version": sheet.guide.version,
        "as_of": sheet.as_of.isoformat(),
        "out_of_date": sheet.guide.out_of_date(sheet.as_of),
        "headline": sheet.headline,
        "elements": [element(line) for line in sheet.lines.values()],
        "evidence": [
            {"id": e.item.id, "name": e.item.name, "state": e.state, "paper": e.paper, "page": e.page, "text": e.text}
            for e in sheet.evidence
        ],
        "waiting": sheet.waiting,
        "reckonings": [reckoning(sheet, one) for one in made],
        "checks": [{"id": w.check.id, "level": w.check.level, "text": w.text} for w in warned],
        "guidance": [{"code": t.entry.code, "deviates": t.deviates, "text": t.text} for t in tips(sheet, made)],
        "draft": draft.text,
        "blanks": list(draft.blanks),
    }


def element(line: Line) -> dict[str, Any]:
    """One line of the table."""
    return {
        "id": line.element.id,
        "name": line.element.name,
        "state": line.state,
        "value": line.written,
        "why": line.why,
        "quotations": [asdict(q) for q in line.quotations],
    }


def reckoning(sheet: Sheet, one: Reckoned) -> dict[str, Any]:
    """One reckoning; its figures are held back until enough core elements are confirmed."""
    head = {"id": one.reckoning.id, "title": one.reckoning.title, "supposing": one.supposing}
    return head | (telling.plain(one.answer) if sheet.ranges_shown else {})


def lines(sheet: Sheet, made: Sequence[Reckoned], warned: Sequence[Warned], draft: Draft) -> Iterator[str]:
    """Everything for people, line by line."""
    yield f"{sheet.guide.title}（第 {sheet.guide.version} 版，{sheet.guide.owner}）"
    if sheet.guide.out_of_date(sheet.as_of):
        yield f"本指南应于 {sheet.guide.review_by} 前复核，已过期，请谨慎使用。"
    yield sheet.headline
    yield from map(told_line, sheet.lines.values())
    for e in sheet.evidence:
        if e.state == "missing":
            yield f"  〔缺〕证据 {e.item.name}：{e.item.hint or e.item.burden}"
    if sheet.waiting:
        yield sheet.waiting
    for one in made if sheet.ranges_shown else ():
        yield f"{one.reckoning.title}{f'（假设{one.supposing}）' if one.supposing else ''}"
        yield from (f"  {told}" for told in telling.lines(one.answer))
    yield from (f"{LEVELS[w.check.level]} {w.check.id}：{w.text}" for w in warned)
    yield from (f"适法统一 {t.entry.code}：{t.text}" for t in tips(sheet, made))
    if draft.paragraphs:
        yield f"{draft.title}：\n{draft.text}"


def told_line(line: Line) -> str:
    """One element with its place and what to look at."""
    place = f"　{line.source.place}“{line.source.text[:30]}”" if line.source else ""
    why = f"　{line.why}" if line.why else ""
    return f"  〔{STATES[line.state]}〕{line.element.name}：{line.written or '—'}{place}{why}"


def workbook(sheet: Sheet, made: Sequence[Reckoned], warned: Sequence[Warned], out: Path) -> None:
    """The element table and the reckonings as a workbook; a cell that looks like a formula is kept as text."""
    book = Workbook(write_only=True)
    page = book.create_sheet("要素表")
    page.append([sheet.guide.title, sheet.headline])
    page.append(list(HEADS))
    for line in sheet.lines.values():
        page.append([_cell(v) for v in _row(line)])
    for w in warned:
        page.append([_cell(LEVELS[w.check.level]), _cell(w.text)])
    for one in made if sheet.ranges_shown else ():
        steps = book.create_sheet(one.reckoning.title[:20] + (f"-{made.index(one) + 1}" if one.supposing else ""))
        for row in [(one.supposing or "", telling.headline(one.answer)), telling.HEADS, *telling.table(one.answer)]:
            steps.append([_cell(v) for v in row])
    book.save(out)


def _row(line: Line) -> tuple[str, ...]:
    source = f"{line.source.place}{line.source.text}" if line.source else ""
    e = line.element
    return e.group, e.name, STATES[line.state], line.written or "", e.burden, source, line.why


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(telling.FORMULA_STARTS) else value

"""All writes about papers under check."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.accounts.refusals import Clash, NotThere
from mingjing.ingest.rows import digest_of
from mingjing.ingest.standing import Point, about
from mingjing.papers.models import Correction, Paper
from mingjing.papers.readings import row_of
from mingjing.papers.refusals import NotYourCourt, OutsideText
from mingjing.papers.sheets import Sheet, said_by
from mingjing.papers.values import value_of


@dataclass(frozen=True)
class Wish:
    """What a person wants: `on` is the key of a standing value; without it, a value that the reader missed."""

    act: str
    on: str | None
    code: str
    name: str
    start: int | None
    end: int | None
    value: str | None


def may_correct(person: Person, sheet: Sheet) -> bool:
    """Judges and clerks correct papers of their own court; people with the grant to label, all in their sight."""
    return person.labels or (person.may("correct") and sheet.court.pk == person.court_id)


@transaction.atomic
def correct(sheet: Sheet, wish: Wish, person: Person) -> Correction:
    """Keep what a person said about a value; what was said before stays in the history."""
    _refuse_others(person, sheet)
    old = _seen(sheet, wish.on)
    new = _wanted(sheet, wish, old)
    paper = record_of(sheet)
    correction = Correction.objects.create(
        paper=paper,
        act=new.act,
        code=new.code,
        name=new.name,
        old_value=old.value if old else None,
        old_text=old.text if old else "",
        old_start=old.start if old else None,
        old_end=old.end if old else None,
        old_by=old.by if old else "",
        value=new.value,
        text=new.text,
        start=new.start,
        end=new.end,
        by=person,
        at=timezone.now(),
    )
    _changed(paper)
    _log(person, "更正信息点", sheet, {"code": new.code, "act": new.act})
    return correction


def _changed(paper: Paper) -> None:
    """There is something new for the court data to know."""
    Paper.objects.filter(pk=paper.pk).update(changes=F("changes") + 1)
    paper.refresh_from_db(fields=["changes", "written"])


def _seen(sheet: Sheet, key: str | None) -> Point | None:
    """The standing value that the person saw."""
    if key is None:
        return None
    point = next((p for p in sheet.points if p.key == key), None)
    if point is None:
        raise Clash("这个信息点刚刚被改动过。", "请刷新后再试。")
    return point


def _wanted(sheet: Sheet, wish: Wish, old: Point | None) -> Point:
    """The value that is to stand. Words chosen in the paper give its text, and its value unless one was typed."""
    if old is None and wish.start is None:
        raise OutsideText(len(sheet.text))
    start, end, text = (old.start, old.end, old.text) if old else (None, None, "")
    code, name = (old.code, old.name) if old else (wish.code, wish.name)
    value = old.value if old else None
    if wish.start is not None and wish.end is not None:
        start, end = wish.start, wish.end
        if not 0 <= start < end <= len(sheet.text):
            raise OutsideText(len(sheet.text))
        text = sheet.text[start:end]
        value = value_of(code, text)
    if wish.value is not None:
        value = wish.value
    act = "add" if old is None else wish.act
    return Point(code, name, value, text, start, end, None, "", act)


def record_of(sheet: Sheet) -> Paper:
    """The record of a paper, made when somebody first works on it; it keeps what was read until then."""
    if sheet.record is None:
        sheet.record, _ = Paper.objects.get_or_create(
            document_id=sheet.document_id,
            defaults={
                "case_id": sheet.case_id,
                "case_number": sheet.case_number,
                "court": sheet.court,
                "secret_level": sheet.secret_level,
                "juvenile": sheet.juvenile,
                "title": sheet.title,
                "signed_on": sheet.signed_on,
                "source_name": sheet.source_name[:200],
                "points": [row_of(p) for p in sheet.found],
                "digest": digest_of(sheet.text),
            },
        )
    return sheet.record


@transaction.atomic
def withdraw(sheet: Sheet, number: int, person: Person) -> None:
    """Take back one's own correction, unless somebody has built on it."""
    standing = sheet.corrections
    one = next((c for c in standing if c.pk == number), None)
    if one is None:
        raise NotThere(f"更正 {number}")
    if one.by_id != person.pk:
        raise Clash("只能撤销本人的更正。", "如有不同意见，请直接再次更正。")
    if any(c.pk > one.pk and about(said_by(c), said_by(one)) for c in standing):
        raise Clash("这次更正之后又有新的更正。", "请先撤销后面的更正。")
    one.withdrawn_at = timezone.now()
    one.save(update_fields=["withdrawn_at"])
    _changed(record_of(sheet))
    _log(person, "撤销更正", sheet, {"code": one.code, "act": one.act})


@transaction.atomic
def read_again(sheet: Sheet, person: Person) -> None:
    """Read the paper with the reader of today; what people said stays above it."""
    _refuse_others(person, sheet)
    paper = record_of(sheet)
    paper.points, paper.read_at = [row_of(p) for p in sheet.reading.points], timezone.now()
    paper.digest = digest_of(sheet.text)
    paper.save(update_fields=["points", "digest", "read_at"])
    _log(person, "重新解构文书", sheet, {"points": len(paper.points)})


@transaction.atomic
def set_checked(sheet: Sheet, person: Person, *, checked: bool) -> None:
    """Say that the paper is checked from end to end, or that it is not after all."""
    _refuse_others(person, sheet)
    paper = record_of(sheet)
    paper.checked_by, paper.checked_at = (person, timezone.now()) if checked else (None, None)
    paper.save(update_fields=["checked_by", "checked_at"])
    _log(person, "完成文书核对" if checked else "重开文书核对", sheet, {})


def _refuse_others(person: Person, sheet: Sheet) -> None:
    if not may_correct(person, sheet):
        raise NotYourCourt(sheet.court.name)


def _log(person: Person, action: str, sheet: Sheet, facts: dict[str, object]) -> None:
    audit.record(person, action, case_ids=sheet.case_ids, facts={"paper": sheet.key, **facts})

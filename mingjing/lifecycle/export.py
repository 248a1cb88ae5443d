"""Clue lists as Excel files, written row by row."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook

from mingjing.accounts.models import Person
from mingjing.lifecycle.models import VERDICTS, Clue

HEAD = (
    "编号",
    "场景",
    "案号",
    "法院",
    "当事人",
    "等级",
    "线索",
    "核验结果",
    "核验人",
    "核验时间",
    "数据截至",
    "场景版本",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins so would be taken for a formula."""


def guarded(value: Any) -> Any:
    """Text that a spreadsheet can't take for a formula.

    >>> guarded("=1+1"), guarded("张三"), guarded(3)
    ("'=1+1", '张三', 3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def clue_workbook(clues: QuerySet[Clue], conditions: Iterable[tuple[str, str]], person: Person) -> IO[bytes]:
    """Sheet 1 the clues, sheet 2 the conditions, who, when and which versions. Gives a file to read from its start."""
    book = Workbook(write_only=True)
    _clue_sheet(book, clues)
    _condition_sheet(book, clues, conditions, person)
    file = TemporaryFile()  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _clue_sheet(book: Workbook, clues: QuerySet[Clue]) -> None:
    sheet = book.create_sheet("线索")
    sheet.append(HEAD)
    for clue in clues.iterator(chunk_size=500):
        sheet.append([guarded(v) for v in _cells(clue)])


def _cells(clue: Clue) -> list[Any]:
    verified = timezone.localtime(clue.verified_at).strftime("%Y-%m-%d %H:%M") if clue.verified_at else ""
    return [
        clue.pk,
        clue.scenario.title,
        clue.case_number,
        clue.court.name,
        clue.subject,
        clue.get_level_display(),
        clue.message,
        VERDICTS.get(clue.verdict, "待核验"),
        clue.verified_by,
        verified,
        clue.as_of.isoformat(),
        clue.version,
    ]


def _condition_sheet(
    book: Workbook, clues: QuerySet[Clue], conditions: Iterable[tuple[str, str]], person: Person
) -> None:
    sheet = book.create_sheet("条件与版本")
    who = f"{person.name}（{person.court.name}，{person.get_role_display()}）"
    at = timezone.localtime().strftime("%Y-%m-%d %H:%M:%S")
    versions = clues.order_by("scenario_id").values_list("scenario__title", "version").distinct()
    rows = [("导出人", who), ("导出时间", at), ("条数", str(clues.count())), *conditions]
    rows += [(f"版本：{title}", version) for title, version in versions]
    for row in [*rows, ("提醒", "线索须经人工核验，不得直接作为裁判依据。内含个人信息，请按规定保管。")]:
        sheet.append([guarded(v) for v in row])

"""What people see of personal data that is not theirs to see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mingjing.court.catalogue import TABLES, Column, Personal

BODY = re.compile(
    r".{3,}(公司|集团|企业|工厂|厂|店|行|社|部|所|站|场|中心|学校|医院|法院|检察院|局|会|馆|户|队|村|街道)$"
)
"""What names of companies and other bodies end in, such as 明光贸易有限公司; they stay open. All else is a person."""


def masked_name(name: str) -> str:
    """
    >>> masked_name("欧阳小明"), masked_name("尉迟芳伟之"), masked_name("明光贸易有限公司")
    ('欧某某', '尉某某', '明光贸易有限公司')
    """
    return name if BODY.match(name) else name[:1] + "某" * min(2, max(1, len(name) - 1))


def masked_number(number: str) -> str:
    """
    >>> masked_number("110101199001011234")
    '110***********1234'
    """
    return "***" if len(number) < 8 else number[:3] + "*" * (len(number) - 7) + number[-4:]


def personal_class(table: str, column: str, label: str = "") -> Personal:
    """The personal-data class of a column. A scenario may rename a column; then its label tells which it was."""
    declared = declared_column(table, column, label)
    return declared.personal if declared else Personal.NONE


@lru_cache(maxsize=4096)
def declared_column(table: str, column: str, label: str) -> Column | None:
    """The catalogue's column of this name, else of this label, else None."""
    columns = TABLES[table].columns if table in TABLES else ()
    same = (c for c in columns if c.name == column)
    return next(same, None) or next((c for c in columns if c.label == label), None)


def shown_value(kind: Personal, value: Any, *, masked: bool) -> Any:
    """The value as this reader may see it. Identity numbers are masked for everyone."""
    if value is None or kind is Personal.NONE:
        return value
    if kind is Personal.IDENTITY:
        return masked_number(str(value))
    if not masked:
        return value
    return masked_name(str(value)) if kind is Personal.NAME else "***"


def shown_evidence(item: Mapping[str, Any], *, masked: bool) -> dict[str, Any]:
    """One row of evidence as this reader may see it."""
    read = item["columns"] | item.get("words", {})
    columns = {c: shown_value(_class(item, c), v, masked=masked) for c, v in read.items()}
    return {**item, "columns": columns}


def _class(item: Mapping[str, Any], column: str) -> Personal:
    return personal_class(item["table"], column, item["labels"].get(column, ""))


def names_in(evidence: list[dict[str, Any]], subject: str) -> list[str]:
    """The names of people that a text about this evidence may hold, longest first."""
    named = {str(v) for e in evidence for c, v in e["columns"].items() if v and _class(e, c) is Personal.NAME}
    return sorted((n for n in named | {subject} if len(n) > 1 and not BODY.match(n)), key=len, reverse=True)


def shown_text(text: str, names: list[str], *, masked: bool) -> str:
    """The text with the names of people masked for a reader who may not see them."""
    for name in names if masked else ():
        text = text.replace(name, masked_name(name))
    return text

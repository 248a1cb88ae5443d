"""Evidence as it is frozen with a clue or an alert: the values, and the words people read for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mingjing.accounts.masking import declared_column
from mingjing.lifecycle import cases
from mingjing.running.clue import Clue, Evidence

Frozen = list[dict[str, Any]]


def freeze(found: Sequence[Clue]) -> list[Frozen]:
    """The evidence of each clue as JSON. Numbers of other cases are looked up once for all."""
    numbers = {i: g.case_number for i, g in cases.guards(_case_ids(found)).items()}
    return [[_row(e, numbers) for e in clue.evidence] for clue in found]


def _case_ids(found: Iterable[Clue]) -> set[int]:
    values = {e.columns[c] for clue in found for e in clue.evidence for c in e.columns if _is_case(e, c)}
    return {v for v in values if isinstance(v, int)}


def _row(e: Evidence, numbers: dict[int, str]) -> dict[str, Any]:
    return {
        "table": e.table,
        "table_label": e.table_label,
        "key": e.key,
        "columns": {c: _plain(v) for c, v in e.columns.items()},
        "words": e.words | {c: word for c, v in e.columns.items() if (word := _word(e, c, v, numbers))},
        "labels": dict(e.labels),
        "note": e.note,
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _word(e: Evidence, column: str, value: Any, numbers: dict[int, str]) -> str:
    """What people read instead of yes, no or a case's id; empty when the value speaks for itself."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return numbers.get(value, "") if isinstance(value, int) and _is_case(e, column) else ""


def _is_case(e: Evidence, column: str) -> bool:
    declared = declared_column(e.table, column, e.labels.get(column, ""))
    named = column == "case_id" or column.endswith(("_case", "_case_id"))
    return named or (declared is not None and declared.refers == "case_main")

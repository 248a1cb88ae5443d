"""Conditions over the elements of a case: the same formula language and the same meaning as in the models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mingjing.algebra.expression import Expr
from mingjing.engines.reference import value


def holds(when: Expr | None, row: Mapping[str, Any], as_of: date) -> bool | None:
    """Whether the condition holds: None while what it asks about is unknown; no condition always holds."""
    if when is None:
        return True
    found = value(when, {k: _plain(v) for k, v in row.items()}, as_of)
    return None if found is None else bool(found)


def _plain(given: Any) -> Any:
    """A value as a formula knows it; a list is text."""
    if isinstance(given, Decimal):
        return float(given)
    return str(given) if isinstance(given, tuple) else given

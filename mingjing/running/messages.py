"""Filling the slots of a scenario's message with what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from mingjing.algebra.phrases import money
from mingjing.algebra.types import Field, Type


def shown(value: Any, field: Field | None) -> str:
    """A value as people read it: money in yuan, shares in per cent, codes by name, an empty value as a dash."""
    if value is None:
        return "—"
    if field is not None and field.type is Type.FEN:
        return money(int(value))
    if field is not None and field.name.endswith("share"):
        return f"{value * 100:.0f}%"
    if field is not None and field.codes:
        return dict(field.codes).get(value, str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def message(template: str, row: Mapping[str, Any], schema: Mapping[str, Field], more: Mapping[str, str]) -> str:
    """The message of one hit."""
    return template.format(**({n: shown(v, schema.get(n)) for n, v in row.items()} | dict(more)))

"""Rows of a delivery, made into rows of the catalogue or refused with the reason."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from mingjing.court.catalogue import Column, Type
from mingjing.identity.errors import WrongNumber
from mingjing.identity.keys import Keyring
from mingjing.identity.numbers import number
from mingjing.registers.contract import Contract, Field
from mingjing.registers.errors import RowRefused

Row = dict[str, Any]
YES = {"是": True, "否": False, "1": True, "0": False, "Y": True, "N": False}
EMPTY = (None, "")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a supplier gave at once: `batch` names it for good, `data_on` is the day it speaks for."""

    batch: str
    data_on: dt.date
    rows: Sequence[Row]


@dataclass
class Accepted:
    """Rows that can be kept, and those that cannot, with why."""

    rows: list[Row] = field(default_factory=list)
    refused: list[tuple[Row, str]] = field(default_factory=list)


def accept(contract: Contract, delivery: Delivery, ring: Keyring | None, fetched_on: dt.date) -> Accepted:
    """The rows of a delivery as the catalogue has them; `ring` keys the numbers, where there are any."""
    found, keys = Accepted(), set[int]()
    ours = {"source_agency": contract.agency, "data_on": delivery.data_on, "fetched_on": fetched_on}
    key = contract.declared.key[0]
    for given in delivery.rows:
        try:
            row = row_of(contract, given, ring) | ours
            if row[key] in keys:
                raise RowRefused(f"记录标识 {row[key]} 在同一批里出现两次")
        except RowRefused as e:
            found.refused.append((without_numbers(contract, given), str(e)))
            continue
        keys.add(row[key])
        found.rows.append(row)
    return found


def row_of(contract: Contract, given: Row, ring: Keyring | None) -> Row:
    """One row of the catalogue. Raises RowRefused."""
    if not isinstance(given, dict):
        raise RowRefused("不是「字段: 值」的形式")
    table = contract.declared
    row = {f.column: value_of(f, column, given, ring) for f in contract.fields if (column := table.column(f.column))}
    for column in table.columns:
        if column.required and row.get(column.name) is None:
            raise RowRefused(f"{column.label}为空")
    return row


def value_of(f: Field, column: Column, given: Row, ring: Keyring | None) -> Any:
    """The value of a column. Raises RowRefused."""
    value = given.get(f.given)
    if value in EMPTY and f.number:
        return keyed(column, given.get(f.number), ring)
    if value in EMPTY:
        return None
    if f.codes:
        return decoded(f, column, str(value))
    try:
        return READ[f.form or column.type](value)
    except (ValueError, TypeError, KeyError, InvalidOperation, OverflowError) as e:
        raise RowRefused(f"{column.label}“{value}”读不出") from e


def keyed(column: Column, value: Any, ring: Keyring | None) -> str | None:
    """The key of a number that was given; the number itself is not kept. Raises RowRefused."""
    if value in EMPTY:
        return None
    if ring is None:
        raise RowRefused(f"{column.label}只给了号码，而没有设置身份密钥")
    try:
        return ring.key(number(str(value)))
    except WrongNumber as e:
        raise RowRefused(f"{column.label}：{e}") from e


def decoded(f: Field, column: Column, value: str) -> str:
    """Our code for theirs. Raises RowRefused."""
    known = dict(f.codes)
    if value not in known:
        raise RowRefused(f"{column.label}的代码“{value}”不在约定的 {'、'.join(known)} 之中")
    return known[value]


def whole(value: Any) -> int:
    """A whole number, of which nothing is cut off."""
    if isinstance(value, bool) or int(value) != Decimal(str(value)):
        raise ValueError(value)
    return int(value)


def fen(yuan: Any) -> int:
    """Yuan as fen; a part of a fen is no money."""
    return whole(Decimal(str(yuan)) * 100)


def finite(value: Any) -> float:
    """A number that can be reckoned with."""
    if not math.isfinite(float(value)):
        raise ValueError(value)
    return float(value)


def day(text: Any) -> dt.date:
    """A day written 20250630 or 2025-06-30."""
    plain = re.sub(r"[-/.]", "", str(text))
    if not re.fullmatch(r"\d{8}", plain):
        raise ValueError(text)
    return dt.date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))


READ: dict[str, Any] = {
    "yyyymmdd": day,
    "yuan": fen,
    "是否": lambda v: v if isinstance(v, bool) else YES[str(v)],
    Type.INT: whole,
    Type.FEN: whole,
    Type.NUMBER: finite,
    Type.TEXT: str,
    Type.DATE: day,
}


def without_numbers(contract: Contract, given: Any) -> Row:
    """A row as it may be shown to those who mend it: of a number only its ends."""
    if not isinstance(given, dict):
        return {"?": str(given)[:200]}
    secret = {f.number for f in contract.fields if f.number}
    return {k: veiled(str(v)) if k in secret and v else v for k, v in given.items()}


def veiled(text: str) -> str:
    """The ends of a number."""
    return f"{text[:3]}{'*' * max(len(text) - 7, 3)}{text[-4:]}" if len(text) > 7 else "***"


def as_text(rows: Iterable[tuple[Row, str]]) -> list[tuple[str, str]]:
    """Refused rows as they are kept."""
    return [(json.dumps(row, ensure_ascii=False, default=str), reason) for row, reason in rows]

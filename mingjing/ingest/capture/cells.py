"""Values as messages, files and workbooks give them, in PostgreSQL's text form; what would be bent is refused instead.

No value is converted in silence: a number where a text is declared, a number that a workbook has already rounded, a
time without its day are refused in words, and the row waits until someone has mended it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

RANGES = {"smallint": 1 << 15, "integer": 1 << 31, "bigint": 1 << 63}
WHOLE = re.compile(r"[+-]?\d{1,19}")
DECIMAL = re.compile(r"[+-]?\d{1,60}(\.\d{1,60})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?")
EXACT_DIGITS = 15
"""Decimal digits that a floating point number keeps whatever they are; a workbook keeps no more."""
YES_NO = {"true": b"t", "false": b"f", "t": b"t", "f": b"f"}


class CellRefused(Exception):
    """The value is not what the column is declared to hold; says why, in Chinese."""


def cell(kind: str, value: object) -> bytes | None:
    """The value as PostgreSQL reads it for a declared type. Raises CellRefused."""
    return None if value is None else READ[kind](value)


def shown(value: object) -> str:
    """The value as a reason quotes it."""
    text = value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)
    return f"“{text[:40]}”"


def whole(most: int) -> Callable[[object], bytes]:
    """Reads whole numbers within a range."""

    def read(value: object) -> bytes:
        if isinstance(value, float):
            problem = (
                f"是浮点数，{EXACT_DIGITS} 位以后的数字可能已丢失" if abs(value) >= 10**EXACT_DIGITS else "不是整数"
            )
            raise CellRefused(f"{shown(value)}{problem}")
        is_word = isinstance(value, str) and not WHOLE.fullmatch(value)
        if is_word or isinstance(value, bool) or not isinstance(value, int | str):
            raise CellRefused(f"{shown(value)}不是整数")
        number = int(value)
        if not -most <= number < most:
            raise CellRefused(f"{shown(value)}超出范围")
        return str(number).encode()

    return read


def decimal(value: object) -> bytes:
    """A number with exactly these digits."""
    if isinstance(value, float):
        value = exact(value)
    if (isinstance(value, Decimal) and value.is_finite()) or (isinstance(value, int) and not isinstance(value, bool)):
        return format(value, "f").encode() if isinstance(value, Decimal) else str(value).encode()
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return format(Decimal(value), "f").encode()
    raise CellRefused(f"{shown(value)}不是数字")


def exact(value: float) -> Decimal:
    """A floating point number that stands for a decimal number beyond doubt."""
    if not math.isfinite(value):
        raise CellRefused(f"{shown(value)}不是数字")
    found = Decimal(repr(value))
    if len(found.normalize().as_tuple().digits) > EXACT_DIGITS:
        raise CellRefused(f"{shown(value)}是浮点数，{EXACT_DIGITS} 位以后的数字可能已丢失")
    return found


def floating(value: object) -> bytes:
    """A number that is known about only."""
    if isinstance(value, float) and math.isfinite(value):
        return repr(value).encode()
    return decimal(value)


def text(value: object) -> bytes:
    """A text, sign for sign."""
    if not isinstance(value, str):
        raise CellRefused(f"{shown(value)}不是文字；编号、证件号须以文字给出，否则前导零和末位会丢失")
    if "\x00" in value:
        raise CellRefused("含有空字符，不能存入")
    try:
        return value.encode()
    except UnicodeEncodeError as e:
        raise CellRefused("含有不成字的编码") from e


def yes_no(value: object) -> bytes:
    """Yes or no."""
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, str) and value in YES_NO:
        return YES_NO[value]
    raise CellRefused(f"{shown(value)}不是 true 或 false")


def day(value: object) -> bytes:
    """A day."""
    if isinstance(value, dt.datetime):
        if value.time() != dt.time() or value.tzinfo is not None:
            raise CellRefused(f"{shown(value)}带有时刻，而该列是日期")
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat().encode()
    if isinstance(value, str) and DAY.fullmatch(value) and there(dt.date.fromisoformat, value):
        return value.encode()
    raise CellRefused(f"{shown(value)}{'是零日期，' if zero(value) else ''}不是日期（应为 2025-06-30 的写法）")


def moment(zoned: bool) -> Callable[[object], bytes]:
    """Reads times, all with a zone or all without."""
    wanted = "应带时区，如 2025-06-30T09:00:00+08:00" if zoned else "应不带时区，如 2025-06-30 09:00:00"

    def read(value: object) -> bytes:
        found = value
        if isinstance(value, str) and TIME.fullmatch(value):
            found = there(dt.datetime.fromisoformat, value)
        if not isinstance(found, dt.datetime) or (found.tzinfo is not None) is not zoned:
            raise CellRefused(f"{shown(value)}{'是零日期，' if zero(value) else ''}不是时间（{wanted}）")
        return re.sub(r"(\.\d*?)0+(?=$|[+-])", r"\1", found.isoformat(" ")).encode()

    return read


def there(read: Callable[[str], Any], value: str) -> Any:
    """What a text says, or None where there is no such day."""
    try:
        return read(value)
    except ValueError:
        return None


def zero(value: object) -> bool:
    """Whether this is the day that MySQL writes for none."""
    return isinstance(value, str) and value.startswith("0000-00-00")


READ: dict[str, Callable[[object], bytes]] = {
    **{kind: whole(most) for kind, most in RANGES.items()},
    "numeric": decimal,
    "real": floating,
    "double precision": floating,
    "text": text,
    "boolean": yes_no,
    "date": day,
    "timestamp": moment(zoned=False),
    "timestamptz": moment(zoned=True),
}

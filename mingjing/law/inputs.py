"""What a calculator asks: the kinds of input, how people write them, and what is wrong when they do not fit."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from mingjing.law.errors import BadInput


@dataclass(frozen=True)
class Input:
    """One input of a calculator as the form, the command and the reference see it."""

    name: str
    label: str
    kind: str
    required: bool
    default: Any
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, order=True)
class Payment:
    """Money that moved on a day, in fen."""

    on: date
    fen: int


@dataclass(frozen=True, order=True)
class Span:
    """Days from one to another, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1


def _asked(kind: str, label: str, default: Any, help_: str, choices: tuple[tuple[str, str], ...] = ()) -> Any:
    metadata = {"kind": kind, "label": label, "help": help_, "choices": choices}
    return dataclasses.field(default=default, metadata=metadata)


def money(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002 - the word of the form
    """An amount: people write yuan, the program holds fen."""
    return _asked("money", label, default, help)


def day(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """A day."""
    return _asked("date", label, default, help)


def number(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """A whole number."""
    return _asked("int", label, default, help)


def decimal(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """An exact decimal."""
    return _asked("decimal", label, default, help)


def rate(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """A yearly rate in percent, such as 15.4."""
    return _asked("percent", label, default, help)


def months(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """A term: people write 1年6个月 or 18, the program holds months."""
    return _asked("months", label, default, help)


def yes_no(label: str, default: bool = False, help: str = "") -> Any:  # noqa: A002
    """Whether something is so."""
    return _asked("bool", label, default, help)


def choice(label: str, choices: dict[str, str], default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """One of several."""
    return _asked("choice", label, default, help, tuple(choices.items()))


def several(label: str, choices: dict[str, str], help: str = "") -> Any:  # noqa: A002
    """Any of several."""
    return _asked("choices", label, (), help, tuple(choices.items()))


def text(label: str, default: Any = MISSING, help: str = "") -> Any:  # noqa: A002
    """Words."""
    return _asked("text", label, default, help)


def listed(kind: str, label: str, help: str = "") -> Any:  # noqa: A002
    """Several values of a kind: `payments`, `spans`, `dates`, `moneys`, `terms`."""
    return _asked(kind, label, (), help)


WANTED = {
    "money": "金额（元），如 1000000 或 1,000,000.00",
    "date": "日期，如 2025-06-30",
    "int": "整数",
    "decimal": "数",
    "percent": "百分比，如 15.4",
    "months": "期限，如 18、18个月或 1年6个月",
    "bool": "是或否",
    "text": "文字",
    "payments": "若干「日期:金额」，如 2025-04-11:100000，以分号隔开",
    "spans": "若干「起日~止日」，如 2025-01-01~2025-02-01，以分号隔开",
    "dates": "若干日期，以分号隔开",
    "moneys": "若干金额（元），以分号隔开",
    "terms": "若干期限，如 3年;2年6个月",
}
YES, NO = {"true", "yes", "1", "是", "有"}, {"false", "no", "0", "否", "无"}
# 1年6个月  18个月  2年  18  半年
TERM = re.compile(r"(?:(\d+)\s*年)?(?:零)?(?:(\d+)\s*(?:个)?月?)?")


def value_of(asked: Input, given: object) -> Any:
    """What was written as a value of the input's kind. Raises BadInput."""
    if asked.kind == "choice":
        return _chosen(asked, given)
    if asked.kind == "choices":
        return tuple(_chosen(asked, g) for g in _parts(given))
    try:
        return READERS[asked.kind](given)
    except (ValueError, InvalidOperation, ArithmeticError):
        raise BadInput(input=asked.label, given=str(given), wanted=WANTED[asked.kind]) from None


def _chosen(asked: Input, given: object) -> str:
    for code, label in asked.choices:
        if str(given).strip() in (code, label):
            return code
    wanted = "、".join(f"{code}（{label}）" for code, label in asked.choices)
    raise BadInput(input=asked.label, given=str(given), wanted=f"其中之一：{wanted}")


def _parts(given: object) -> tuple[object, ...]:
    if isinstance(given, list | tuple):
        return tuple(given)
    return tuple(p.strip() for p in re.split("[;；]", str(given)) if p.strip())


def _money(given: object) -> int:
    exact = Decimal(_plain(given)) * 100
    if exact != int(exact):
        raise ValueError(given)
    if not 0 <= exact < 10**17:
        raise ValueError(given)
    return int(exact)


def _plain(given: object) -> str:
    if isinstance(given, bool):
        raise ValueError(given)
    return str(given).strip().replace(",", "").replace("，", "").removesuffix("元").removesuffix("%")


def _date(given: object) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given).strip())


def _int(given: object) -> int:
    return int(_plain(given))


def _decimal(given: object) -> Decimal:
    found = Decimal(_plain(given))
    if not found.is_finite():
        raise ValueError(given)
    return found


def _months(given: object) -> int:
    text = _plain(given).replace("半年", "6个月")
    found = TERM.fullmatch(text)
    if not text or found is None:
        raise ValueError(given)
    years, rest = found.groups()
    return int(years or 0) * 12 + int(rest or 0)


def _bool(given: object) -> bool:
    text = str(given).strip().lower()
    if text not in YES | NO:
        raise ValueError(given)
    return text in YES


def _payment(given: object) -> Payment:
    on, amount = re.split("[:：]", str(given), maxsplit=1)
    return Payment(_date(on), _money(amount))


def _span(given: object) -> Span:
    first, last = re.split("[~～至]", str(given), maxsplit=1)
    span = Span(_date(first), _date(last))
    if span.last < span.first:
        raise ValueError(given)
    return span


READERS: dict[str, Callable[[object], Any]] = {
    "money": _money,
    "date": _date,
    "int": _int,
    "decimal": _decimal,
    "percent": _decimal,
    "months": _months,
    "bool": _bool,
    "text": str,
    "payments": lambda given: tuple(map(_payment, _parts(given))),
    "spans": lambda given: tuple(map(_span, _parts(given))),
    "dates": lambda given: tuple(map(_date, _parts(given))),
    "moneys": lambda given: tuple(map(_money, _parts(given))),
    "terms": lambda given: tuple(map(_months, _parts(given))),
}

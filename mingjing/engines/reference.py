"""The judge of all engines: what every relation means, slow and written to be read.

A relation is a bag of rows; a row maps column names to values, None for what is not known. No index, no sharing, no
order: each operator says what its rows are in one sentence. It shares nothing with the row engine but the meaning of
functions of a single row (`values`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from mingjing.algebra.expression import Expr
from mingjing.algebra.relation import (
    EARLIEST,
    LATEST,
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
    Frame,
    Join,
    Project,
    Relation,
    Restrict,
    Semi,
    Source,
    Two,
    Union,
    Window,
)
from mingjing.engines.values import Value, compiled

Record = dict[str, Any]
Read = Callable[[Source], list[Record]]
"""The rows of a table that a model may know."""


def meaning(n: Relation, read: Read, day: dt.date, demands: Mapping[str, list[Record]] | None = None) -> list[Record]:
    """The rows of a relation, asked as of a day."""

    def rows(below: Relation) -> list[Record]:
        return meaning(below, read, day, demands)

    match n:
        case Source():
            return read(n)
        case Demand():
            return (demands or {})[n.name]
        case Filter():
            return [r for r in rows(n.input) if value(n.condition, r, day) is True]
        case Derive():
            return [r | {f.name: value(e, r, day) for f, e in n.made} for r in rows(n.input)]
        case Project():
            return [{new: r[old] for new, old in n.kept} for r in rows(n.input)]
        case Distinct():
            return once(rows(n.input))
        case Union():
            return [r for part in n.parts for r in rows(part)]
        case Restrict():
            keys = rows(n.right)
            return [r for r in rows(n.left) if any(same(n, r, k) for k in keys)]
        case Semi():
            others = rows(n.right)
            return [r for r in rows(n.left) if any(fits(n, r, o, day) for o in others) is not n.negated]
        case Join():
            return joined(n, rows(n.left), rows(n.right), day)
        case Aggregate():
            return aggregated(n, rows(n.input))
        case Window():
            return windowed(n, rows(n.input))
    raise TypeError(type(n).__name__)


def value(e: Expr, row: Record, day: dt.date) -> Any:
    """What an expression gives for one row."""
    return formula(e, tuple(row), day)(tuple(row.values()))


@lru_cache(maxsize=4096)
def formula(e: Expr, columns: tuple[str, ...], day: dt.date) -> Value:
    """An expression over rows with these columns, made ready once."""
    return compiled(e, columns, day)


def once(rows: list[Record]) -> list[Record]:
    """Each different row one time."""
    out: list[Record] = []
    for r in rows:
        if r not in out:
            out.append(r)
    return out


def same(n: Two, left: Record, right: Record) -> bool:
    """Whether the paired columns are known and equal; a bound is kept where the day is known and not beyond it."""
    return all(left[a] is not None and right[b] is not None and keeps(b, left[a], right[b]) for a, b in n.on)


def keeps(column: str, value: Any, asked: Any) -> bool:
    """Whether a value is what a column of the keys asks for."""
    if column == EARLIEST:
        return bool(value >= asked)
    return bool(value <= asked) if column == LATEST else bool(value == asked)


def fits(n: Join | Semi, left: Record, right: Record, day: dt.date) -> bool:
    """Whether two rows match, and the condition on both is true."""
    return same(n, left, right) and (n.condition is None or value(n.condition, right | left, day) is True)


def joined(n: Join, left: list[Record], right: list[Record], day: dt.date) -> list[Record]:
    """Every left row beside every right row that fits; alone, in an outer join, when none does."""
    nothing = dict.fromkeys(n.right.columns)
    out: list[Record] = []
    for r in left:
        partners = [o for o in right if fits(n, r, o, day)]
        out += [r | o for o in partners or ([nothing] if n.outer else [])]
    return out


def aggregated(n: Aggregate, rows: list[Record]) -> list[Record]:
    """One row for every different value of the grouping columns; over no columns always one."""
    keys = once([{c: r[c] for c in n.by} for r in rows]) if n.by else [{}]
    out = []
    for key in keys:
        group = [r for r in rows if all(r[c] == v for c, v in key.items())]
        out.append(key | {f.name: reduced(fn, of, group) for f, fn, of in n.made})
    return out


def windowed(n: Window, rows: list[Record]) -> list[Record]:
    """Every row with what its window columns make of the rows they look at."""
    out = []
    for place, row in enumerate(rows):
        made = {f.name: reduced(fn, of, seen(n, fn, frame, place, rows)) for f, fn, of, frame in n.made}
        out.append(row | made)
    return out


def seen(n: Window, fn: str, frame: Frame, place: int, rows: list[Record]) -> list[Record]:
    """The rows that a window column looks at: those up to its own for a rank, else those of the frame."""
    row = rows[place]
    fellows = [(i, r) for i, r in enumerate(rows) if all(r[c] == row[c] for c in n.partition)]
    before = [r for i, r in fellows if (ordering(n, r), i) < (ordering(n, row), place)]
    if fn == "rank":
        return [*before, row]
    if frame.kind == "before":
        return before
    if frame.kind == "days":
        return [r for _, r in fellows if within(r[n.order[0]], row[n.order[0]], frame.days)]
    return [r for _, r in fellows]


def ordering(n: Window, row: Record) -> list[tuple[bool, Any]]:
    """A row's place in the order: what is not known comes last. Rows alike in all of it are told apart by chance."""
    return [(row[c] is None, 0 if row[c] is None else row[c]) for c in n.order]


def within(day: dt.date | None, last: dt.date | None, days: int) -> bool:
    """Whether a day is among so many days up to the last one; days not known are among themselves."""
    if day is None or last is None:
        return day is last
    return 0 <= (last - day).days <= days


def reduced(fn: str, of: str | None, rows: list[Record]) -> Any:
    """What a function gives for some rows."""
    if of is None:
        return len(rows)
    known = [r[of] for r in rows if r[of] is not None]
    match fn:
        case "count":
            return len(known)
        case "count_distinct":
            return len(set(known))
        case "any":
            return (True in known) if known else None
        case "sum":
            return sum(known) if known else None
    return (min if fn == "min" else max)(known) if known else None

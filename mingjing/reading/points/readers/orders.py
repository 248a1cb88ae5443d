"""The orders, item by item: their words, who pays whom, how much, at which interest, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mingjing.reading.decided import Interest, OrderItem
from mingjing.reading.points.context import Context
from mingjing.reading.values import Value

Values = Iterator[Value[Any]]


def items(context: Context) -> Values:
    """Each item whole: its kind and words, and who pays whom what by when, where it says so."""
    for item in context.paper.order_items:
        place = item.kind
        yield Value(_stated(item), place.text, place.start, place.end, place.confidence, "orders.items")


def _stated(item: OrderItem) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": item.kind.value,
        "text": item.kind.text,
        "payers": [payer.value for payer in item.payers],
        "payees": [payee.value for payee in item.payees],
        "amount_fen": item.amount_fen.value if item.amount_fen else None,
        "deadline_days": item.deadline_days.value if item.deadline_days else None,
        "joint": item.joint.value if item.joint else None,
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def payers(context: Context) -> Values:
    """Who must pay or act, item by item."""
    return (payer for item in context.paper.order_items for payer in item.payers)


def payees(context: Context) -> Values:
    """Who receives, item by item."""
    return (payee for item in context.paper.order_items for payee in item.payees)


def amounts(context: Context) -> Values:
    """The amounts of each item: the single ones where it names them, else its sum."""
    for item in context.paper.order_items:
        if item.components:
            yield from item.components
        elif item.amount_fen is not None:
            yield item.amount_fen


def total(context: Context) -> Values:
    """The sum of what is ordered to be paid, at the first and last of the amounts."""
    found = [item.amount_fen for item in context.paper.order_items if item.amount_fen and item.kind.value == "给付"]
    if found:
        start, end = min(v.start for v in found), max(v.end for v in found)
        confidence = 0.9 if len(found) == 1 else 0.75
        text = context.paper.text[start:end]
        yield Value(sum(v.value for v in found), text, start, end, confidence, "orders.total")


def support_ratio(context: Context) -> Values:
    """Ordered of claimed, in percent, at the ordered amounts; none where either is not read."""
    claimed = context.paper.amount_in_dispute_fen
    for ordered in total(context):
        if claimed is not None and 0 < ordered.value <= claimed.value:
            share = round(100 * ordered.value / claimed.value, 1)
            sure = round(ordered.confidence * claimed.confidence, 2)
            yield Value(share, ordered.text, ordered.start, ordered.end, sure, "orders.support_ratio")


def _interest(context: Context) -> Iterator[Interest]:
    return (clause for item in context.paper.order_items for clause in item.interest)


def rates(context: Context) -> Values:
    """The rate of each interest clause, as printed."""
    return (clause.rate for clause in _interest(context) if clause.rate is not None)


def bases(context: Context) -> Values:
    """What the interest runs on, in fen."""
    return (clause.base_fen for clause in _interest(context) if clause.base_fen is not None)


def starts(context: Context) -> Values:
    """From when interest runs."""
    return (clause.start for clause in _interest(context) if clause.start is not None)


def ends(context: Context) -> Values:
    """Until when interest runs, as printed."""
    return (clause.end for clause in _interest(context) if clause.end is not None)


def deadlines(context: Context) -> Values:
    """Days to perform each item, counted from its taking effect."""
    for item in context.paper.order_items:
        if item.deadline_days is not None:
            place = item.deadline_days
            yield Value(f"{place.value}日内", place.text, place.start, place.end, place.confidence, place.by)


def joint(context: Context) -> Values:
    """连带, 共同 or 补充, at the words that say so."""
    return (item.joint for item in context.paper.order_items if item.joint is not None)

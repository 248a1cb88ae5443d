"""Whether one case asks for a bounded part of the data: every table is read by a key that few rows share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingjing.admission.places import Places
from mingjing.admission.report import Finding, Limits
from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.relation import (
    Aggregate,
    Derive,
    Join,
    One,
    Relation,
    Restrict,
    Semi,
    Source,
    Window,
    topological,
)
from mingjing.algebra.types import Type
from mingjing.court.catalogue import TABLES
from mingjing.running.access import access_column, breadth, fanout, wide
from mingjing.running.plans import CASES
from mingjing.running.weighing import Weight

PLAIN, WHOLE_COURT = 3, 4
"""Breadth of a column that holds some value, and of one by which a whole court is read."""
Weigh = Callable[[str, str], Weight]


def unbounded(places: Places, weigh: Weigh, limits: Limits) -> Iterator[Finding]:
    """The boxes because of which one case reads a table whole, or as good as whole."""
    pusher = Pusher(fanout, wide)
    moved = [pusher.push(r, CASES, (("case_id", "case_id"),)) for r in places.roots()]
    whole = {t for m in moved for t in unrestricted_sources(m)}
    told: set[tuple[str, str]] = set()
    for n in (*pusher.stopped, *topological(*moved)):
        for finding in stopped(places, n, whole) if n in pusher.stopped else read_broadly(places, n, weigh, limits):
            if (finding.node, finding.problem) not in told:
                told.add((finding.node, finding.problem))
                yield finding


def stopped(places: Places, n: Relation, whole: set[str]) -> Iterator[Finding]:
    """An operation beyond which no key leads, where tables below it are therefore read whole."""
    tables = sorted({s.table for s in topological(n) if isinstance(s, Source)} & whole)
    if tables:
        read = "、".join(f"「{TABLES[t].label}」" for t in tables)
        n = of_everything(n)
        name, title = places.node(n)
        why, cure = reason(n)
        yield Finding("unbounded", name, title, f"{why}，核查一件案件须通读{read}", cure)


def of_everything(n: Relation) -> Relation:
    """The summary of all rows that an operation works upon, if it does: it, not the operation, is to blame."""
    below = n
    while isinstance(below, One):
        if isinstance(below, Aggregate) and not below.by:
            return below
        below = below.input
    return n


def reason(n: Relation) -> tuple[str, str]:
    """Why no key leads through an operation, and what to do."""
    match n:
        case Aggregate(by=()):
            return "对全部案件汇总", "请改为批量计算的特征列，或先按案件、当事人分组"
        case Aggregate():
            by = "、".join(n.input.field(c).shown for c in n.by)
            return (
                f"只按{by}汇总，其中没有案件或当事人",
                "请把案件或当事人的标识加入分组；全院统计请改为批量计算的特征列",
            )
        case Window(partition=()):
            return "在全部行里排序或累计", "请按案件或当事人分区"
        case Window():
            by = "、".join(n.input.field(c).shown for c in n.partition)
            return f"按{by}分区，由案件得不到这些值", "请按案件或当事人的标识分区"
        case Join() | Semi() if not n.on:
            return "两路之间没有相等的列", "请按案件、当事人或证件的标识对应"
        case Derive():
            return "所用的标识是算出来的列", "请用原样的列对应，在对应之后再计算"
    return "由案件得不到所需的标识", "请经由案件或当事人的标识关联"


def read_broadly(places: Places, n: Relation, weigh: Weigh, limits: Limits) -> Iterator[Finding]:
    """A table read by a column that a large part of its rows share."""
    if not (isinstance(n, Restrict) and isinstance(n.left, Source)):
        return
    source = n.left
    column = access_column(source.table, tuple(a for a, _ in n.same))
    rows = rows_of_a_value(source, column, weigh)
    if rows > limits.value_rows:
        name, title = places.node(source)
        label = TABLES[source.table].label
        many = f"平均约 {rows:,.0f} 行" if rows < float("inf") else "其中很大一部分"
        problem = f"只按「{source.field(column).shown}」读取「{label}」，一个取值会带出{many}"
        cure = "请再按案件或当事人对应；先汇总再关联，或把汇总建成维护表"
        yield Finding("unbounded", name, title, problem, cure)


def rows_of_a_value(source: Source, column: str, weigh: Weigh) -> float:
    """Rows that share a value with a random row, where that is no identifier; any number share a court or a code."""
    f = source.field(column)
    broad = breadth(source.table, column)
    if broad >= WHOLE_COURT or f.codes or f.type is Type.BOOL:
        return float("inf")
    weight = weigh(source.table, column) if broad >= PLAIN else Weight()
    return weight.pairs / max(weight.rows, 1.0)

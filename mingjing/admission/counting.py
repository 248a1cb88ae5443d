"""Counting where it is only asked whether there is anything: the count reads every row, the test stops at the first."""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.admission.bounds import Weigh
from mingjing.admission.places import Places
from mingjing.admission.report import Finding
from mingjing.algebra.demand import Pusher
from mingjing.algebra.expression import Call, Col, Expr, Lit, columns
from mingjing.algebra.relation import (
    Aggregate,
    Derive,
    Distinct,
    Filter,
    Join,
    Project,
    Relation,
    Restrict,
    Semi,
    Source,
    Union,
    Window,
    topological,
)
from mingjing.engines.sql import readers_of
from mingjing.running.access import OF_ONE_CASE, access_column, breadth, fanout, wide
from mingjing.running.plans import CASES


def counted_for_nothing(places: Places, weigh: Weigh, heavy_rows: float) -> Iterator[Finding]:
    """The boxes that count what is only tested; refused where a value may bring very many rows."""
    roots = places.roots()
    readers = readers_of(*roots)
    pusher = Pusher(fanout, wide)
    moved = {pusher.push(r, CASES, (("case_id", "case_id"),)) for r in roots}
    by_origin = {o: m for m, o in pusher.origins(*roots).items() if m in topological(*moved)}
    for n in topological(*roots):
        if isinstance(n, Aggregate) and only_tested(n, readers, roots):
            rows = heaviest(by_origin.get(n, n), weigh)
            name, title = places.node(n)
            problem = f"逐一计数，后面却只问有没有；最多的一个取值有 {rows:,.0f} 行"
            yield Finding("counting", name, title, problem, "请改用「存在」，找到一行即止", rows > heavy_rows)


def only_tested(n: Aggregate, readers: dict[Relation, list[Relation]], roots: tuple[Relation, ...]) -> bool:
    """Whether all that is counted serves to see whether there is anything."""
    counts = all(fn in ("count", "count_distinct") for _, fn, _ in n.made)
    uses = [use for f, _, _ in n.made for use in uses_of(n, f.name, readers, roots)]
    return counts and bool(uses) and all(uses)


def uses_of(
    n: Relation, name: str, readers: dict[Relation, list[Relation]], roots: tuple[Relation, ...]
) -> Iterator[bool]:
    """Each use of a column above: True for a test whether it is above nothing, False for anything else."""
    if n in roots:
        yield False
    for r in readers[n]:
        match r:
            case Filter():
                yield from tests(r.condition, name)
                yield from uses_of(r, name, readers, roots)
            case Project():
                for new in (new for new, old in r.kept if old == name):
                    yield from uses_of(r, new, readers, roots)
            case Derive():
                yield from (False for _, e in r.made if name in columns(e))
                yield from uses_of(r, name, readers, roots)
            case Union():
                place = n.columns.index(name)
                yield from uses_of(r, r.columns[place], readers, roots)
            case Distinct():
                yield from uses_of(r, name, readers, roots)
            case Aggregate() | Window():
                yield from (False for _ in range(name in read_by(r)))
                if isinstance(r, Window):
                    yield from uses_of(r, name, readers, roots)
            case Join() | Semi():
                yield from (False for _ in range(name in matched_by(r)))
                if isinstance(r, Join) or n is r.left:
                    yield from uses_of(r, name, readers, roots)


def tests(e: Expr, name: str) -> Iterator[bool]:
    """What a condition asks of the column, part by part."""
    if isinstance(e, Call) and e.fn == "and":
        for a in e.args:
            yield from tests(a, name)
    elif name in columns(e):
        yield above_nothing(e, name)


def above_nothing(e: Expr, name: str) -> bool:
    """Whether a condition says that the column is at least one."""
    match e:
        case Call(fn=fn, args=(Col(name=column), Lit(value=int(value)))) if column == name:
            return (fn, value) in (("ge", 1), ("gt", 0), ("ne", 0))
    return False


def read_by(n: Aggregate | Window) -> set[str]:
    """The columns that a summary reads."""
    if isinstance(n, Aggregate):
        return {*n.by, *(of for _, _, of in n.made if of)}
    return {*n.partition, *n.order, *(of for _, _, of, _ in n.made if of)}


def matched_by(n: Join | Semi) -> set[str]:
    """The columns by which rows of two inputs match."""
    more = columns(n.condition) if n.condition is not None else frozenset()
    return {*(a for a, _ in n.on), *(b for _, b in n.on), *more}


def heaviest(n: Relation, weigh: Weigh) -> float:
    """The most rows that one value brings, of all tables that the demanded relation reads broadly."""
    found = [0.0]
    for r in topological(n):
        if isinstance(r, Restrict) and isinstance(r.left, Source):
            column = access_column(r.left.table, tuple(a for a, _ in r.same))
            if breadth(r.left.table, column) > OF_ONE_CASE:
                found.append(weigh(r.left.table, column).heaviest)
    return max(found)

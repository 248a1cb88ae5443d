"""Reach: which keys of a model may say something else once rows of a table have changed.

Changed rows come with what they were and what they are. The other rows are read as they stood at any time while the
change came about, so that what was true before and what is true after are both among them. `possible(n)` has at least
the rows that `n` had before and those it has after, and `touched(n, t)` at least those in which the two differ; both
only in the columns that a row carries up unchanged or that are computed from it alone. A column that is summed up from
other rows, that a missing partner leaves empty, or that the day asked decides, is not among them, for its old value
cannot be found from the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingjing.algebra.demand import On, Pusher, keys_of
from mingjing.algebra.errors import NotReachable
from mingjing.algebra.expression import AsOf, Expr, Lit, columns, walk
from mingjing.algebra.relation import (
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
    Join,
    Project,
    Relation,
    Semi,
    Source,
    Union,
    Window,
    topological,
)
from mingjing.algebra.types import Field, Type

CHANGED = "changed"


@dataclass(frozen=True)
class Reach:
    """What a change of `table` may touch: `relation` gives the keys, once `changed` holds the changed rows."""

    table: str
    changed: Demand
    relation: Relation


def affected(
    roots: Iterable[Relation],
    table: str,
    key: str,
    pusher: Pusher | None = None,
    walking: type[Walker] | None = None,
) -> Reach | None:
    """Keys for which some root may say something else when rows of `table` change; None when none reads it.

    Raises NotReachable naming the operation in which the way to the key is lost.
    """
    given = tuple(roots)
    changed = Demand(CHANGED, fields_of(given, table))
    if not changed.given:
        return None
    found: list[Relation] = []
    for root in given:
        walker = (walking or Walker)(table, changed, carried(root, key), pusher or Pusher())
        found += [Distinct(Project(x, ((key, key),))) for x in walker.ways(root, key)]
    return Reach(table, changed, Distinct(Union(tuple(dict.fromkeys(found))))) if found else None


def fields_of(roots: Iterable[Relation], table: str) -> tuple[Field, ...]:
    """Every column of the table that one of the roots reads."""
    leaves = (n for n in topological(*roots) if isinstance(n, Source) and n.table == table)
    return tuple({f.name: f for leaf in leaves for f in leaf.given}.values())


def carried(root: Relation, key: str) -> dict[Relation, set[str]]:
    """Per relation the columns by which a way may lead on from it to the key: keys of matches, groups, partitions."""
    found: dict[Relation, set[str]] = {root: {key}}
    for n in reversed(topological(root)):
        for i, asked in zip(n.inputs, _asked(n, found[n]), strict=True):
            found.setdefault(i, set()).update(asked & set(i.columns))
    return found


def _asked(n: Relation, wanted: set[str]) -> list[set[str]]:
    match n:
        case Derive():
            return [wanted.union(*(columns(e) for f, e in n.made if f.name in wanted))]
        case Project():
            return [{old for new, old in n.kept if new in wanted}]
        case Window():
            return [wanted | set(n.partition)]
        case Join() | Semi():
            return [wanted | {a for a, _ in n.on}, wanted | {b for _, b in n.on}]
    return [wanted for _ in n.inputs]


def by_the_row(e: Expr | None, known: Relation) -> bool:
    """Whether a value follows from these columns alone, whatever the day."""
    return e is not None and columns(e) <= set(known.columns) and not any(isinstance(x, AsOf) for x in walk(e))


def kept(n: Relation, names: Iterable[str]) -> Relation | None:
    """`n` with only these columns; None when it has none of them."""
    have = tuple((c, c) for c in names if c in n.schema)
    return Project(n, have) if have else None


def _upon(n: Relation, below: Relation) -> Relation | None:
    """What an operation makes of rows that it handles one by one; where it looks at others, at most too many."""
    match n:
        case Filter():
            return Filter(below, n.condition) if by_the_row(n.condition, below) else below
        case Derive():
            made = tuple((f, e) for f, e in n.made if by_the_row(e, below))
            return Derive(below, made) if made else below
        case Project():
            have = tuple((new, old) for new, old in n.kept if old in below.schema)
            return Project(below, have) if have else None
        case Distinct():
            return Distinct(below)
        case Aggregate():
            by = kept(below, n.by)
            return Distinct(by) if by is not None else None
        case Window() | Semi():
            return below
    raise TypeError(type(n).__name__)


def _union(parts: list[Relation]) -> Relation | None:
    """All rows of the parts, in the columns that all of them have."""
    shared = [c for c in parts[0].columns if all(c in p.schema for p in parts)]
    cut = [kept(p, shared) for p in parts]
    return Union(tuple(p for p in cut if p is not None)) if shared else None


def _pairs(n: Join | Semi, left: Relation, right: Relation) -> On:
    """The pairs of the match that both sides still have."""
    return tuple((a, b) for a, b in n.on if a in left.schema and b in right.schema)


def _joined(n: Join, left: Relation, right: Relation) -> Relation:
    """The rows side by side where they match."""
    made = Join(left, right, _pairs(n, left, right))
    return Filter(made, n.condition) if n.condition is not None and by_the_row(n.condition, made) else made


def _beside(n: Join, left: Relation, right: Relation) -> Relation:
    """The rows side by side where they match; for an outer join also each left row alone."""
    made = _joined(n, left, right)
    return Union((made, _alone(left, right))) if n.outer else made


def _alone(left: Relation, right: Relation) -> Relation:
    """Left rows with nothing in the right columns."""
    nothing = tuple((Field(c, Type.UNKNOWN), Lit(Type.UNKNOWN, None)) for c in right.columns)
    return Derive(left, nothing)


class Walker:
    """Follows changed rows of one table up to the roots."""

    def __init__(self, table: str, changed: Demand, carried: dict[Relation, set[str]], pusher: Pusher) -> None:
        self.table, self.changed, self.carried, self.pusher = table, changed, carried, pusher
        self.known: dict[Relation, tuple[Relation, ...]] = {}
        self.wide: dict[Relation, Relation | None] = {}

    def ways(self, root: Relation, key: str) -> Iterator[Relation]:
        """The rows of a root that a change may touch, one relation per way from the table. Raises NotReachable."""
        for x in self.touched(root):
            if key not in x.schema:
                raise NotReachable(table=self.table, problem=f"结果的「{root.field(key).shown}」不是原样取自某一行")
            yield x

    def leads_on(self, n: Join, side: Relation) -> bool:
        """Whether a way may lead on by columns of that side; if not, the rows of the other side are followed alone."""
        return not self.carried[n].isdisjoint(side.columns)

    def possible(self, n: Relation) -> Relation | None:
        """At least the rows of `n` before and after, in columns that can be followed; None where there is none."""
        if n not in self.wide:
            self.wide[n] = self._possible(n)
        return self.wide[n]

    def _possible(self, n: Relation) -> Relation | None:
        match n:
            case Source():
                return n
            case Union():
                parts = [self.possible(p) for p in n.parts]
                return _union([p for p in parts if p is not None]) if None not in parts else None
            case Join():
                return self._possible_join(n)
        below = self.possible(n.inputs[0])
        return _upon(n, below) if below is not None else None

    def _possible_join(self, n: Join) -> Relation | None:
        left = self.possible(n.left)
        right = self.possible(n.right) if self.leads_on(n, n.right) else None
        if left is None or right is None:
            return left if left is not None or n.outer else right
        if not n.outer and not self.leads_on(n, n.left):
            return right
        return _beside(n, left, right)

    def touched(self, n: Relation) -> tuple[Relation, ...]:
        """At least the rows in which `n` before and `n` after differ."""
        if n not in self.known:
            self.known[n] = merged(n, self._rule(n))
        return self.known[n]

    def _rule(self, n: Relation) -> Iterator[Relation]:
        match n:
            case Source():
                if n.table == self.table:
                    yield Project(self.changed, tuple((c, c) for c in n.columns))
            case Join():
                yield from (self._beside(n, x) for x in self.touched(n.left))
                yield from self._from_right(n)
            case Semi():
                yield from self.touched(n.left)
                yield from (self._left_of(n, y) for y in self.touched(n.right))
            case Union():
                yield from (x for p in n.parts for x in self.touched(p))
            case Window():
                yield from (self._partition(n, x) for x in self.touched(n.input))
            case _:
                yield from (self._above(n, x) for x in self.touched(n.inputs[0]))

    def _above(self, n: Relation, x: Relation) -> Relation:
        """Touched rows carried up through an operation upon one input."""
        made = _upon(n, x)
        if made is None:
            what = f"按 {_shown(n, n.by)} 分组" if isinstance(n, Aggregate) and n.by else "对全部行汇总或只取算出的列"
            raise NotReachable(table=self.table, problem=f"{what}，其中没有原样取自某一行的列")
        return made

    def _partition(self, n: Window, x: Relation) -> Relation:
        """All rows of the partitions that touched rows are in."""
        whole = self.possible(n.input)
        known = tuple(c for c in n.partition if c in x.schema and whole is not None and c in whole.schema)
        if whole is None or not known:
            raise NotReachable(table=self.table, problem=f"按 {_shown(n, n.partition)} 分区的窗口，分区列无法追溯")
        return self._sought(whole, x, tuple((c, c) for c in known))

    def _beside(self, n: Join, x: Relation) -> Relation:
        """Touched left rows beside the right rows they match; alone where nothing leads on from there."""
        right = self.possible(n.right) if self.leads_on(n, n.right) else None
        pairs = _pairs(n, x, right) if right is not None else ()
        return _beside(n, x, self._sought(right, x, pairs)) if right is not None and pairs else x

    def _from_right(self, n: Join) -> Iterator[Relation]:
        """Left rows beside touched right rows. A left row that is left alone, or no longer, is among them: nothing

        can lead on from the columns that are then empty.
        """
        for y in self.touched(n.right):
            if not self.leads_on(n, n.right):
                yield self._left_of(n, y)
                continue
            left = self.possible(n.left)
            pairs = tuple((b, a) for a, b in _pairs(n, left, y)) if left is not None else ()
            if left is not None and pairs:
                yield _joined(n, self._sought(left, y, pairs), y)
            else:
                yield self._left_of(n, y) if n.outer else y

    def _left_of(self, n: Join | Semi, y: Relation) -> Relation:
        """The left rows that touched right rows match. Raises NotReachable."""
        left = self.possible(n.left)
        pairs = tuple((b, a) for a, b in _pairs(n, left, y)) if left is not None else ()
        if left is None or not pairs:
            on = "、".join(n.right.field(b).shown for _, b in n.on) or "（无）"
            raise NotReachable(table=self.table, problem=f"对应列 {on} 无法追溯到左侧的行")
        return self._sought(left, y, pairs)

    def _sought(self, rows: Relation, by: Relation, pairs: On) -> Relation:
        """Those of the rows whose columns hold what `by` holds: pairs (column of `by`, column of `rows`)."""
        there = tuple(dict.fromkeys(b for _, b in pairs))
        here = tuple(next(a for a, b in pairs if b == t) for t in there)
        return self.pusher.push(rows, keys_of(by, here, there), tuple((t, t) for t in there))


def merged(n: Relation, ways: Iterable[Relation]) -> tuple[Relation, ...]:
    """The ways to a relation, those with the same columns as one, so that what is above is asked once for them all."""
    alike: dict[tuple[str, ...], dict[Relation, None]] = {}
    for x in ways:
        names = tuple(c for c in n.columns if c in x.schema)
        alike.setdefault(names, {})[x if x.columns == names else Project(x, tuple((c, c) for c in names))] = None
    return tuple(Union(tuple(xs)) if len(xs) > 1 else next(iter(xs)) for xs in alike.values())


def _shown(n: Relation, names: Iterable[str]) -> str:
    return "、".join(n.inputs[0].field(c).shown for c in names) or "（无）"

"""How long a formula grows when every column that it names is replaced by the formula of that column.

An optimiser that opens sub-queries does just that. Five working days counted one after the other, each from a formula
that names the day before twenty times, would be some million terms: one such statement took 20 GB to plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mingjing.algebra.derived import plain
from mingjing.algebra.expression import Call, Col, Expr
from mingjing.algebra.relation import Derive, Filter, Join, Project, Relation, Restrict, Semi, topological

LONGEST = 500
"""Terms that a formula may grow to; no formula that is written down comes near."""
Sizes = Mapping[str, int]
"""Terms of each column that is more than a name."""


def too_long(roots: tuple[Relation, ...], stands_alone: Callable[[Relation], bool]) -> Iterator[Relation]:
    """Relations that must be finished before others read them, or a formula above would grow beyond bounds.

    `stands_alone` tells whether a relation has a SELECT of its own, which alone can be finished first.
    """
    sizes: dict[Relation, Sizes] = {}
    for n in topological(*roots):
        sizes[n] = sizes_of(n, sizes)
        if stands_alone(n) and max(sizes[n].values(), default=0) > LONGEST:
            sizes[n] = {}
            yield n


def sizes_of(n: Relation, below: Mapping[Relation, Sizes]) -> Sizes:
    """Terms of the columns of `n`, as far as an optimiser looks through to what they are made of."""
    match n:
        case Derive():
            known = below[n.input]
            return {**known, **{f.name: size(e, known) for f, e in n.made}}
        case Project():
            return {new: below[n.input][old] for new, old in n.kept if old in below[n.input]}
        case Filter():
            return below[n.input]
        case Join():
            return {**below[n.left], **below[n.right]}
        case Semi() | Restrict():
            return below[n.left]
    return {}


def size(e: Expr, known: Sizes) -> int:
    """Terms of an expression whose columns have so many."""
    match e:
        case Col():
            return known.get(e.name, 1)
        case Call() if (made := plain(e)) is not None:
            return size(made, known)
        case Call():
            return 1 + sum(size(a, known) for a in e.args)
    return 1

"""What readers ask of the rows of a table before they do anything else with them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from mingjing.algebra.expression import Expr, both, renamed
from mingjing.algebra.relation import Filter, Project, Relation


def conditions_above(
    n: Relation,
    readers: Mapping[Relation, Sequence[Relation]],
    roots: Container[Relation],
    names: dict[str, str] | None = None,
) -> list[Expr | None]:
    """What each way from `n` upwards asks of its rows, over its own columns; None asks for all of them.

    Filters one above the other ask together, whether or not columns are renamed between them; a root is asked for
    whole, whoever else reads it.
    """
    known = names or {}
    found: list[Expr | None] = [None] if n in roots else []
    for r in readers.get(n, ()):
        match r:
            case Filter():
                own = renamed(r.condition, known)
                found += [both(own, e) for e in conditions_above(r, readers, roots, known)]
            case Project():
                renaming = {new: known.get(old, old) for new, old in r.kept}
                found += conditions_above(r, readers, roots, renaming)
            case _:
                found.append(None)
    return found

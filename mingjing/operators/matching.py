"""What the operators of two inputs share: keys, and a condition that may name columns of both."""

from mingjing.algebra.errors import UnknownColumn
from mingjing.algebra.expression import Expr
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation, joined_scope, refuse_ambiguous


def keys(on: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs (left column, right column)."""
    return tuple((str(a), str(b)) for a, b in on.items())


def condition_between(left: Relation, right: Relation, where: str | None, formulas: Formulas) -> Expr | None:
    """The checked condition over both inputs, or None. Raises AmbiguousColumn for a column that both have."""
    if not where:
        return None
    try:
        return formulas.condition(where, joined_scope(left, right))
    except UnknownColumn as e:
        refuse_ambiguous(left, right, e.column)
        raise


def said_keys(left: Relation, right: Relation, on: dict[str, str]) -> str:
    """The keys in Chinese: one word where both sides call it the same."""
    said = []
    for a, b in on.items():
        x, y = left.field(a).shown, right.field(b).shown
        said.append(f"同一{x}" if x == y else f"{x}即{y}")
    return "、".join(said)

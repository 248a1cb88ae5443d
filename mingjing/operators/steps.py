"""Steps that operators are made of: small rewrites of relations, with columns that get in nobody's way."""

from __future__ import annotations

from collections.abc import Iterable

from mingjing.algebra.derived import MONDAY, call
from mingjing.algebra.errors import BadFormula
from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.relation import Aggregate, Derive, Distinct, Filter, Frame, Join, Project, Relation, Window
from mingjing.algebra.types import NUMERIC, Field, Type

Pairs = tuple[tuple[str, str], ...]
FAR = Lit(Type.DATE, MONDAY.max)
"""Stands for an end that is not known."""


def col(r: Relation, name: str) -> Col:
    """The value of a column. Raises UnknownColumn."""
    return Col(r.field(name).type, name)


def fresh(name: str, *relations: Relation) -> str:
    """A column name that none of the relations has."""
    while any(name in r.schema for r in relations):
        name += "_"
    return name


def all_of(conditions: Iterable[Expr]) -> Expr | None:
    """The conjunction, or None of none."""
    found = tuple(conditions)
    return found[0] if len(found) == 1 else Call(Type.BOOL, "and", found) if found else None


def present(r: Relation, columns: Iterable[str]) -> Relation:
    """Rows in which none of the columns is empty."""
    for c in columns:
        r = Filter(r, call("not", call("is_null", col(r, c))))
    return r


def with_column(r: Relation, name: str, value: Expr, label: str = "") -> Relation:
    """The rows with one computed column added."""
    return Derive(r, ((Field(name, value.type, label), value),))


def only(r: Relation, columns: Iterable[str]) -> Relation:
    """The rows with only these columns."""
    return Project(r, tuple((c, c) for c in columns))


def without(r: Relation, columns: Iterable[str]) -> Relation:
    """The rows without these columns."""
    gone = set(columns)
    return only(r, (c for c in r.columns if c not in gone))


def beside(left: Relation, right: Relation, on: Pairs, condition: Expr | None = None, outer: bool = False) -> Relation:
    """A join in which a key that both sides call the same stands once."""
    twice = {b: fresh(f"{b}_too", left, right) for a, b in on if b in left.schema}
    apart = Project(right, tuple((twice.get(c, c), c) for c in right.columns)) if twice else right
    joined = Join(left, apart, tuple((a, twice.get(b, b)) for a, b in on), condition, outer)
    return without(joined, twice.values()) if twice else joined


def descending(value: Expr, column: str) -> Expr:
    """A value whose order is the other way round. Raises BadFormula for what cannot be turned."""
    if value.type in {*NUMERIC, Type.FEN}:
        return call("neg", value)
    if value.type is Type.DATE:
        return call("neg", call("days", value, Lit(Type.DATE, MONDAY)))
    raise BadFormula(formula=f"{column}: desc", problem=f"{value.type.chinese}不能倒序；可倒序的有数、金额和日期")


def numbered(r: Relation, by: tuple[str, ...], order: Iterable[tuple[str, bool]], place: Field) -> Relation:
    """Rows numbered from 1 within each group, in the order of (column, whether from great to small).

    Ties are ended by all other columns, so that the same rows come first on every engine.
    """
    turned: list[str] = []
    made = r
    for c, down in order:
        name = c
        if down:
            name = fresh(f"{c}_down", made)
            made = with_column(made, name, descending(col(r, c), c))
        elif r.field(c).type in (Type.TEXT, Type.BOOL):
            raise BadFormula(formula=c, problem=f"不能按{r.field(c).type.chinese}排序；可用的有数、金额和日期")
        turned.append(name)
    rest = (c for c in r.columns if c not in {*by, *turned})
    window = Window(present(made, by), by, (*turned, *rest), ((place, "rank", None, Frame("all")),))
    return only(window, (*r.columns, place.name))


def first_of_each(r: Relation, by: tuple[str, ...]) -> Relation:
    """One row per group: the first by all other columns."""
    if set(by) == set(r.columns):
        return Distinct(r)
    place = fresh("place", r)
    ranked = numbered(r, by, (), Field(place, Type.INT))
    return without(Filter(ranked, call("eq", col(ranked, place), 1)), (place,))


def sizes(r: Relation, key: str, size: str, label: str) -> Relation:
    """How many rows each key has."""
    return Aggregate(r, (key,), ((Field(size, Type.INT, label), "count", None),))


def keyed_set(r: Relation, key: str, elements: tuple[str, ...], names: tuple[str, ...]) -> Relation:
    """The distinct elements of each key, under other names; what has no value belongs to no set."""
    whole = present(r, (key, *elements))
    return Distinct(Project(whole, ((key, key), *zip(names, elements, strict=True))))

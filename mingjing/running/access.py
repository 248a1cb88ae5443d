"""By which column base rows are best read, and which side of a join is best asked first.

What the catalogue declares decides: a row's own key brings one row, a case brings the few rows of that case, a person
or another record brings some, and a court brings a large part of all.
"""

from __future__ import annotations

from functools import lru_cache

from mingjing.algebra.expression import Col
from mingjing.algebra.relation import Aggregate, Derive, Join, Project, Relation, Source, Union
from mingjing.court.catalogue import TABLES

OF_ONE_CASE = 1
"""Breadth up to which a value brings the few rows of one case."""
SOME = 2
"""Breadth of a column that brings some rows."""
BROAD = {"court", "court_member"}
"""Tables that a large part of all rows refers to: reading by them reads a whole court."""


@lru_cache(maxsize=4096)
def access_column(table: str, columns: tuple[str, ...]) -> str:
    """The column to read by: a row's own key, else its case, else another identifier, else whatever is asked."""
    return min(columns, key=lambda c: breadth(table, c))


def breadth(table: str, column: str) -> int:
    """How many rows one value of the column is likely to bring: 0 is one row."""
    if table not in TABLES:
        return SOME  # a maintained table, which is read by its party
    declared = TABLES[table].column(column)
    refers = declared.refers if declared else None
    if column == TABLES[table].key[0]:
        return 0
    if column == "case_id":
        return 1
    return 4 if refers in BROAD else 2 if refers or column.endswith("_key") else 3


def fanout(n: Relation, columns: tuple[str, ...]) -> float:
    """How broadly the narrowest of these columns of `n` reaches into the tables below; computed columns reach all."""
    return min((float(breadth(*at)) if (at := origin(n, c)) else 5.0 for c in columns), default=5.0)


def wide(n: Relation, columns: tuple[str, ...]) -> bool:
    """Whether one value of the narrowest of these columns brings more than the few rows of a case."""
    return fanout(n, columns) > OF_ONE_CASE


def origin(n: Relation, column: str) -> tuple[str, str] | None:
    """Table and column that a column of `n` is copied from, or None when it is computed."""
    match n:
        case Source():
            return (n.table, column) if column in n.schema else None
        case Project():
            return origin(n.input, dict(n.kept)[column])
        case Derive() if column not in n.input.schema:
            made = next(e for f, e in n.made if f.name == column)
            return origin(n.input, made.name) if isinstance(made, Col) else None
        case Aggregate() if column not in n.by:
            return None
        case Union():
            return origin(n.parts[0], column)
        case Join() if column not in n.left.schema:
            return origin(n.right, column)
    below = n.inputs[0] if n.inputs else None
    return origin(below, column) if below is not None and column in below.schema else None

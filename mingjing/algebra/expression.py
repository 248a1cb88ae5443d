"""Checked expressions: a tree whose every node knows its type. Text never goes further than this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mingjing.algebra.types import Type

Constant = int | float | str | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Expr:
    """A value computed from one row."""

    type: Type


@dataclass(frozen=True, slots=True)
class Col(Expr):
    """The value of a column."""

    name: str


@dataclass(frozen=True, slots=True)
class Lit(Expr):
    """A constant; money is in fen."""

    value: Constant


@dataclass(frozen=True, slots=True)
class AsOf(Expr):
    """The day as of which the model is asked; the only clock a model has."""

    type: Type = Type.DATE


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """A function or comparison of the function table, applied to checked arguments."""

    fn: str
    args: tuple[Expr, ...]


def rewrite(e: Expr, change: Callable[[Expr], Expr | None]) -> Expr:
    """`e` with every node for which `change` gives a replacement replaced, top down."""
    new = change(e)
    if new is not None:
        return new
    if isinstance(e, Call):
        return Call(e.type, e.fn, tuple(rewrite(a, change) for a in e.args))
    return e


def walk(e: Expr) -> Iterator[Expr]:
    """`e` and everything below it."""
    yield e
    if isinstance(e, Call):
        for a in e.args:
            yield from walk(a)


def columns(e: Expr) -> frozenset[str]:
    """Names of the columns that `e` reads."""
    return frozenset(x.name for x in walk(e) if isinstance(x, Col))


def renamed(e: Expr, names: dict[str, str]) -> Expr:
    """`e` reading column `names[c]` wherever it read `c`."""
    return rewrite(e, lambda x: Col(x.type, names.get(x.name, x.name)) if isinstance(x, Col) else None)


def both(a: Expr | None, b: Expr | None) -> Expr | None:
    """The conjunction of two optional conditions."""
    if a is None or b is None:
        return a if b is None else b
    return Call(Type.BOOL, "and", (a, b))

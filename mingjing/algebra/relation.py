"""Relations: small frozen records that know their columns. Equal records are the same object, so sharing is free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from mingjing.algebra.errors import (
    AmbiguousColumn,
    BadFormula,
    DuplicateColumn,
    UnionMismatch,
    UnknownColumn,
    WrongType,
)
from mingjing.algebra.expression import Expr
from mingjing.algebra.functions import aggregate_type
from mingjing.algebra.types import Field, Type, meet

_pool: dict[tuple[Any, ...], Relation] = {}


class Interned(type):
    """Building a relation that exists gives the one that exists; inputs compare by identity, so this is cheap."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        made = super().__call__(*args, **kwargs)
        key = (cls, *(getattr(made, f.name) for f in fields(made)))
        return _pool.setdefault(key, made)


@dataclass(frozen=True, eq=False)
class Relation(metaclass=Interned):
    """A bag of rows with named, typed columns."""

    @cached_property
    def schema(self) -> Mapping[str, Field]:
        """Columns by name, in order."""
        found: dict[str, Field] = {}
        for f in self.fields():
            if f.name in found:
                raise DuplicateColumn(column=f.name)
            found[f.name] = f
        return found

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self.schema)

    @property
    def inputs(self) -> tuple[Relation, ...]:
        """The relations this one is made of."""
        return ()

    def fields(self) -> Iterator[Field]:
        """The columns this relation gives."""
        raise NotImplementedError

    def over(self, *inputs: Relation) -> Relation:
        """The same operation over other inputs that have the same columns."""
        raise NotImplementedError

    def field(self, name: str) -> Field:
        """The column of that name. Raises UnknownColumn."""
        if name not in self.schema:
            raise UnknownColumn(column=name, have=self.columns)
        return self.schema[name]


def checked(relation: Relation) -> None:
    """Look at the columns once, so that a wrong relation fails where it is made."""
    assert relation.schema is not None


@dataclass(frozen=True, eq=False)
class Source(Relation):
    """A table's rows as they stood at the moment asked; `clocked` carries that moment as column `_at`."""

    table: str
    given: tuple[Field, ...]
    clocked: bool = False

    def fields(self) -> Iterator[Field]:
        yield from self.given
        if self.clocked:
            yield AT_FIELD

    def over(self, *inputs: Relation) -> Relation:
        return self


@dataclass(frozen=True, eq=False)
class Demand(Relation):
    """Rows handed in at run time, without repeats: the cases (and moments) asked about."""

    name: str
    given: tuple[Field, ...]

    def fields(self) -> Iterator[Field]:
        yield from self.given

    def over(self, *inputs: Relation) -> Relation:
        return self


@dataclass(frozen=True, eq=False)
class One(Relation):
    """A relation made of one other."""

    input: Relation

    @property
    def inputs(self) -> tuple[Relation, ...]:
        return (self.input,)

    def fields(self) -> Iterator[Field]:
        yield from self.input.schema.values()

    def over(self, *inputs: Relation) -> Relation:
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return type(self)(**(own | {"input": inputs[0]}))


@dataclass(frozen=True, eq=False)
class Filter(One):
    """Rows for which the condition is true; unknown is not true."""

    condition: Expr


@dataclass(frozen=True, eq=False)
class Derive(One):
    """The rows with computed columns added."""

    made: tuple[tuple[Field, Expr], ...]

    def __post_init__(self) -> None:
        checked(self)

    def fields(self) -> Iterator[Field]:
        yield from self.input.schema.values()
        yield from (f for f, _ in self.made)


@dataclass(frozen=True, eq=False)
class Project(One):
    """The rows with only these columns, each under a new name: (new, old)."""

    kept: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.kept:
            raise BadFormula(formula="columns", problem="至少要取一列")
        checked(self)

    def fields(self) -> Iterator[Field]:
        for new, old in self.kept:
            f = self.input.field(old)
            yield Field(new, f.type, f.label, f.codes)


@dataclass(frozen=True, eq=False)
class Distinct(One):
    """The rows without repeats."""


@dataclass(frozen=True, eq=False)
class Aggregate(One):
    """One row per group of equal `by` (NULL is a value of its own); `made` is (column, function, of which column)."""

    by: tuple[str, ...]
    made: tuple[tuple[Field, str, str | None], ...]

    def __post_init__(self) -> None:
        check_aggregates(self.input, tuple((f, fn, of) for f, fn, of in self.made))
        checked(self)

    def fields(self) -> Iterator[Field]:
        yield from (self.input.field(c) for c in self.by)
        yield from (f for f, _, _ in self.made)


@dataclass(frozen=True)
class Frame:
    """Which rows of the partition a window function sees: all, those `before` it, or the `days` up to its own."""

    kind: str
    days: int = 0


FRAMES = ("all", "before", "days")


@dataclass(frozen=True, eq=False)
class Window(One):
    """The rows with columns computed over their partition in order; ties are ended by all order columns."""

    partition: tuple[str, ...]
    order: tuple[str, ...]
    made: tuple[tuple[Field, str, str | None, Frame], ...]

    def __post_init__(self) -> None:
        for c in (*self.partition, *self.order):
            self.input.field(c)
        check_aggregates(self.input, tuple((f, fn, of) for f, fn, of, _ in self.made if fn != "rank"))
        for f, fn, _, frame in self.made:
            check_frame(self, f"{f.name} = {fn}", fn == "rank", frame)
        checked(self)

    def fields(self) -> Iterator[Field]:
        yield from self.input.schema.values()
        yield from (f for f, _, _, _ in self.made)


@dataclass(frozen=True, eq=False)
class Two(Relation):
    """A relation made of a left and a right one, matched on pairs of columns; NULL matches nothing."""

    left: Relation
    right: Relation
    on: tuple[tuple[str, str], ...]

    @property
    def inputs(self) -> tuple[Relation, ...]:
        return (self.left, self.right)

    def over(self, *inputs: Relation) -> Relation:
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return type(self)(**(own | {"left": inputs[0], "right": inputs[1]}))

    def __post_init__(self) -> None:
        for a, b in self.on:
            left, right = self.left.field(a), self.right.field(b)
            if meet(left.type, right.type) is None:
                problem = f"「{left.shown}」是{left.type.chinese}，「{right.shown}」是{right.type.chinese}，不能对应"
                raise WrongType(formula=f"{a} = {b}", problem=problem)
        checked(self)


@dataclass(frozen=True, eq=False)
class Join(Two):
    """Each left row beside each matching right row; `outer` keeps unmatched left rows with NULLs."""

    condition: Expr | None = None
    outer: bool = False

    def fields(self) -> Iterator[Field]:
        yield from self.left.schema.values()
        yield from self.right.schema.values()


@dataclass(frozen=True, eq=False)
class Semi(Two):
    """Left rows that have a matching right row, or, `negated`, that have none."""

    condition: Expr | None = None
    negated: bool = False

    def fields(self) -> Iterator[Field]:
        yield from self.left.schema.values()


EARLIEST, LATEST = "_earliest", "_latest"
"""Columns of a demand that bound a column instead of being equal to it, both ends included."""


@dataclass(frozen=True, eq=False)
class Restrict(Two):
    """Left rows whose keys are in `right`, which has no repeats: the trace that a demand leaves.

    A pair with EARLIEST or LATEST asks for values from there on, or up to there; no keys of `right` are then the same.
    """

    @property
    def same(self) -> tuple[tuple[str, str], ...]:
        """The pairs of columns that must be equal."""
        return tuple((a, b) for a, b in self.on if b not in (EARLIEST, LATEST))

    @property
    def bounds(self) -> tuple[tuple[str, str], ...]:
        """The columns that are bounded, and by what."""
        return tuple((a, b) for a, b in self.on if b in (EARLIEST, LATEST))

    def fields(self) -> Iterator[Field]:
        yield from self.left.schema.values()


@dataclass(frozen=True, eq=False)
class Union(Relation):
    """All rows of all parts, repeats kept."""

    parts: tuple[Relation, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise BadFormula(formula="inputs", problem="至少要有一个输入")
        first = self.parts[0]
        for other in self.parts[1:]:
            if other.columns != first.columns or not all(map(meets, first.schema.values(), other.schema.values())):
                raise UnionMismatch(first=described(first), other=described(other))

    @property
    def inputs(self) -> tuple[Relation, ...]:
        return self.parts

    def fields(self) -> Iterator[Field]:
        for alike in zip(*(p.schema.values() for p in self.parts), strict=True):
            yield Field(alike[0].name, common(alike), next((f.label for f in alike if f.label), ""), codes_of(alike))

    def over(self, *inputs: Relation) -> Relation:
        return Union(inputs)


def common(alike: tuple[Field, ...]) -> Type:
    """The type that holds the values of all these columns, which may meet."""
    found: Type | None = Type.UNKNOWN
    for f in alike:
        found = meet(found, f.type) if found else None
    assert found is not None
    return found


def codes_of(alike: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    """Every code that one of these columns may hold; none when one of them may hold any text."""
    known = [f.codes for f in alike if f.type is not Type.UNKNOWN]
    return tuple({c: (c, name) for codes in known for c, name in codes}.values()) if all(known) else ()


AT_FIELD = Field("_at", Type.TIME, "截至时刻")


def meets(a: Field, b: Field) -> bool:
    """Whether two columns may hold each other's values."""
    return meet(a.type, b.type) is not None


def described(relation: Relation) -> tuple[str, ...]:
    """Columns with their types, for an error."""
    return tuple(f"{f.name}（{f.type.chinese}）" for f in relation.schema.values())


def check_aggregates(input_: Relation, made: tuple[tuple[Field, str, str | None], ...]) -> None:
    """Raises WrongType when a function does not apply to its column."""
    for f, fn, of in made:
        given = input_.field(of).type if of else None
        if aggregate_type(fn, given) is None:
            shown = given.chinese if given else "整行"
            raise WrongType(formula=f"{f.name} = {fn}({of or '*'})", problem=f"不能对{shown}求 {fn}")


def check_frame(n: Window, written: str, ranks: bool, frame: Frame) -> None:
    """Raises BadFormula when a window column does not say which rows it sees."""
    if frame.kind not in FRAMES:
        raise BadFormula(formula=written, problem=f"没有范围 {frame.kind}；可用的有 {'、'.join(FRAMES)}")
    if (ranks or frame.kind != "all") and not n.order:
        raise BadFormula(formula=written, problem="须写明按哪些列排序（order）")
    if frame.kind == "days" and (frame.days < 0 or n.input.field(n.order[0]).type is not Type.DATE):
        raise BadFormula(formula=written, problem="days 须是不小于 0 的整数，且排序的第一列须是日期")


def joined_scope(left: Relation, right: Relation) -> dict[str, Field]:
    """Columns that a condition between two inputs may name; those of both are left out."""
    return {n: f for r, o in ((left, right), (right, left)) for n, f in r.schema.items() if n not in o.schema}


def refuse_ambiguous(left: Relation, right: Relation, name: str) -> None:
    """Raises AmbiguousColumn when both inputs have the column."""
    if name in left.schema and name in right.schema:
        raise AmbiguousColumn(column=name)


def topological(*roots: Relation) -> tuple[Relation, ...]:
    """Every relation below the roots once, inputs before what is made of them."""
    seen: dict[int, None] = {}
    out: list[Relation] = []

    def visit(r: Relation) -> None:
        if id(r) in seen:
            return
        seen[id(r)] = None
        for i in r.inputs:
            visit(i)
        out.append(r)

    for r in roots:
        visit(r)
    return tuple(out)


def prefixed(relation: Relation, **names: str) -> Relation:
    """The relation with some columns renamed: new=old."""
    old_to_new = {old: new for new, old in names.items()}
    return Project(relation, tuple((old_to_new.get(c, c), c) for c in relation.columns))

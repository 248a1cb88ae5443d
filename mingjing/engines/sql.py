"""From a relation to one SQL statement: a common table expression per relation. User text never reaches it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field

from mingjing.algebra.derived import plain
from mingjing.algebra.expression import AsOf, Call, Col, Expr, Lit, columns
from mingjing.algebra.relation import (
    EARLIEST,
    LATEST,
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
    Frame,
    Join,
    One,
    Project,
    Relation,
    Restrict,
    Semi,
    Source,
    Two,
    Union,
    Window,
    topological,
)
from mingjing.algebra.types import Field, Type

Scope = Mapping[str, str]
ROW_BY_ROW = (Source, Filter, Project, Derive)


@dataclass(frozen=True)
class Dialect:
    """How one database writes what the algebra means."""

    functions: Mapping[str, str]
    aggregates: Mapping[str, str]
    types: Mapping[Type, str]
    day_frame: Callable[[int], str]
    day_order: str = "{}"
    """What rows are ordered by for a frame of days."""
    ordered: Mapping[Type, str] = field(default_factory=dict)
    """How values whose order the database might choose otherwise are put in order."""

    def call(self, fn: str, args: list[str]) -> str:
        """One function applied to written arguments; `*` templates join any number of them."""
        template = self.functions[fn]
        if "{*" in template:
            joiner = template[template.index("{*") + 2 : template.index("}")]
            return template.replace("{*" + joiner + "}", joiner.join(args))
        return template.format(*args)


def quoted(name: str) -> str:
    """An identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(value: str) -> str:
    """A text constant; the only character that ends it is doubled."""
    return "'" + value.replace("'", "''") + "'"


@dataclass
class Generator:
    """Writes statements for one dialect.

    `at` is the written moment as of which plain sources are read; `demands` gives the SQL of each demand by name;
    `online` says that base accesses are small and shared ones should be finished once.
    """

    dialect: Dialect
    at: str
    demands: Mapping[str, str] = field(default_factory=dict)
    online: bool = False
    since: str = ""
    """A written moment: plain sources give the rows that were in force at any time from then until `at`."""
    needed: dict[Relation, frozenset[str]] = field(default_factory=dict)
    inside: set[Relation] = field(default_factory=set)
    """Relations written within the SELECT of the one that reads them."""

    def statement(self, root: Relation, tail: str = "") -> str:
        """One statement that gives the rows of `root`."""
        parts, name = self._parts(root)
        head = f"WITH {', '.join(parts)} " if parts else ""
        return f"{head}SELECT {cols('t', root)} FROM {name[id(root)]} t{tail}"

    def _parts(self, *roots: Relation) -> tuple[list[str], dict[int, str]]:
        order = topological(*roots)
        self.needed, self.inside = self.wanted_columns(*roots), self.written_inside(*roots)
        users = Counter(id(i) for n in order for i in n.inputs)
        finished = self.finished_first(*roots)
        parts: list[str] = []
        name: dict[int, str] = {}
        for i, n in enumerate(order):
            name[id(n)] = f"n{i}"
            if n in self.inside or (isinstance(n, Source) and n.clocked):
                continue  # a clocked source is read only through its restriction, at each key's own moment
            body = self.body(n, [name[id(self.read_from(x))] for x in self.inputs(n)])
            fence = "MATERIALIZED " if n in finished else self._fence(n, users[id(n)])
            parts.append(f"n{i} AS {fence}({body})")
        return parts, name

    def finished_first(self, *roots: Relation) -> Container[Relation]:
        """Relations that must be finished before others read them, for all that an optimiser would make of them."""
        return ()

    def wanted_columns(self, *roots: Relation) -> dict[Relation, frozenset[str]]:
        """The columns of each relation that are asked for."""
        return needed_columns(*roots)

    def written_inside(self, *roots: Relation) -> set[Relation]:
        """Relations written within the SELECT of the one that reads them."""
        return written_inside(*roots)

    def inputs(self, n: Relation) -> tuple[Relation, ...]:
        """What the SELECT of a relation is written over."""
        return n.inputs

    def read_from(self, n: Relation) -> Relation:
        """The relation itself, or the one below it that is not written inside another."""
        while n in self.inside and isinstance(n, One):
            n = n.input
        return n

    def _fence(self, n: Relation, users: int) -> str:
        """Finish a shared relation once when that saves work; leave row-by-row ones open to the optimiser."""
        shared = users > 1 and not (isinstance(n, Demand) or (not self.online and only_row_by_row(n)))
        bare = self.online and only_row_by_row(n)
        return "MATERIALIZED " if shared and not bare else "NOT MATERIALIZED "

    def body(self, n: Relation, ins: list[str]) -> str:
        """The SELECT of one relation over the names of its inputs."""
        match n:
            case Source():
                return self.source(n)
            case Demand():
                return self.demands[n.name]
            case Filter() | Derive() | Project():
                return self.row_by_row(n, ins[0])
            case Distinct():
                return self.distinct(n, ins[0])
            case Union():
                return " UNION ALL ".join(self.part(n, p, i) for p, i in zip(n.parts, ins, strict=True))
            case Aggregate():
                return self.aggregate(n, ins[0])
            case Window():
                return self.window(n, ins[0])
            case Restrict():
                return self.restrict(n, ins)
            case Semi():
                return self.semi(n, ins)
            case Join():
                return self.join(n, ins)
        raise TypeError(type(n).__name__)

    def row_by_row(self, n: Filter | Derive | Project, source: str) -> str:
        """One SELECT for a relation and all that is written inside it."""
        chain: list[Filter | Derive | Project] = [n]
        while (below := chain[-1].input) in self.inside and isinstance(below, Filter | Derive | Project):
            chain.append(below)
        read, names, where = self.base(below, source)
        for step in reversed(chain):
            match step:
                case Filter():
                    where.append(self.expr(step.condition, names))
                case Derive():
                    made = {f.name: self.expr(e, names) for f, e in step.made if self.wants(step, f.name)}
                    names = {**names, **made}
                case Project():
                    names = {new: names[old] for new, old in step.kept if self.wants(step, new)}
        shown = (as_named(names[c], c) for c in n.columns if self.wants(n, c))
        return f"SELECT {listed(*shown)} FROM {read}" + (f" WHERE {' AND '.join(where)}" if where else "")

    def base(self, n: Relation, source: str) -> tuple[str, dict[str, str], list[str]]:
        """What a chain of row-by-row relations reads: tables, the written names of the columns, conditions."""
        if isinstance(n, Source) and n in self.inside:
            return f"{quoted(n.table)} t", scope("t", n), [self.in_force()]
        return f"{source} t", scope("t", n), []

    def distinct(self, n: Distinct, source: str) -> str:
        return f"SELECT DISTINCT {self.cols('t', n)} FROM {source} t"

    def wants(self, n: Relation, column: str) -> bool:
        """Whether anything above asks for a column of `n`; all are wanted of what stands alone."""
        return n not in self.needed or column in self.needed[n]

    def cols(self, alias: str, n: Relation, part: Relation | None = None) -> str:
        """The wanted columns of a relation, or of that part of them that comes from one input, under an alias."""
        return ", ".join(f"{alias}.{quoted(c)}" for c in (part or n).columns if self.wants(n, c))

    def part(self, n: Union, p: Relation, source: str) -> str:
        """One part of a union; a column that is NULL throughout gets the type of the others."""
        shown = []
        for f in (f for f in n.schema.values() if self.wants(n, f.name)):
            column = f"t.{quoted(f.name)}"
            same = p.field(f.name).type is not Type.UNKNOWN or f.type is Type.UNKNOWN
            shown.append(column if same else f"CAST({column} AS {self.dialect.types[f.type]}) AS {quoted(f.name)}")
        return f"SELECT {listed(*shown)} FROM {source} t"

    def source(self, n: Source) -> str:
        return f"SELECT {self.cols('t', n)} FROM {quoted(n.table)} t WHERE {self.in_force()}"

    def in_force(self) -> str:
        """The condition on a table's rows that a model may know."""
        return f"t._from <= {self.at} AND t._to > {self.since or self.at}"

    def restrict(self, n: Restrict, ins: list[str]) -> str:
        if isinstance(n.left, Source) and n.left.clocked:
            return self.clocked_source(n.left, n.on, ins[1])
        return f"SELECT {self.cols('t', n)} FROM {ins[0]} t JOIN {ins[1]} d ON {equal('t', 'd', n)}"

    def clocked_source(self, s: Source, on: tuple[tuple[str, str], ...], keys: str) -> str:
        """Rows of the table as they stood at each key's own moment."""
        at = f"d.{quoted(dict(on)['_at'])}"
        same = " AND ".join(paired("t", "d", a, b) for a, b in on if a != "_at") or "TRUE"
        own = ", ".join(f"t.{quoted(f.name)}" for f in s.given)
        return (
            f'SELECT {own}, {at} AS "_at" FROM {quoted(s.table)} t JOIN {keys} d ON {same} '
            f"AND t._from <= {at} AND t._to > {at}"
        )

    def join(self, n: Join, ins: list[str]) -> str:
        both = scope("l", n.left) | scope("r", n.right)
        on = self.matching("l", "r", n, both)
        kind = "LEFT JOIN" if n.outer else "JOIN"
        shown = listed(self.cols("l", n, n.left), self.cols("r", n, n.right))
        return f"SELECT {shown} FROM {ins[0]} l {kind} {ins[1]} r ON {on}"

    def semi(self, n: Semi, ins: list[str]) -> str:
        return f"SELECT {self.cols('t', n)} FROM {ins[0]} t WHERE {self.exists(n, ins[1])}"

    def exists(self, n: Semi, source: str) -> str:
        """Whether a row `t` has what a semi-join looks for."""
        on = self.matching("t", "r", n, scope("r", n.right) | scope("t", n.left))
        test = "NOT EXISTS" if n.negated else "EXISTS"
        return f"{test} (SELECT 1 FROM {source} r WHERE {on})"

    def matching(self, a: str, b: str, n: Join | Semi, both: Scope) -> str:
        parts = [equal(a, b, n)] if n.on else []
        parts += [self.expr(n.condition, both)] if n.condition is not None else []
        return " AND ".join(parts) or "TRUE"

    def aggregate(self, n: Aggregate, source: str) -> str:
        by = ", ".join(f"t.{quoted(c)}" for c in n.by)
        made = [f"{self.reduced(f, fn, of)} AS {quoted(f.name)}" for f, fn, of in n.made if self.wants(n, f.name)]
        return f"SELECT {listed(by, *made)} FROM {source} t" + (f" GROUP BY {by}" if by else "")

    def reduced(self, f: Field, fn: str, of: str | None, over: str = "") -> str:
        value = "*" if of is None else f"t.{quoted(of)}"
        if fn in ("min", "max"):
            value = self.dialect.ordered.get(f.type, "{}").format(value)
        return f"CAST({self.dialect.aggregates[fn].format(value)}{over} AS {self.dialect.types[f.type]})"

    def window(self, n: Window, source: str) -> str:
        return f"SELECT {listed(self.cols('t', n, n.input), *self.windowed(n, n.made))} FROM {source} t"

    def windowed(self, n: Window, made: tuple[tuple[Field, str, str | None, Frame], ...]) -> Iterator[str]:
        """The wanted ones of these window columns."""
        for f, fn, of, frame in made:
            if self.wants(n, f.name):
                yield f"{self.reduced(f, fn, of, self.frame(n, frame, fn))} AS {quoted(f.name)}"

    def partition(self, n: Window) -> str:
        return f"PARTITION BY {', '.join(f't.{quoted(c)}' for c in n.partition)}" if n.partition else ""

    def in_order(self, n: Relation, column: str) -> str:
        """A column of `n` as rows are put in order by it."""
        return self.dialect.ordered.get(n.field(column).type, "{}").format(f"t.{quoted(column)}")

    def frame(self, n: Window, frame: Frame, fn: str) -> str:
        by = self.partition(n)
        if frame.kind == "all" and fn != "rank":
            return f" OVER ({by})"
        if frame.kind == "days":
            day = self.dialect.day_order.format(f"t.{quoted(n.order[0])}")
            return f" OVER ({by} ORDER BY {day} NULLS LAST {self.dialect.day_frame(frame.days)})"
        order = ", ".join(f"{self.in_order(n.input, c)} NULLS LAST" for c in n.order)
        rows = "" if fn == "rank" else " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        return f" OVER ({by} ORDER BY {order}{rows})"

    def expr(self, e: Expr, names: Scope) -> str:
        """One expression over the written names of the columns; what can only be unknown is a bare NULL."""
        if e.type is Type.UNKNOWN:
            return "NULL"
        match e:
            case Col():
                return names[e.name]
            case AsOf():
                return f"CAST({self.at} AS DATE)"
            case Lit():
                return self.literal(e)
            case Call(fn="in"):
                value, *options = (self.expr(a, names) for a in e.args)
                return f"({value} IN ({', '.join(options)}))"
            case Call() if (made := plain(e)) is not None:
                return self.expr(made, names)
            case Call():
                return self.dialect.call(e.fn, [self.expr(a, names) for a in e.args])
        raise TypeError(type(e).__name__)

    def literal(self, e: Lit) -> str:
        v = e.value
        if v is None:
            return "NULL"
        if isinstance(v, bool):
            return "TRUE" if v else "FALSE"
        if isinstance(v, dt.date):
            return f"DATE '{v.isoformat()}'"
        return text_literal(v) if isinstance(v, str) else f"CAST({v!r} AS {self.dialect.types[e.type]})"


def listed(*parts: str) -> str:
    """The parts that say something, as a list."""
    return ", ".join(p for p in parts if p)


def as_named(written: str, name: str) -> str:
    """A column under its name, which is not said twice."""
    return written if written == f"t.{quoted(name)}" else f"{written} AS {quoted(name)}"


def written_inside(*roots: Relation) -> set[Relation]:
    """Relations that work row by row, or are a table, and are read by one other that works row by row.

    A computed column is written inside only where it is merely passed on, so that no formula is written twice.
    """
    readers = readers_of(*roots)
    found: set[Relation] = set()
    computing: set[Relation] = set()
    for n in topological(*roots):
        if isinstance(n, Derive) or (n in readers and any(i in computing and i in found for i in n.inputs)):
            computing.add(n)
        if len(readers[n]) == 1 and n not in roots and goes_inside(n, readers[n][0], n in computing):
            found.add(n)
    return found


def readers_of(*roots: Relation) -> dict[Relation, list[Relation]]:
    """Who reads each relation below the roots."""
    readers: dict[Relation, list[Relation]] = defaultdict(list)
    for n in topological(*roots):
        for i in n.inputs:
            readers[i].append(n)
    return readers


def goes_inside(n: Relation, reader: Relation, computing: bool) -> bool:
    """Whether one relation can be written within the SELECT of its only reader."""
    if isinstance(n, Source):
        return not n.clocked and isinstance(reader, Filter | Derive | Project)
    if not isinstance(n, Filter | Derive | Project):
        return False
    return isinstance(reader, Project) if computing else isinstance(reader, Filter | Derive | Project)


def needed_columns(*roots: Relation, of_roots: bool = True) -> dict[Relation, frozenset[str]]:
    """Per relation the columns that something above it asks for; at least one, and all where repeats matter.

    Of the roots all are asked for, or none.
    """
    needed: dict[Relation, set[str]] = {root: set(root.columns) if of_roots else set() for root in roots}
    for n in reversed(topological(*roots)):
        if isinstance(n, Distinct | Demand):
            needed[n] = set(n.columns)
        elif isinstance(n, Aggregate):
            needed[n] |= set(n.by)
        if not needed[n]:
            needed[n] = {n.columns[0]}
        for i, asked in zip(n.inputs, asked_of_inputs(n, needed[n]), strict=True):
            needed.setdefault(i, set()).update(asked & set(i.columns))
    return {n: frozenset(c) for n, c in needed.items()}


def asked_of_inputs(n: Relation, wanted: set[str]) -> list[set[str]]:
    """What a relation asks of each of its inputs to give the columns wanted; names that an input lacks do no harm."""
    match n:
        case Filter():
            return [wanted | read_by(n.condition)]
        case Derive():
            return [wanted.union(*(read_by(e) for f, e in n.made if f.name in wanted))]
        case Project():
            return [{old for new, old in n.kept if new in wanted}]
        case Aggregate():
            return [{*n.by, *(of for f, _, of in n.made if of and f.name in wanted)}]
        case Window():
            return [{*wanted, *n.partition, *n.order, *(of for f, _, of, _ in n.made if of and f.name in wanted)}]
        case Restrict():
            return [wanted | {a for a, _ in n.on}, set(n.right.columns)]
        case Semi():
            more = read_by(n.condition)
            return [wanted | {a for a, _ in n.on} | more, {b for _, b in n.on} | more]
        case Join():
            more = wanted | read_by(n.condition)
            return [more | {a for a, _ in n.on}, more | {b for _, b in n.on}]
    return [wanted for _ in n.inputs]


def read_by(e: Expr | None) -> set[str]:
    """Columns that an optional condition reads."""
    return set(columns(e)) if e is not None else set()


def cols(alias: str, n: Relation) -> str:
    """All columns of a relation under an alias."""
    return ", ".join(f"{alias}.{quoted(c)}" for c in n.columns)


def scope(alias: str, n: Relation) -> dict[str, str]:
    """Written name of each column of a relation."""
    return {c: f"{alias}.{quoted(c)}" for c in n.columns}


def equal(a: str, b: str, n: Two) -> str:
    """Equality of the paired columns; one that is NULL throughout equals nothing."""
    if any(Type.UNKNOWN in (n.left.field(x).type, n.right.field(y).type) for x, y in n.on):
        return "FALSE"
    return " AND ".join(paired(a, b, x, y) for x, y in n.on)


def paired(a: str, b: str, x: str, y: str) -> str:
    """How a column is compared with one of the keys asked for."""
    return f"{a}.{quoted(x)} {COMPARED.get(y, '=')} {b}.{quoted(y)}"


COMPARED = {EARLIEST: ">=", LATEST: "<="}
"""By what a bound of a demand is compared; anything else is equal."""


def only_row_by_row(n: Relation) -> bool:
    """Whether a relation is a table read row by row, which costs nothing to read again."""
    return all(isinstance(x, ROW_BY_ROW) for x in topological(n))

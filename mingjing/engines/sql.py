"""From a relation to one SQL statement: a common table expression per relation. User text never reaches it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mingjing.algebra.expression import AsOf, Call, Col, Expr, Lit
from mingjing.algebra.relation import (
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
    Frame,
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
from mingjing.algebra.types import Type

Scope = Mapping[str, str]
ROW_BY_ROW = (Source, Filter, Project, Derive)


@dataclass(frozen=True)
class Dialect:
    """How one database writes what the algebra means."""

    functions: Mapping[str, str]
    aggregates: Mapping[str, str]
    types: Mapping[Type, str]
    day_frame: Callable[[int], str]

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

    def statement(self, root: Relation, tail: str = "") -> str:
        """One statement that gives the rows of `root`."""
        parts, name = self._parts(root)
        head = f"WITH {', '.join(parts)} " if parts else ""
        return f"{head}SELECT {cols('t', root)} FROM {name[id(root)]} t{tail}"

    def _parts(self, root: Relation) -> tuple[list[str], dict[int, str]]:
        order = topological(root)
        users = Counter(id(i) for n in order for i in n.inputs)
        parts: list[str] = []
        name: dict[int, str] = {}
        for i, n in enumerate(order):
            name[id(n)] = f"n{i}"
            if isinstance(n, Source) and n.clocked:
                continue  # read only through its restriction, at each key's own moment
            body = self.body(n, [name[id(x)] for x in n.inputs])
            parts.append(f"n{i} AS {self._fence(n, users[id(n)])}({body})")
        return parts, name

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
            case Filter():
                return f"SELECT {cols('t', n)} FROM {ins[0]} t WHERE {self.expr(n.condition, scope('t', n.input))}"
            case Derive():
                inner = scope("t", n.input)
                made = ", ".join(f"{self.expr(e, inner)} AS {quoted(f.name)}" for f, e in n.made)
                return f"SELECT {cols('t', n.input)}, {made} FROM {ins[0]} t"
            case Project():
                kept = ", ".join(f"t.{quoted(old)} AS {quoted(new)}" for new, old in n.kept)
                return f"SELECT {kept} FROM {ins[0]} t"
            case Distinct():
                return f"SELECT DISTINCT {cols('t', n)} FROM {ins[0]} t"
            case Union():
                return " UNION ALL ".join(f"SELECT {cols('t', n)} FROM {i} t" for i in ins)
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

    def source(self, n: Source) -> str:
        return f"SELECT {cols('t', n)} FROM {quoted(n.table)} t WHERE t._from <= {self.at} AND t._to > {self.at}"

    def restrict(self, n: Restrict, ins: list[str]) -> str:
        if isinstance(n.left, Source) and n.left.clocked:
            return self.clocked_source(n.left, n.on, ins[1])
        return f"SELECT {cols('t', n)} FROM {ins[0]} t JOIN {ins[1]} d ON {equal('t', 'd', n.on)}"

    def clocked_source(self, s: Source, on: tuple[tuple[str, str], ...], keys: str) -> str:
        """Rows of the table as they stood at each key's own moment."""
        at = f"d.{quoted(dict(on)['_at'])}"
        same = " AND ".join(f"t.{quoted(a)} = d.{quoted(b)}" for a, b in on if a != "_at") or "TRUE"
        own = ", ".join(f"t.{quoted(f.name)}" for f in s.given)
        return (
            f'SELECT {own}, {at} AS "_at" FROM {quoted(s.table)} t JOIN {keys} d ON {same} '
            f"AND t._from <= {at} AND t._to > {at}"
        )

    def join(self, n: Join, ins: list[str]) -> str:
        both = scope("l", n.left) | scope("r", n.right)
        on = self.matching("l", "r", n.on, n.condition, both)
        kind = "LEFT JOIN" if n.outer else "JOIN"
        return f"SELECT {cols('l', n.left)}, {cols('r', n.right)} FROM {ins[0]} l {kind} {ins[1]} r ON {on}"

    def semi(self, n: Semi, ins: list[str]) -> str:
        both = scope("r", n.right) | scope("t", n.left)
        on = self.matching("t", "r", n.on, n.condition, both)
        test = "NOT EXISTS" if n.negated else "EXISTS"
        return f"SELECT {cols('t', n)} FROM {ins[0]} t WHERE {test} (SELECT 1 FROM {ins[1]} r WHERE {on})"

    def matching(self, a: str, b: str, on: tuple[tuple[str, str], ...], condition: Expr | None, both: Scope) -> str:
        parts = [equal(a, b, on)] if on else []
        parts += [self.expr(condition, both)] if condition is not None else []
        return " AND ".join(parts) or "TRUE"

    def aggregate(self, n: Aggregate, source: str) -> str:
        by = ", ".join(f"t.{quoted(c)}" for c in n.by)
        made = ", ".join(f"{self.reduced(f.type, fn, of)} AS {quoted(f.name)}" for f, fn, of in n.made)
        columns = ", ".join(x for x in (by, made) if x)
        return f"SELECT {columns} FROM {source} t" + (f" GROUP BY {by}" if by else "")

    def reduced(self, type_: Type, fn: str, of: str | None, over: str = "") -> str:
        written = self.dialect.aggregates[fn].format(f"t.{quoted(of)}" if of else "*")
        return f"CAST({written}{over} AS {self.dialect.types[type_]})"

    def window(self, n: Window, source: str) -> str:
        made = ", ".join(
            f"{self.reduced(f.type, fn, of, self.frame(n, frame, fn))} AS {quoted(f.name)}"
            for f, fn, of, frame in n.made
        )
        return f"SELECT {cols('t', n.input)}, {made} FROM {source} t"

    def frame(self, n: Window, frame: Frame, fn: str) -> str:
        by = f"PARTITION BY {', '.join(f't.{quoted(c)}' for c in n.partition)}" if n.partition else ""
        if frame.kind == "all" and fn != "rank":
            return f" OVER ({by})"
        order = [f"t.{quoted(c)} NULLS LAST" for c in n.order]
        if frame.kind == "days":
            return f" OVER ({by} ORDER BY {order[0]} {self.dialect.day_frame(frame.days)})"
        rows = "" if fn == "rank" else " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        return f" OVER ({by} ORDER BY {', '.join(order)}{rows})"

    def expr(self, e: Expr, names: Scope) -> str:
        """One expression over the written names of the columns."""
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


def cols(alias: str, n: Relation) -> str:
    """All columns of a relation under an alias."""
    return ", ".join(f"{alias}.{quoted(c)}" for c in n.columns)


def scope(alias: str, n: Relation) -> dict[str, str]:
    """Written name of each column of a relation."""
    return {c: f"{alias}.{quoted(c)}" for c in n.columns}


def equal(a: str, b: str, on: tuple[tuple[str, str], ...]) -> str:
    """Equality of the paired columns."""
    return " AND ".join(f"{a}.{quoted(x)} = {b}.{quoted(y)}" for x, y in on)


def only_row_by_row(n: Relation) -> bool:
    """Whether a relation is a table read row by row, which costs nothing to read again."""
    return all(isinstance(x, ROW_BY_ROW) for x in topological(n))

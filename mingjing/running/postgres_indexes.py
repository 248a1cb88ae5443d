"""The indexes that the models need in PostgreSQL: derived from how the demanded models read, made online, listed.

A look-up by case, or by a row's own key, brings a few rows, and an index on that column alone will do. A look-up by
party may bring a hundred thousand, so its index goes on with the columns that models compare with constants: role and
kind of case are then told apart before any row is fetched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.relation import Relation, Restrict, Source, topological
from mingjing.engines.sql import quoted, readers_of
from mingjing.running.access import access_column, breadth
from mingjing.running.conditions import conditions_above
from mingjing.running.indexes import FOR_EVERY_HIT, Access, index_name
from mingjing.running.plans import demanded
from mingjing.running.reacting import reaches
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import Connection

ONE_CASE = 1
"""Breadth up to which a value brings a few rows only."""
LONGEST = 5
"""Columns of an index at most; more would cost every write and spare few reads."""
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Index:
    """An index that some scenarios want: the column read by first, then those compared with constants."""

    table: str
    columns: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name tells table and columns, so that another choice of columns is another index."""
        return "_".join((index_name((self.table, self.columns[0])), *self.columns[1:]))[:63]

    @property
    def sql(self) -> str:
        """Made without holding up those who read and write the table."""
        columns = ", ".join(map(quoted, self.columns))
        return f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {quoted(self.name)} ON {quoted(self.table)} ({columns})"


@dataclass(frozen=True)
class IndexState:
    """A wanted index as it stands in the database."""

    name: str
    table: str
    columns: tuple[str, ...]
    wanted_by: tuple[str, ...]
    there: bool
    bytes: int

    def to_json(self) -> dict[str, Any]:
        """The state as plain values."""
        return asdict(self)


def wanted(scenarios: Iterable[Scenario]) -> tuple[Index, ...]:
    """The indexes by which these scenarios are checked and changes followed to cases: one per table and column, and

    one more by column and day where only the rows of some days are read.
    """
    users: dict[Access, dict[str, None]] = defaultdict(dict)
    compared: dict[Access, Counter[str]] = defaultdict(Counter)
    bounded: dict[tuple[Access, str], dict[str, None]] = defaultdict(dict)
    for access in FOR_EVERY_HIT:
        users[access] = {}
    for s in scenarios:
        checked = (demanded(r) for r in (s.result, *(e.relation for e in s.evidence)))
        for r in (*checked, *(reach.relation for reach in reaches(s))):
            for access, columns in reads(r):
                users[access][s.name] = None
                compared[access].update(columns)
            for access, day in spans(r):
                bounded[access, day][s.name] = None
    found = [Index(a[0], (a[1], *follows(a, compared[a])), tuple(users[a])) for a in sorted(users)]
    by_day = (Index(a[0], (a[1], day), tuple(bounded[a, day])) for a, day in sorted(bounded))
    return (*found, *(i for i in by_day if all(i.columns != f.columns[:2] or i.table != f.table for f in found)))


def spans(root: Relation) -> Iterator[tuple[Access, str]]:
    """Each access that reads only the rows of some days, and the column that holds the day."""
    for n in topological(root):
        if isinstance(n, Restrict) and isinstance(n.left, Source) and n.bounds:
            yield (n.left.table, access_column(n.left.table, tuple(a for a, _ in n.same))), n.bounds[0][0]


def reads(root: Relation) -> Iterator[tuple[Access, tuple[str, ...]]]:
    """Each access to a table, with the columns that all its readers compare with constants."""
    readers = readers_of(root)
    for n in topological(root):
        if isinstance(n, Restrict) and isinstance(n.left, Source):
            column = access_column(n.left.table, tuple(a for a, _ in n.same))
            asked = [set() if e is None else set(constants(e)) for e in conditions_above(n, readers, (root,))]
            same = set.intersection(*asked) if asked else set()
            yield (n.left.table, column), tuple(sorted((same & set(n.left.columns)) - {column}))


def constants(e: Expr) -> Iterator[str]:
    """Columns that must equal a constant, or one of several, or be empty, for the condition to hold."""
    match e:
        case Call(fn="and"):
            for a in e.args:
                yield from constants(a)
        case Call(fn="eq" | "in", args=(Col() as column, *options)) if all(isinstance(o, Lit) for o in options):
            yield column.name
        case Call(fn="is_null", args=(Col() as column,)):
            yield column.name


def follows(access: Access, compared: Counter[str]) -> tuple[str, ...]:
    """The columns that follow the one read by: those that most readers compare with constants first."""
    if breadth(*access) <= ONE_CASE:
        return ()
    often = sorted(compared, key=lambda c: (-compared[c], c))
    return tuple(often[: LONGEST - 1])


def tables_read() -> frozenset[str]:
    """The tables that checking the scenarios at hand reads."""
    return frozenset({"court", *(i.table for i in wanted(library.load_all()))})


def make_indexes(con: Connection, progress: Progress) -> tuple[Index, ...]:
    """Make what is missing; gives the indexes that are now there. One left broken by a failure is made anew."""
    found = wanted(library.load_all())
    con.execute("SET maintenance_work_mem = '256MB'")
    for i, index in enumerate(found):
        progress(f"索引 {index.name}", i / len(found))
        if broken(con, index):
            con.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(index.name)}")
        con.execute(index.sql)
    for table in sorted({i.table for i in found}):
        # which rows all may see, so that what the index holds need not be looked up again in the table
        con.execute(f"VACUUM (ANALYZE) {quoted(table)}")
    progress("索引", 1.0)
    return found


def broken(con: Connection, index: Index) -> bool:
    """Whether an earlier attempt left the index unusable."""
    sql = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid"
    return bool(con.execute(sql, [quoted(index.name)]).fetchall())


def states(con: Connection) -> list[IndexState]:
    """Every wanted index, and whether it is there."""
    sql = "SELECT pg_relation_size(indexrelid) FROM pg_index WHERE indexrelid = to_regclass($1) AND indisvalid"
    found = []
    for i in wanted(library.load_all()):
        size: list[Any] = con.execute(sql, [quoted(i.name)]).fetchall()
        found.append(IndexState(i.name, i.table, i.columns, i.wanted_by, bool(size), size[0][0] if size else 0))
    return found

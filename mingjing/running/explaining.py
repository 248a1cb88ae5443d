"""Why a scenario speaks of a case, or why it does not: what reached each node, and where it was lost.

The model is demanded for the one case; every operation that the demand passes through is looked at with its rows. An
operation loses a case where rows come in and none goes out; what it asked and what it found there is told in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mingjing.algebra.demand import Pusher, never
from mingjing.algebra.expression import Call, Expr, columns
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import Demand, Filter, Join, Relation, Restrict, Semi, Source, topological
from mingjing.algebra.types import Field
from mingjing.engines.rows import Rows
from mingjing.engines.values import Row, compiled
from mingjing.running.access import fanout
from mingjing.running.messages import shown
from mingjing.running.plans import CASES, refuse_unrestricted
from mingjing.running.store import Store
from mingjing.scenario.scenario import NodeView, Scenario

SHOWN = 5
"""Rows of a node that are shown at most; the number of all is told."""
TRUTH = {True: "成立", False: "不成立", None: "缺少数据，不能判断"}


@dataclass(frozen=True)
class Seen:
    """One row by the Chinese labels of its columns, and the case it is of, where it names one."""

    case_id: int | None
    values: Mapping[str, str]


@dataclass(frozen=True)
class NodeStep:
    """One node of the canvas for one case: how many rows left it, some of them by Chinese label, and what was lost.

    `state` is kept (rows left it), lost (rows came in and none left) or idle (nothing came in).
    """

    node: str
    label: str
    sentence: str
    inputs: tuple[str, ...]
    state: str
    count: int
    rows: tuple[Seen, ...]
    lost: tuple[str, ...]
    lost_rows: tuple[Seen, ...]


@dataclass(frozen=True)
class Explanation:
    """What a scenario makes of a case: number of hits, one sentence, and every node on the way."""

    scenario: str
    case_id: int
    hits: int
    sentence: str
    steps: tuple[NodeStep, ...]


def explain(store: Store, scenario: Scenario, case_id: int, at: dt.datetime) -> Explanation:
    """The way of a case through a scenario as of a moment. Raises UnknownCase, NotRestrictable."""
    refuse_unrestricted(scenario)
    store.check([scenario], [case_id], at)
    trace = Trace(store, scenario, case_id, at)
    steps = tuple(trace.step(n) for n in scenario.nodes if trace.reached(n))
    hits = len(trace.rows(scenario.result))
    return Explanation(scenario.name, case_id, hits, told(scenario, hits, steps), steps)


def told(scenario: Scenario, hits: int, steps: Sequence[NodeStep]) -> str:
    """The explanation in one sentence."""
    if hits:
        return f"场景「{scenario.title}」命中本案 {hits} 处。"
    lost = [s.label for s in steps if s.state == "lost"]
    where = f"，止于「{'」「'.join(lost)}」" if lost else "：本案没有这类数据"
    return f"场景「{scenario.title}」没有命中本案{where}。"


@dataclass(frozen=True)
class Passed:
    """What one operation did for the case under one of the demands on it: rows that came in, and rows that left."""

    operation: Relation
    ins: tuple[Rows, ...]
    out: Rows

    @property
    def loses(self) -> bool:
        """Whether rows came in and none left; of a match, rows of its left side."""
        return bool(self.ins) and bool(self.ins[0]) and not self.out


class Trace:
    """The rows of one case at every operation of a scenario that its demand passes through."""

    def __init__(self, store: Store, scenario: Scenario, case_id: int, at: dt.datetime) -> None:
        self.scenario, self.day = scenario, at.date()
        pusher = Pusher(fanout, never)  # what a day kept out is part of the explanation
        pusher.push(scenario.result, CASES, (("case_id", "case_id"),))
        inside = {id(n): n for n in topological(scenario.result)}
        moved = [(inside[i], r) for (i, _, _), r in pusher.known.items() if i in inside]
        wanted = tuple(dict.fromkeys(x for n, r in moved for x in (r, *core(n, r).inputs) if readable(x)))
        known = dict(zip(wanted, store.traced(wanted, case_id, at), strict=True))
        self.passed: dict[Relation, list[Passed]] = {}
        for n, r in moved:
            ins = tuple(known.get(i, []) for i in core(n, r).inputs)
            self.passed.setdefault(n, []).append(Passed(n, ins, known[r]))

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The relation of every node."""
        return dict(self.scenario.relations)

    @cached_property
    def own(self) -> dict[str, tuple[Relation, ...]]:
        """The operations that each node stands for, beyond those of the nodes it reads; inputs first."""
        taken: set[Relation] = set()
        owned: dict[str, tuple[Relation, ...]] = {}
        for name, relation in self.scenario.relations:
            owned[name] = tuple(r for r in topological(relation) if r not in taken)
            taken.update(owned[name])
        return owned

    def rows(self, n: Relation) -> Rows:
        """Rows that left an operation for the case, each once."""
        return list(dict.fromkeys(row for p in self.passed.get(n, ()) for row in p.out))

    def reached(self, node: NodeView) -> bool:
        """Whether the case's demand passes through the node at all."""
        return self.relations[node.id] in self.passed

    def step(self, node: NodeView) -> NodeStep:
        """What a node makes of the case."""
        relation = self.relations[node.id]
        rows = self.rows(relation)
        passed = (p for r in self.own[node.id] for p in self.passed.get(r, ()))
        losing = [] if rows else [p for p in passed if p.loses and not isinstance(p.operation, Source)]
        return NodeStep(
            node.id,
            node.label,
            node.sentence,
            node.inputs,
            state="kept" if rows else "lost" if losing else "idle",
            count=len(rows),
            rows=seen(relation, rows),
            lost=tuple(dict.fromkeys(words for p in losing for words in self.why(p))),
            lost_rows=tuple(row for p in losing for row in seen(*what_mattered(p))),
        )

    def why(self, p: Passed) -> Iterator[str]:
        """What an operation asked of the rows that came in, and what it found."""
        match p.operation:
            case Filter():
                yield from self._unmet(p.operation, p.ins[0])
            case Join() | Semi():
                yield unmatched(p.operation, *p.ins)
            case _:
                yield "这一步没有留下任何一行。"

    def _unmet(self, r: Filter, rows: Rows) -> Iterator[str]:
        for row in rows[:SHOWN]:
            for part in conjuncts(r.condition):
                truth = compiled(part, r.input.columns, self.day)(row)
                if truth is not True:
                    values = read_values(part, r.input.schema, row)
                    yield f"{phrase(part, r.input.schema)}：{TRUTH[truth]}{values}"
        if len(rows) > SHOWN:
            yield f"共 {len(rows)} 行进入这一步，以上为前 {SHOWN} 行。"


def core(n: Relation, moved: Relation) -> Relation:
    """The operation itself within its demanded form, which may be restricted again on top."""
    while type(moved) is not type(n) and isinstance(moved, Restrict):
        moved = moved.left
    return moved


def readable(r: Relation) -> bool:
    """Whether rows of a relation may be asked for: a table is read only through its restriction."""
    return not isinstance(r, Source | Demand)


def seen(r: Relation, rows: Rows) -> tuple[Seen, ...]:
    """Some rows of an operation."""
    place = r.columns.index("case_id") if "case_id" in r.schema else None
    return tuple(Seen(None if place is None else row[place], labelled(r.schema, row)) for row in rows[:SHOWN])


def unmatched(r: Join | Semi, left: Rows, right: Rows) -> str:
    """Why no row of the left side found what the match asks for."""
    keys = "、".join(r.left.field(a).shown for a, _ in r.on) or "条件"
    if isinstance(r, Semi) and r.negated:
        return f"有 {len(right)} 行与之对应（按{keys}），按这一步的要求排除。"
    if not right:
        return f"{len(left)} 行进入，另一侧没有{keys}相同的数据。"
    wanted = f"，且{phrase(r.condition, {**r.left.schema, **r.right.schema})}" if r.condition else ""
    return f"{len(left)} 行与另一侧的 {len(right)} 行按{keys}相比{wanted}，没有一对相符。"


def what_mattered(p: Passed) -> tuple[Relation, Rows]:
    """The rows that show why an operation let nothing through: those that were forbidden, else those that came in."""
    forbidden = isinstance(p.operation, Semi) and p.operation.negated
    return p.operation.inputs[forbidden], p.ins[forbidden]


def conjuncts(e: Expr) -> Iterator[Expr]:
    """The parts of a condition that all have to be true."""
    if isinstance(e, Call) and e.fn == "and":
        for part in e.args:
            yield from conjuncts(part)
    else:
        yield e


def read_values(e: Expr, schema: Mapping[str, Field], row: Row) -> str:
    """The values that a condition read from a row, in brackets; nothing where it reads none."""
    names = list(schema)
    read = [c for c in names if c in columns(e)]
    values = "，".join(f"{schema[c].shown}{held(schema[c], row[names.index(c)])}" for c in read)
    return f"（{values}）" if values else ""


def held(field: Field, value: object) -> str:
    """What a column holds; of a machine key, which says nothing to people, only that there is one."""
    if field.name.endswith("_key"):
        return "已知" if value is not None else "未知"
    return f"为 {shown(value, field)}" if value is not None else "未知"


def labelled(schema: Mapping[str, Field], row: Row) -> dict[str, str]:
    """A row by the Chinese labels of its columns, without those that hold nothing and machine keys."""
    pairs = zip(schema.values(), row, strict=True)
    return {f.shown: shown(v, f) for f, v in pairs if v is not None and not f.name.endswith("_key")}

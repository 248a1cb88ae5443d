"""Why a case is hit, or why not: the rows that each node of the canvas kept of it, and where they came to an end."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mingjing.algebra.demand import Pusher
from mingjing.algebra.expression import columns
from mingjing.algebra.relation import Filter, Join, Relation, Semi
from mingjing.engines.rows import RowEngine, Rows
from mingjing.running.access import fanout
from mingjing.running.fetching import Fetcher
from mingjing.running.messages import shown
from mingjing.running.plans import CASES, refuse_unrestricted
from mingjing.scenario.scenario import NodeView, Scenario

ROWS_SHOWN, COLUMNS_SHOWN = 3, 6


@dataclass(frozen=True)
class Step:
    """One node: how many rows of the case it has, the first few in words, and, where they end here, why."""

    node: str
    title: str
    sentence: str
    inputs: tuple[str, ...]
    rows: int
    examples: tuple[dict[str, str], ...]
    stopped: str = ""


@dataclass(frozen=True)
class Explanation:
    """The path of a case through a scenario, inputs before what is made of them."""

    scenario: str
    case_id: int
    hit: bool
    steps: tuple[Step, ...]
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """The explanation as plain values."""
        return asdict(self)


def explained(scenario: Scenario, case_id: int, fetcher: Fetcher, day: dt.date) -> Explanation:
    """What became of a case at every node that leads to the result. Raises NotRestrictable."""
    refuse_unrestricted(scenario)
    rows = rows_by_node(scenario, case_id, fetcher, day)
    views = {v.id: v for v in scenario.nodes if v.id in rows}
    relations = dict(scenario.relations)
    steps = tuple(step_of(v, relations, views, rows) for v in views.values())
    hit = bool(rows[result_of(scenario)])
    return Explanation(scenario.name, case_id, hit, steps, told(scenario, hit, steps))


def rows_by_node(scenario: Scenario, case_id: int, fetcher: Fetcher, day: dt.date) -> dict[str, Rows]:
    """The rows of each node that the case reaches on the way to the result."""
    pusher = Pusher(fanout)
    pusher.push(scenario.result, CASES, (("case_id", "case_id"),))
    asked: dict[int, list[Relation]] = defaultdict(list)
    for (n, _, _), pushed in pusher.known.items():
        asked[n].append(pushed)
    demands, known = {CASES.name: [(case_id,)]}, dict[Relation, Rows]()
    found: dict[str, Rows] = {}
    for name, relation in scenario.relations:
        if id(relation) in asked:
            parts = [RowEngine(p).run(fetcher, demands, day, known) for p in asked[id(relation)]]
            found[name] = list(dict.fromkeys(r for part in parts for r in part))
    return found


def result_of(scenario: Scenario) -> str:
    """The node that is the scenario's result."""
    return next(name for name, relation in scenario.relations if relation is scenario.result)


def step_of(
    view: NodeView, relations: Mapping[str, Relation], views: Mapping[str, NodeView], rows: Mapping[str, Rows]
) -> Step:
    """One node of the path."""
    relation, own = relations[view.id], rows[view.id]
    examples = tuple(in_words(relation, r, relation.columns) for r in own[:ROWS_SHOWN])
    had = [i for i in view.inputs if rows.get(i)]
    stopped = "" if own or not had else why(view, relation, had, relations, views, rows)
    return Step(view.id, view.label, view.sentence, view.inputs, len(own), examples, stopped)


def why(
    view: NodeView,
    relation: Relation,
    had: list[str],
    relations: Mapping[str, Relation],
    views: Mapping[str, NodeView],
    rows: Mapping[str, Rows],
) -> str:
    """Which inputs still had rows, with what values, and which had none to match them."""
    kept = "；".join(
        f"「{views[i].label}」有 {len(rows[i])} 行，如 {listed(in_words(relations[i], rows[i][0], read(relation)))}"
        for i in had
    )
    without = "、".join(f"「{views[i].label}」" for i in view.inputs if i in views and not rows.get(i))
    return f"{kept}；{f'{without}没有与之对应的行' if without else '没有一行符合'}：{view.sentence}"


def read(n: Relation) -> tuple[str, ...]:
    """The columns by which an operation keeps or drops rows; none where it does neither itself."""
    match n:
        case Filter():
            return tuple(sorted(columns(n.condition)))
        case Join() | Semi():
            more = sorted(columns(n.condition)) if n.condition is not None else ()
            return tuple(dict.fromkeys((*(c for pair in n.on for c in pair), *more)))
    return ()


def in_words(n: Relation, row: tuple[Any, ...], names: tuple[str, ...]) -> dict[str, str]:
    """Values of a row by what people call them: those of the columns named, or the first few."""
    picked = [c for c in names if c in n.schema] or list(n.columns)
    values = dict(zip(n.columns, row, strict=True))
    return {n.field(c).shown: shown(values[c], n.field(c)) for c in picked[:COLUMNS_SHOWN]}


def listed(words: Mapping[str, str]) -> str:
    """Names and values as one phrase."""
    return "，".join(f"{name}：{value}" for name, value in words.items())


def told(scenario: Scenario, hit: bool, steps: tuple[Step, ...]) -> str:
    """The explanation in a sentence or two."""
    if hit:
        path = " → ".join(f"{s.title}（{s.rows} 行）" for s in steps if s.rows)
        return f"命中「{scenario.title}」：{path}。"
    ends = [s for s in steps if s.stopped]
    if not ends:
        return f"没有命中「{scenario.title}」：本案没有这个场景所看的数据。"
    return f"没有命中「{scenario.title}」。" + "".join(f"在「{s.title}」这一步没有留下：{s.stopped}。" for s in ends)

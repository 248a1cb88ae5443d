"""A session that asks the models of a milestone: statements planned once, a breaker per model, heavy cases apart."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import psycopg

from mingjing.running.errors import ModelFailed
from mingjing.running.hits import Row
from mingjing.running.measured import Ways
from mingjing.running.node_plan import HEAVY, UNKNOWN, ModelPlan, NodePlan, model_plan, node_plan
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import Connection
from mingjing.store.prepared import Prepared

TRIED, OFTEN = 20, 0.5
"""After so many cases a first test that excludes less often than that is left out."""
STRIKES = 3
"""Failures in a row after which a model is left alone for a while."""
REST_SECONDS = 60.0
Rows = tuple[list[Row], ...]


@dataclass
class Answers:
    """What the models say of a few cases.

    `found` has, by place of the model, its result rows and the rows of each evidence relation; models that are not in
    it have no hit. `failed` says which could not be asked. `unknown` cases there are not; `heavy` ones have a party
    with very many cases and were left for later, where that was asked for.
    """

    found: dict[int, Rows] = field(default_factory=dict)
    failed: dict[int, ModelFailed] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    heavy: list[int] = field(default_factory=list)


@dataclass
class Breaker:
    """Counts a model's failures; after some in a row it is not asked for a while, so that others need not wait."""

    failures: int = 0
    rests_until: float = 0.0

    def open(self, now: float) -> bool:
        """Whether the model is resting."""
        return now < self.rests_until

    def note(self, failed: bool, now: float) -> None:
        """Take note of how asking the model went."""
        self.failures = self.failures + 1 if failed else 0
        if self.failures >= STRIKES:
            self.failures, self.rests_until = 0, now + REST_SECONDS


@dataclass
class Test:
    """The test of models asked together: where there are two statements, the first one spares most cases the second.

    A first test that seldom excludes all the models only adds to the second, so it is asked for as long as it pays.
    """

    plan: NodePlan
    statements: tuple[Prepared, ...]
    asked: int = 0
    excluded: int = 0

    def rows(self, given: tuple[str, str]) -> list[tuple[bytes | None, ...]]:
        """What the last statement that had to be asked says."""
        *first, whole = self.statements
        if first and self.pays:
            found = first[0].rows(given)
            excludes = all(int(place or 0) < 0 for place, _ in found)
            self.asked, self.excluded = self.asked + 1, self.excluded + excludes
            if excludes:
                return found
        return whole.rows(given)

    @property
    def pays(self) -> bool:
        """Whether asking the first statement spares more than it costs, as far as is known."""
        return self.asked < TRIED or self.excluded >= OFTEN * self.asked


@dataclass
class Model:
    """One model as this session asks it."""

    plan: ModelPlan
    statement: Prepared
    breaker: Breaker = field(default_factory=Breaker)


class NodeSession:
    """Asks models over one connection; what was planned is kept for as long as the session."""

    def __init__(self, con: Connection, ways: Ways, clock: Callable[[], float] = time.monotonic) -> None:
        self.con, self.ways, self.clock = con, ways, clock
        self.nodes: dict[tuple[bool, tuple[int, ...]], Test] = {}
        """By whether heavy cases go apart and by identity of the scenarios, which the plan keeps alive."""
        self.models: dict[int, Model] = {}

    def ask(
        self, scenarios: Sequence[Scenario], case_ids: Sequence[int], at: dt.datetime, *, heavy_too: bool = True
    ) -> Answers:
        """What all the models say of a few cases with what was known at a moment."""
        answers = Answers()
        test = self.node(scenarios, lanes=not heavy_too)
        given = written(case_ids, at)
        passed = []
        for place, case in test.rows(given):
            match int(place or 0):
                case number if number == UNKNOWN:
                    answers.unknown.append(int(case or 0))
                case number if number == HEAVY:
                    answers.heavy.append(int(case or 0))
                case number:
                    passed.append(number)
        if answers.heavy:
            light = [c for c in case_ids if c not in set(answers.heavy)]
            given, passed = written(light, at), passed if light else []
        for number in passed:
            self._ask_model(test.plan.scenarios[number], number, given, answers)
        return answers

    def _ask_model(self, scenario: Scenario, number: int, given: tuple[str, str], answers: Answers) -> None:
        model = self.model(scenario)
        if model.breaker.open(self.clock()):
            answers.failed[number] = ModelFailed(scenario=scenario.name, problem="多次失败，暂停核查一分钟")
            return
        try:
            found = model.plan.sorted_out(model.statement.rows(given))
        except psycopg.Error as e:
            answers.failed[number] = ModelFailed(scenario=scenario.name, problem=str(e).strip())
            model.breaker.note(True, self.clock())
            return
        model.breaker.note(False, self.clock())
        if found[0]:
            answers.found[number] = found

    def node(self, scenarios: Sequence[Scenario], *, lanes: bool = False) -> Test:
        """The test of these models, planned once."""
        key = lanes, tuple(map(id, scenarios))
        if key not in self.nodes:
            plan, name = node_plan(scenarios, self.ways), f"node_{len(self.nodes)}"
            tests = enumerate(plan.tests(lanes=lanes))
            self.nodes[key] = Test(plan, tuple(Prepared(self.con, f"{name}_{i}", sql) for i, sql in tests))
        return self.nodes[key]

    def model(self, scenario: Scenario) -> Model:
        """The statement of one model, planned when it is first needed."""
        if id(scenario) not in self.models:
            plan = model_plan(scenario, self.ways)
            self.models[id(scenario)] = Model(plan, Prepared(self.con, f"model_{len(self.models)}", plan.sql))
        return self.models[id(scenario)]

    def warm(self, scenarios: Sequence[Scenario], *, lanes: bool = False) -> None:
        """Plan the models and their test before the first case comes."""
        nobody = written([], dt.datetime(2000, 1, 1))
        tests = self.node(scenarios, lanes=lanes).statements
        for prepared in (*tests, *(self.model(s).statement for s in scenarios)):
            prepared.rows(nobody)


def written(case_ids: Iterable[int], at: dt.datetime) -> tuple[str, str]:
    """Cases and moment as parameters."""
    return f"{{{','.join(map(str, case_ids))}}}", at.isoformat(sep=" ")

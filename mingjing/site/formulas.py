"""What an editor of models asks: the palette with its forms, and a formula's meaning, faults and completions."""

from __future__ import annotations

import inspect
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import Field as Bounded

from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May
from mingjing.algebra.completing import complete, diagnose
from mingjing.algebra.formula import Formulas
from mingjing.errors import WrongUse
from mingjing.operators import GROUPS, PALETTE
from mingjing.scenario.scopes import Scope, formulas_of, node_scope, table_scope

router = Router(tags=["models"])
LONGEST = 4000
"""Characters of a formula at most."""


class FormField(Schema):
    """One port or field of an operator's form; `kind` is port, ports, str, int, float, bool, list, dict or any."""

    name: str
    kind: str
    required: bool


class OperatorForm(Schema):
    """An operator as a card of the palette."""

    name: str
    label: str
    group: str
    help: str
    form: list[FormField]


class Place(Schema):
    """Where a formula stands: in a table, or in a node of a model that may be unfinished."""

    table: str | None = None
    node: str | None = None
    sources: dict[str, Any] = {}
    nodes: dict[str, Any] = {}
    params: dict[str, Any] = {}


class FormulaAsked(Schema):
    """A formula and its place; `condition` says that it must be a condition."""

    formula: Annotated[str, Bounded(max_length=LONGEST)]
    place: Place
    condition: bool = False
    position: Annotated[int, Bounded(ge=0, le=LONGEST)] = 0


class FormulaFault(Schema):
    """A fault from character `start` to `end`, and names that may have been meant."""

    start: int
    end: int
    code: str
    message: str
    near: list[str]


class FormulaMeaning(Schema):
    """The type of a formula and its meaning in Chinese, or its faults."""

    type: str
    said: str
    problems: list[FormulaFault]


class FormulaCompletion(Schema):
    """What may be written between `start` and `end`: a column, function, parameter, code, constant or operator."""

    text: str
    kind: str
    label: str
    help: str
    start: int
    end: int


@router.get("/operators", auth=May("look"), response=answers(list[OperatorForm]), operation_id="operators")
def operators(request: Asked) -> Any:
    """The palette, group by group."""
    order = sorted(PALETTE.items(), key=lambda o: (GROUPS.index(o[1].group), o[0]))
    return [
        OperatorForm(
            name=name,
            label=o.label,
            group=o.group,
            help=inspect.getdoc(o) or "",
            form=[FormField(**f.__dict__) for f in o.form()],
        )
        for name, o in order
    ]


@router.post("/formulas/check", auth=May("look"), response=answers(FormulaMeaning), operation_id="check_formula")
def check_formula(request: Asked, asked: FormulaAsked) -> Any:
    """What a formula means where it stands, or what is wrong with it and where."""
    return diagnose(asked.formula, *scope_of(asked.place), condition=asked.condition)


@router.post(
    "/formulas/complete", auth=May("look"), response=answers(list[FormulaCompletion]), operation_id="complete_formula"
)
def complete_formula(request: Asked, asked: FormulaAsked) -> Any:
    """What may be written at the position."""
    return list(complete(asked.formula, min(asked.position, len(asked.formula)), *scope_of(asked.place)))


def scope_of(place: Place) -> tuple[Scope, Formulas]:
    """The columns and parameters that a formula may name there. Raises WrongUse or a ModelError."""
    if place.table and not place.node:
        return table_scope(place.table), formulas_of({})
    if place.node and not place.table:
        raw = {"name": "草稿", "sources": place.sources, "nodes": place.nodes, "params": place.params}
        return node_scope(raw, place.node), formulas_of(raw)
    raise WrongUse(problem="不知道公式可以用哪些列。", remedy="请给出表，或给出节点和它所在的模型。")

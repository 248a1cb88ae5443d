"""Which columns and parameters the formulas of one node may name, also while the node itself is unfinished."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Field, Type
from mingjing.court.catalogue import TABLES
from mingjing.operators import PALETTE
from mingjing.scenario import fields
from mingjing.scenario.building import Builder
from mingjing.scenario.errors import UnknownNode, UnknownTable
from mingjing.scenario.workdays import working_days

Scope = dict[str, Field]


def table_scope(table: str) -> Scope:
    """The columns of a table. Raises UnknownTable."""
    if table not in TABLES:
        raise UnknownTable(table=table, near=tuple(TABLES)[:5])
    return {c.name: Field(c.name, Type(c.type.value), c.label, c.codes) for c in TABLES[table].columns}


def formulas_of(raw: Mapping[str, Any]) -> Formulas:
    """Reads formulas with the parameters of a scenario file's content and the working calendar."""
    params = fields.params(raw.get("params") or {})
    return Formulas({p.name: fields.as_parameter(p) for p in params}, working_days())


def node_scope(raw: Mapping[str, Any], node: str) -> Scope:
    """The columns of all inputs of a node; of those that several inputs have, none. Raises a ModelError."""
    sources, nodes = raw.get("sources") or {}, raw.get("nodes") or {}
    builder = Builder(str(raw.get("name", "")), sources, nodes, formulas_of(raw))
    if node not in nodes:
        raise UnknownNode(where=builder.scenario, node=node, have=tuple(nodes))
    inputs = [builder.relation(name) for name in wired(fields.as_dict(f"nodes.{node}", nodes[node]))]
    return {n: f for r in inputs for n, f in r.schema.items() if once(n, inputs)}


def once(column: str, inputs: list[Relation]) -> bool:
    """Whether only one of the inputs has the column."""
    return sum(column in r.schema for r in inputs) == 1


def wired(spec: Mapping[str, Any]) -> list[str]:
    """Names of the nodes that a node takes its input from."""
    operator = PALETTE.get(str(spec.get("operator", "")))
    ports = [f for f in operator.form() if f.name in spec and f.kind in ("port", "ports")] if operator else []
    return [str(n) for f in ports for n in (spec[f.name] if f.kind == "ports" else [spec[f.name]])]

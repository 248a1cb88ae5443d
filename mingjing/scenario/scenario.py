"""A scenario: a supervisory question with its model, its legal basis, its message and its tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mingjing.algebra.relation import Project, Relation, Source
from mingjing.operators import Operator
from mingjing.operators.feature import Feature


@dataclass(frozen=True)
class Basis:
    """An article the scenario rests on; `certainty` is V read, M from memory, D a default of ours."""

    law: str
    article: str
    in_force: str
    certainty: str
    note: str = ""


@dataclass(frozen=True)
class Param:
    """A value that a court may set; `mark` is `law` or `default`, `certainty` as for the basis."""

    name: str
    label: str
    value: Any
    unit: str
    mark: str
    certainty: str
    article: str = ""


@dataclass(frozen=True)
class EvidenceSpec:
    """Which relation shows the rows behind a hit, and of which table they are."""

    relation: Relation
    table: str
    key: str
    columns: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class NodeView:
    """One node of the canvas as people see it."""

    id: str
    operator: str
    label: str
    sentence: str
    kind: str
    inputs: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Unknown:
    """Cases that could not be decided because something is missing."""

    relation: Relation
    needs: str


@dataclass(frozen=True)
class Lack:
    """Data that the question needs and the court has no table for, and what is therefore not asked."""

    data: str
    effect: str


@dataclass(frozen=True)
class Scenario:
    """One checked scenario, ready for any engine."""

    name: str
    code: str
    title: str
    version: str
    panel: tuple[str, ...]
    status: str
    milestones: tuple[str, ...]
    review: str
    """How often closed cases are screened."""
    recipients: tuple[str, ...]
    """Who is told besides the judge in charge and the clerk."""
    asks: str
    basis: tuple[Basis, ...]
    alert: str
    false_alarms: tuple[str, ...]
    lacks: tuple[Lack, ...]
    params: tuple[Param, ...]
    nodes: tuple[NodeView, ...]
    result: Relation
    evidence: tuple[EvidenceSpec, ...]
    unknown: tuple[Unknown, ...]
    sentence: str
    folder: str
    freshness: tuple[tuple[str, int], ...] = ()
    """Registers with the age in days above which their data may fire no alert; the others follow their contract."""
    boxes: tuple[tuple[str, Operator], ...] = field(default=(), compare=False)
    """Every node with its box, inputs first."""
    relations: tuple[tuple[str, Relation], ...] = field(default=(), compare=False, repr=False)
    """Every source and node with its relation, inputs first."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it reads, each once, in the order in which the model names them."""
        return tuple(dict.fromkeys(table for _, r in self.relations for table in _read(r)))

    @property
    def features(self) -> tuple[tuple[str, Feature], ...]:
        """The nodes whose column is computed in batches, inputs first."""
        return tuple((name, box) for name, box in self.boxes if isinstance(box, Feature))

    @property
    def graph(self) -> dict[str, Any]:
        """Nodes with their inputs, for drawing."""
        return {"nodes": [n.__dict__ | {"inputs": list(n.inputs), "columns": list(n.columns)} for n in self.nodes]}

    @property
    def hit_columns(self) -> tuple[str, ...]:
        """The identifiers of a hit: its case, and the party, deposit or other record that the result names."""
        return tuple(c for c in self.result.columns if c.endswith("_id"))


def _read(relation: Relation) -> tuple[str, ...]:
    """The table behind a source of the model; nothing for a node."""
    base = relation.input if isinstance(relation, Project) else relation
    return (base.table,) if isinstance(base, Source) else ()

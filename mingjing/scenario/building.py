"""From the sources and nodes of a scenario file to relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from mingjing.algebra.errors import ModelError
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation, Source
from mingjing.algebra.types import Field, Type
from mingjing.court.catalogue import TABLES, Table
from mingjing.court.catalogue.codes import LEVELS
from mingjing.operators import BROKEN, PALETTE, Operator
from mingjing.operators.project import pairs
from mingjing.scenario.errors import BadField, Cycle, UnknownNode, UnknownOperator, UnknownTable
from mingjing.scenario.fields import as_dict


def source_of(table: Table, columns: Any) -> Relation:
    """A table's columns, some under new names."""
    wanted = pairs(columns)
    fields = tuple(Field(c.name, Type(c.type.value), c.label, c.codes) for c in table.columns)
    known = {f.name: f for f in fields}
    base = Source(table.name, tuple(f for f in fields if f.name in {old for _, old in wanted}))
    for _, old in wanted:
        if old not in known:
            Source(table.name, fields).field(old)
    if all(new == old for new, old in wanted) and tuple(n for n, _ in wanted) == base.columns:
        return base
    return PALETTE["project"](input=base, columns=[{new: old} for new, old in wanted]).build(Formulas({}))  # type: ignore[call-arg]


SHAPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    "dict": (dict, "「名称: 内容」"),
    "list": (list, "列表"),
    "str": (str, "文字"),
    "bool": (bool, "true 或 false"),
    "int": (int, "整数"),
    "float": ((int, float), "数"),
}
"""What a form field of each kind has to be."""


@dataclass
class Builder:
    """Builds the nodes of one scenario, each once, inputs first."""

    scenario: str
    sources: dict[str, Any]
    nodes: dict[str, Any]
    formulas: Formulas
    built: dict[str, Relation] = field(default_factory=dict)
    boxes: dict[str, Operator] = field(default_factory=dict)
    wires: dict[str, tuple[str, ...]] = field(default_factory=dict)
    path: tuple[str, ...] = ()

    def relation(self, name: str) -> Relation:
        """The relation of a node or source. Errors carry the scenario and the node."""
        if name not in self.built:
            if name in self.path:
                raise Cycle(where=self.scenario, path=(*self.path[self.path.index(name) :], name))
            self.path = (*self.path, name)
            self.built[name] = self._build(name)
            self.path = self.path[:-1]
        return self.built[name]

    def _build(self, name: str) -> Relation:
        try:
            return self._source(name) if name in self.sources else self._node(name)
        except ModelError as e:
            e.where = e.where or f"{self.scenario} / {name}"
            raise

    def _source(self, name: str) -> Relation:
        spec = as_dict(f"sources.{name}", self.sources[name])
        table = TABLES.get(spec.get("table", name))
        if table is None:
            wanted = str(spec.get("table", name))
            raise UnknownTable(table=wanted, near=tuple(get_close_matches(wanted, TABLES, 3, 0.3)))
        if not spec.get("columns"):
            raise BadField(field=f"sources.{name}.columns", problem=f"缺少；请列出要用「{table.label}」的哪些列")
        self.wires[name] = ()
        return source_of(table, spec["columns"])

    def _node(self, name: str) -> Relation:
        if name not in self.nodes:
            raise UnknownNode(where=self.scenario, node=name, have=(*self.sources, *self.nodes))
        spec = dict(as_dict(f"nodes.{name}", self.nodes[name]))
        spec.pop("title", None)
        operator = PALETTE.get(str(spec.pop("operator", "")))
        if operator is None and str(self.nodes[name].get("operator")) in BROKEN:
            raise BROKEN[str(self.nodes[name]["operator"])]
        if operator is None:
            wanted = str(self.nodes[name].get("operator", ""))
            raise UnknownOperator(operator=wanted, have=tuple(PALETTE))
        if operator is PALETTE["derive"] and isinstance(spec.get("columns"), dict):
            spec["columns"] = {c: told(c, v) for c, v in spec["columns"].items()}
        box = operator(**self._form(name, operator, spec))
        self.boxes[name] = box
        return box.build(self.formulas)

    def _form(self, name: str, operator: type[Operator], spec: dict[str, Any]) -> dict[str, Any]:
        known = {f.name: f for f in operator.form()}
        for given in spec:
            if given not in known:
                raise BadField(field=given, problem=f"不是算子「{operator.label}」的栏目；可填 {'、'.join(known)}")
        missing = [f.name for f in known.values() if f.required and f.name not in spec]
        if missing:
            raise BadField(field=missing[0], problem=f"缺少；算子「{operator.label}」须填")
        self.wires[name] = tuple(w for f in known.values() if f.name in spec for w in _wires(f.kind, spec[f.name]))
        return {n: self._value(known[n].kind, n, v) for n, v in spec.items()}

    def _value(self, kind: str, field_name: str, given: Any) -> Any:
        if kind == "port":
            return self.relation(str(given))
        if kind == "ports":
            return tuple(self.relation(str(g)) for g in given)
        wanted, said = SHAPES.get(kind, (object, ""))
        if not isinstance(given, wanted) or (isinstance(given, bool) and kind in ("int", "float")):
            raise BadField(field=field_name, problem=f"须是{said}")
        return given


RESULT_WORDS: dict[str, dict[str, Any]] = {"level": {"label": "等级", "codes": LEVELS}, "kind": {"label": "类别"}}
"""What people call the columns that every result may have."""


def told(name: str, column: Any) -> Any:
    """A computed column with its label, where every scenario means the same by its name."""
    words = RESULT_WORDS.get(name)
    return {"formula": column, **words} if words and isinstance(column, str) else column


def _wires(kind: str, given: Any) -> tuple[str, ...]:
    if kind == "port":
        return (str(given),)
    return tuple(map(str, given)) if kind == "ports" else ()

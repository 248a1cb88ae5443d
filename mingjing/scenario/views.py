"""A built scenario as people see it: the boxes of the canvas and the one Chinese sentence."""

from __future__ import annotations

from mingjing.algebra.relation import Aggregate, Relation
from mingjing.court.catalogue import TABLES
from mingjing.scenario.building import Builder
from mingjing.scenario.scenario import NodeView

KINDS = {
    "money_in": "款项",
    "money_out": "款项",
    "payout_hold": "款项",
    "fee": "款项",
    "document": "文书",
    "info_point": "文书",
    "subject": "人员",
    "party": "人员",
    "party_change": "人员",
    "relation": "人员",
    "agent": "人员",
    "panel_member": "人员",
}


def kind_of_table(table: str) -> str:
    """Kind of data of a table, which gives a port its colour and word."""
    return "登记" if table.startswith("ext_") else KINDS.get(table, "案件")


def table_of(builder: Builder, name: str) -> str:
    """The table a source reads."""
    return str(builder.sources[name].get("table", name))


def title_of(builder: Builder, name: str) -> str:
    """What people call a node: its title, else what it is."""
    if name in builder.sources:
        return str(builder.sources[name].get("title") or TABLES[table_of(builder, name)].label)
    return str(builder.nodes[name].get("title") or builder.boxes[name].label)


def node_views(builder: Builder) -> tuple[NodeView, ...]:
    """Every node that was built, inputs before what is made of them."""
    kinds: dict[str, str] = {}
    return tuple(_view(builder, name, kinds) for name in builder.built)


def _view(builder: Builder, name: str, kinds: dict[str, str]) -> NodeView:
    relation, wires = builder.built[name], builder.wires[name]
    if name in builder.sources:
        table = table_of(builder, name)
        kinds[name] = kind_of_table(table)
        return NodeView(
            name,
            "source",
            title_of(builder, name),
            f"取自「{TABLES[table].label}」",
            kinds[name],
            (),
            _columns(relation),
        )
    kinds[name] = "统计" if isinstance(relation, Aggregate) else kinds[wires[0]]
    box = builder.boxes[name]
    operator = type(box).__module__.rpartition(".")[2]
    return NodeView(
        name, operator, title_of(builder, name), box.sentence(relation), kinds[name], wires, _columns(relation)
    )


def _columns(relation: Relation) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, f.shown) for f in relation.schema.values())


def sentence(builder: Builder, result: str) -> str:
    """The whole model as one Chinese sentence, from the result back to the tables."""
    return f"找出{_said(builder, result, set())}。"


def _said(builder: Builder, name: str, mentioned: set[str]) -> str:
    title = title_of(builder, name)
    if name in builder.sources:
        return f"「{title}」"
    titled = bool(builder.nodes[name].get("title"))
    if titled and name in mentioned:
        return f"「{title}」"
    mentioned.add(name)
    body = _chain(builder, name, mentioned)
    return f"「{title}」（{body}）" if titled else body


def _chain(builder: Builder, name: str, mentioned: set[str]) -> str:
    first, *others = builder.wires[name]
    box, built = builder.boxes[name], builder.built[name]
    if others:
        rest = "、".join(_said(builder, o, mentioned) for o in others)
        return f"{_said(builder, first, mentioned)}，与{rest}相对照，{box.sentence(built)}"
    return f"{_said(builder, first, mentioned)}，{box.sentence(built)}"

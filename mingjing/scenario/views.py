"""A built scenario as people see it: the boxes of the canvas and the one Chinese sentence."""

from __future__ import annotations

from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.phrases import phrase
from mingjing.algebra.relation import (
    Aggregate,
    Derive,
    Distinct,
    Filter,
    Join,
    Project,
    Relation,
    Semi,
    Union,
    Window,
)
from mingjing.algebra.types import Field
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
    """The whole model as one Chinese sentence: a clause for each titled node, from the tables to the result."""
    *before, last = (n for n in reached(builder, result) if n == result or is_titled(builder, n))
    clauses = [f"{_made(builder, n)}，称「{title_of(builder, n)}」" for n in before]
    start = ["先" + c if i == 0 else c for i, c in enumerate(clauses)]
    return f"找出「{title_of(builder, last)}」：{'；'.join([*start, f'最后{_made(builder, last)}'])}。"


def reached(builder: Builder, result: str) -> list[str]:
    """The nodes that the result is made of, inputs first."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        for wire in builder.wires[name]:
            visit(wire)
        if name in builder.nodes:
            found[name] = None

    visit(result)
    return list(found)


def is_titled(builder: Builder, name: str) -> bool:
    """Whether people have a name for the node."""
    return name in builder.sources or bool(builder.nodes[name].get("title"))


def _made(builder: Builder, name: str) -> str:
    """How a node is made of its inputs, as a clause."""
    built, wires = builder.built[name], builder.wires[name]
    if not builder.boxes[name].plain:
        return _worked(builder, name)
    first = _called(builder, wires[0])
    match built:
        case Filter():
            return f"从{first}中取{phrase(built.condition, _plain(built))}的"
        case Semi():
            verb, there = "去掉" if built.negated else "取", _called(builder, wires[1])
            return f"从{first}中{verb}在{there}里有对应记录（{_match(built)}）的"
        case Join():
            return f"把{first}与{_called(builder, wires[1])}按{_match(built)}对应"
        case Union():
            parts = _listed(builder, wires)
            return f"把{parts}合在一起" if "、" in parts else f"取{parts}"
        case Aggregate():
            return f"把{first}{_groups(built)}统计{_labels(built.made)}"
        case Derive() if _formulas(built):
            return f"由{first}算出{_formulas(built)}"
        case Project() | Distinct() | Derive():
            return f"取{first}" if is_titled(builder, wires[0]) else _made(builder, wires[0])
    return f"对{first}{builder.boxes[name].sentence(built)}"


def _called(builder: Builder, name: str) -> str:
    """A node by its title; where it has none, what it is, as a noun."""
    if is_titled(builder, name):
        return f"「{title_of(builder, name)}」"
    built, wires = builder.built[name], builder.wires[name]
    if not builder.boxes[name].plain:
        return f"（{_worked(builder, name)}的结果）"
    first = _called(builder, wires[0])
    match built:
        case Filter():
            return f"{first}中{phrase(built.condition, _plain(built))}的"
        case Semi():
            word, there = "没有" if built.negated else "有", _called(builder, wires[1])
            return f"{first}中在{there}里{word}对应记录（{_match(built)}）的"
        case Join():
            return f"{first}与{_called(builder, wires[1])}（按{_match(built)}对应）"
        case Union():
            return _listed(builder, wires)
        case Aggregate():
            return f"{first}{_groups(built)}的统计（{_labels(built.made)}）"
        case Derive() if _formulas(built):
            return f"{first}（算出{_formulas(built)}）"
        case Window():
            return f"{first}（{builder.boxes[name].sentence(built)}）"
    return first


def _worked(builder: Builder, name: str) -> str:
    """What a box made of several steps does with its inputs, in its own words."""
    box, wires = builder.boxes[name], builder.wires[name]
    inputs = (_called(builder, w) for w in dict.fromkeys(wires))
    return f"对{'、'.join(inputs)}{box.sentence(builder.built[name])}"


def _listed(builder: Builder, wires: tuple[str, ...]) -> str:
    """The inputs of a union, each once."""
    return "、".join(dict.fromkeys(_called(builder, w) for w in wires))


def _groups(built: Aggregate) -> str:
    by = "、".join(_word(f) for f in map(built.input.field, built.by) if f.label)
    return f"按{by}" if by else ""


def _labels(made: tuple[tuple[Field, str, str | None], ...]) -> str:
    return "、".join(_word(f) for f, _, _ in made if f.label)


def _formulas(built: Derive) -> str:
    """The computed columns that have a label; one without is technical, and a level says nothing of the facts."""
    said = ((_word(f), e) for f, e in built.made if f.label and not f.codes and not isinstance(e, Lit | Col))
    return "、".join(f"{label}（{_bare(phrase(e, _plain(built)), e)}）" for label, e in said)


def _bare(said: str, e: Expr) -> str:
    """A choice without the brackets that it carries inside a longer formula."""
    return said[1:-1] if isinstance(e, Call) and e.fn == "if" else said


def _match(built: Join | Semi) -> str:
    """How rows of two inputs correspond; a label that both sides have says which side is meant."""
    left, right = built.left.schema, built.right.schema
    keys = "、".join(_same(_word(left[a]), _word(right[b])) for a, b in built.on)
    if built.condition is None:
        return keys
    both = {f.label for f in left.values()} & {f.label for f in right.values()}
    scope = {n: _of(f, side, both) for side, fs in (("后者的", right), ("前者的", left)) for n, f in fs.items()}
    return f"{keys}，且{phrase(built.condition, scope)}"


def _same(a: str, b: str) -> str:
    a, b = a.removesuffix("标识"), b.removesuffix("标识")
    return f"同一{a}" if a == b else f"{a}即{b}"


def _of(f: Field, side: str, both: set[str]) -> Field:
    return Field(f.name, f.type, (side if f.label in both else "") + _word(f), f.codes)


def _plain(built: Relation) -> dict[str, Field]:
    return {n: Field(n, f.type, _word(f), f.codes) for n, f in built.schema.items()}


def _word(f: Field) -> str:
    """The label without the note it may carry in brackets."""
    return f.shown.partition("（")[0]

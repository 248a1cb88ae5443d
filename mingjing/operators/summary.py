"""What the operators that compute over groups share: how a column is written, and how it is said."""

from typing import Any

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.functions import AGGREGATES, aggregate_type
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Field, Type


def summary_column(input_: Relation, name: str, spec: Any, ranks: bool = False) -> tuple[Field, str, str | None]:
    """(column, function, of which column) of `count`, or {function: column, label: …}."""
    spec = dict(spec) if isinstance(spec, dict) else {str(spec): "*"}
    known = {**AGGREGATES, **({"rank": "序号"} if ranks else {})}
    found = [(fn, of) for fn, of in spec.items() if fn in known]
    if len(found) != 1:
        raise BadFormula(formula=f"{name}: {spec}", problem=f"须写一个统计方式；可用的有 {'、'.join(known)}")
    fn, of = found[0][0], None if found[0][1] in ("*", None) else str(found[0][1])
    type_ = Type.INT if fn == "rank" else aggregate_type(fn, input_.field(of).type if of else None) or Type.UNKNOWN
    inherited = input_.field(of) if of and fn in ("min", "max") else None
    return Field(name, type_, str(spec.get("label", "")), inherited.codes if inherited else ()), fn, of


def said_summary(input_: Relation, made: Field, fn: str, of: str | None) -> str:
    """One computed column in Chinese."""
    shown = AGGREGATES.get(fn, "序号")
    what = f"{input_.field(of).shown}的{shown}" if of else shown
    return f"{made.label}（{what}）" if made.label else what

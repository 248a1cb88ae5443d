"""What can be wrong with a scenario file. Each says where, what, and what would have been right."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.algebra.errors import ModelError


@dataclass(eq=False)
class UnknownScenario(ModelError):
    """No scenario of that name."""

    name: str = ""
    have: tuple[str, ...] = ()
    code = "unknown_scenario"
    http_status = 404
    message = "没有名为「{name}」的场景；现有：{have}。"


@dataclass(eq=False)
class BrokenFile(ModelError):
    """The file is not readable YAML, or not a mapping."""

    path: str = ""
    problem: str = ""
    code = "broken_scenario_file"
    message = "场景文件 {path} 无法读取：{problem}。"


@dataclass(eq=False)
class BadField(ModelError):
    """A field is missing, unknown, or holds the wrong thing."""

    field: str = ""
    problem: str = ""
    code = "bad_field"
    message = "字段「{field}」{problem}。"


@dataclass(eq=False)
class UnknownNode(ModelError):
    """A node takes its input from a node that is not there."""

    node: str = ""
    have: tuple[str, ...] = ()
    code = "unknown_node"
    message = "引用了不存在的画布节点「{node}」；可引用的有：{have}。"


@dataclass(eq=False)
class Cycle(ModelError):
    """Nodes feed each other in a ring."""

    path: tuple[str, ...] = ()
    code = "cycle"
    message = "画布节点首尾相接成环：{path}；请断开其中一条连线。"


@dataclass(eq=False)
class UnknownOperator(ModelError):
    """A node names an operator that is not on the palette."""

    operator: str = ""
    have: tuple[str, ...] = ()
    code = "unknown_operator"
    message = "没有算子「{operator}」；可用的算子有：{have}。"


@dataclass(eq=False)
class UnknownTable(ModelError):
    """A source names a table that the court does not have."""

    table: str = ""
    near: tuple[str, ...] = ()
    code = "unknown_table"
    message = "数据目录里没有「{table}」这张表；相近的有：{near}。"

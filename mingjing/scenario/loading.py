"""From a folder to a checked scenario."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from mingjing.algebra.errors import ModelError, UnknownColumn
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.court.catalogue import TABLES
from mingjing.court.milestones import MILESTONES
from mingjing.scenario import fields
from mingjing.scenario.building import Builder
from mingjing.scenario.errors import BadField, BrokenFile
from mingjing.scenario.scenario import EvidenceSpec, Scenario, Unknown
from mingjing.scenario.views import node_views, sentence
from mingjing.scenario.workdays import working_days
from mingjing.scenario.yaml12 import load


def load_folder(folder: Path) -> Scenario:
    """The scenario in `folder`. Raises a ModelError that names scenario, node and choices."""
    raw = read_yaml(folder / "scenario.yaml")
    try:
        return scenario_of(raw, str(folder))
    except ModelError as e:
        e.where = e.where or str(raw.get("name") or folder.name)
        raise


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises BrokenFile with the line."""
    try:
        raw = load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise BrokenFile(path=path.name, problem=f"文件夹 {path.parent.name} 里没有这个文件") from e
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        mark = getattr(e, "problem_mark", None)
        at = f"第 {mark.line + 1} 行附近有误" if mark else "编码不是 UTF-8"
        raise BrokenFile(path=path.name, problem=f"{at}，请检查缩进、冒号和引号") from e
    if not isinstance(raw, dict):
        raise BrokenFile(path=path.name, problem="内容须是「字段: 值」的形式")
    return raw


def scenario_of(raw: dict[str, Any], folder: str = "") -> Scenario:
    """The checked scenario of a file's content."""
    fields.check_header(raw)
    params = fields.params(raw.get("params") or {})
    formulas = Formulas({p.name: fields.as_parameter(p) for p in params}, working_days())
    sources, nodes = fields.as_dict("sources", raw["sources"]), fields.as_dict("nodes", raw["nodes"])
    builder = Builder(str(raw["name"]), sources, nodes, formulas)
    result = _result(builder, raw)
    evidence = tuple(_evidence(builder, e) for e in raw.get("evidence") or [])
    unknown = tuple(_unknown(builder, u) for u in raw.get("unknown") or [])
    for name in (*sources, *nodes):
        builder.relation(name)
    return Scenario(
        name=str(raw["name"]),
        code=str(raw["code"]),
        title=str(raw["title"]),
        version=_version(raw, folder),
        panel=tuple(raw["panel"]),
        status=raw["status"],
        milestones=_milestones(raw["milestones"]),
        review=str(raw.get("review", "不评查")),
        recipients=tuple(map(str, fields.as_list("recipients", raw.get("recipients") or []))),
        asks=str(raw["asks"]),
        basis=fields.basis(fields.as_list("basis", raw["basis"])),
        alert=_alert(str(raw["alert"]), result),
        false_alarms=tuple(map(str, raw["false_alarms"])),
        lacks=fields.lacks(fields.as_list("lacks", raw.get("lacks") or [])),
        freshness=fields.freshness(fields.as_dict("freshness", raw.get("freshness") or {})),
        params=params,
        nodes=node_views(builder),
        result=result,
        evidence=evidence,
        unknown=unknown,
        sentence=sentence(builder, str(raw["result"])),
        folder=folder,
        relations=tuple(builder.built.items()),
        boxes=tuple((name, builder.boxes[name]) for name in builder.built if name in builder.boxes),
    )


def _version(raw: dict[str, Any], folder: str) -> str:
    """The author's version, and a digest of the content, and of what was learned, so that no two models share it."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, default=str)
    learned = sorted(Path(folder).glob("learned/*.json")) if folder else []
    whole = text.encode() + b"".join(p.name.encode() + p.read_bytes() for p in learned)
    return f"{raw['version']}+{hashlib.sha256(whole).hexdigest()[:8]}"


def _milestones(codes: Any) -> tuple[str, ...]:
    for code in fields.as_list("milestones", codes):
        if code not in MILESTONES:
            raise BadField(field="milestones", problem=f"里没有节点 {code}；须是流程节点代码，如 C03（立案登记）")
    return tuple(codes)


def _result(builder: Builder, raw: dict[str, Any]) -> Relation:
    result = builder.relation(str(raw["result"]))
    for column, type_ in (("case_id", Type.INT), ("level", Type.TEXT)):
        if result.field(column).type is not type_:
            raise BadField(field="result", problem=f"的「{column}」列须是{type_.chinese}")
    return result


def _alert(text: str, result: Relation) -> str:
    for _, slot, _, _ in Formatter().parse(text):
        if slot and slot not in {*result.columns, "subject", "case_number", "court"}:
            raise UnknownColumn(column=slot, have=result.columns)
    return text


def _evidence(builder: Builder, e: dict[str, Any]) -> EvidenceSpec:
    relation = builder.relation(str(e["node"]))
    if e.get("table") not in TABLES:
        raise BadField(field="evidence.table", problem=f"为「{e.get('table')}」，须是数据目录里的表")
    for column in ("case_id", e["key"], *e["columns"]):
        relation.field(column)
    return EvidenceSpec(relation, e["table"], e["key"], tuple(e["columns"]), str(e.get("note", "")))


def _unknown(builder: Builder, u: dict[str, Any]) -> Unknown:
    relation = builder.relation(str(u["node"]))
    relation.field("case_id")
    return Unknown(relation, str(u["needs"]))

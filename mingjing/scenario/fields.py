"""Reading the plain fields of a scenario file, with an error that names the field."""

from __future__ import annotations

from typing import Any

from mingjing.algebra.formula import Parameter
from mingjing.algebra.types import Type
from mingjing.court.catalogue import TABLES
from mingjing.scenario.errors import BadField
from mingjing.scenario.scenario import Basis, Lack, Param

HEADER = (
    "name",
    "code",
    "title",
    "version",
    "panel",
    "status",
    "milestones",
    "review",
    "recipients",
    "asks",
    "basis",
    "alert",
    "false_alarms",
    "lacks",
    "freshness",
    "params",
    "sources",
    "nodes",
    "result",
    "evidence",
    "unknown",
)
OPTIONAL = {"review", "recipients", "lacks", "freshness", "params", "unknown", "evidence"}
STATUSES = ("proposal", "modelling", "rollout", "trial_run", "embedded", "retired")
PANELS = ("办案", "监督", "便民", "治理", "政务")
REVIEWS = ("每日", "每周", "每月", "每季", "数据变动时", "规范变动时", "不评查")
CERTAINTIES = {"V": "已读原文", "M": "凭记忆，待核", "D": "默认值"}
UNITS = {
    "元": Type.FEN,
    "件": Type.INT,
    "个月": Type.INT,
    "天": Type.INT,
    "名": Type.INT,
    "次": Type.INT,
    "个": Type.INT,
    "户": Type.INT,
    "岁": Type.INT,
    "%": Type.NUMBER,
    "倍": Type.NUMBER,
}


def check_header(raw: dict[str, Any]) -> None:
    """Raises BadField for a field that is missing, unknown or empty where it may not be."""
    for field in raw:
        if field not in HEADER:
            raise BadField(field=field, problem=f"不认识；可用的有 {'、'.join(HEADER)}")
    for field in HEADER:
        if field not in raw and field not in OPTIONAL:
            raise BadField(field=field, problem="缺少")
    if not raw["false_alarms"]:
        raise BadField(field="false_alarms", problem="不可为空：请写明什么情形会使预警不成立")
    one_of("status", raw["status"], STATUSES)
    for panel in as_list("panel", raw["panel"]):
        one_of("panel", panel, PANELS)
    if "review" in raw:
        one_of("review", raw["review"], REVIEWS)


def one_of(field: str, value: Any, choices: tuple[str, ...]) -> None:
    """Raises BadField unless the value is one of the choices."""
    if value not in choices:
        raise BadField(field=field, problem=f"为「{value}」，须是 {'、'.join(choices)} 之一")


def as_list(field: str, value: Any) -> list[Any]:
    """The value, which must be a list."""
    if not isinstance(value, list):
        raise BadField(field=field, problem="须是列表")
    return value


def as_dict(field: str, value: Any) -> dict[str, Any]:
    """The value, which must be a mapping."""
    if not isinstance(value, dict):
        raise BadField(field=field, problem="须是「名称: 内容」的形式")
    return value


def basis(raw: list[Any]) -> tuple[Basis, ...]:
    """The legal basis, each article with its date in force and its certainty mark."""
    return tuple(_basis(as_dict("basis", b)) for b in raw)


def _basis(b: dict[str, Any]) -> Basis:
    for field in ("law", "article", "in_force", "certainty"):
        if field not in b:
            raise BadField(field=f"basis.{field}", problem="缺少；每条依据须写明法律、条文、施行日期和把握程度")
    one_of("basis.certainty", b["certainty"], tuple(CERTAINTIES))
    return Basis(str(b["law"]), str(b["article"]), str(b["in_force"]), b["certainty"], str(b.get("note", "")))


def freshness(raw: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """For registers, how many days old their data may be for an alert still to be given."""
    for table, days in raw.items():
        one_of("freshness", table, tuple(t for t in TABLES if t.startswith("ext_")))
        if not isinstance(days, int) or days < 1:
            raise BadField(field=f"freshness.{table}", problem=f"须是天数（正整数），不能是 {days}")
    return tuple(raw.items())


def lacks(raw: list[Any]) -> tuple[Lack, ...]:
    """The data that the court has no table for."""
    return tuple(_lack(as_dict("lacks", entry)) for entry in raw)


def _lack(entry: dict[str, Any]) -> Lack:
    for field in ("data", "effect"):
        if not entry.get(field):
            raise BadField(field=f"lacks.{field}", problem="缺少；请写明缺什么数据、因此不判断什么")
    return Lack(str(entry["data"]), str(entry["effect"]))


def params(raw: dict[str, Any]) -> tuple[Param, ...]:
    """The parameters a court may set."""
    return tuple(_param(name, as_dict(f"params.{name}", p)) for name, p in raw.items())


def _param(name: str, p: dict[str, Any]) -> Param:
    for field in ("label", "value", "unit", "mark", "certainty"):
        if field not in p:
            raise BadField(field=f"params.{name}.{field}", problem="缺少")
    one_of(f"params.{name}.unit", p["unit"], tuple(UNITS))
    one_of(f"params.{name}.mark", p["mark"], ("law", "default"))
    one_of(f"params.{name}.certainty", p["certainty"], tuple(CERTAINTIES))
    if isinstance(p["value"], bool) or not isinstance(p["value"], int | float):
        raise BadField(field=f"params.{name}.value", problem="须是数字")
    return Param(name, p["label"], p["value"], p["unit"], p["mark"], p["certainty"], str(p.get("article", "")))


def as_parameter(p: Param) -> Parameter:
    """The value that formulas see: money in fen, counts whole."""
    type_ = UNITS[p.unit]
    if type_ is Type.FEN:
        return Parameter(type_, round(p.value * 100))
    return Parameter(type_, float(p.value) if type_ is Type.NUMBER else int(p.value))

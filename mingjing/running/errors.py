"""What can be wrong with a question put to a court's data."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import EngineError, MingjingError


@dataclass(eq=False)
class UnknownCase(MingjingError):
    """There is no such case."""

    case_id: int
    code = "unknown_case"
    http_status = 404
    message = "没有标识为 {case_id} 的案件。请用 case_id（整数），不是案号。"


@dataclass(eq=False)
class NotOnThisEngine(EngineError):
    """The engine cannot do what is asked; it is refused, never answered otherwise."""

    engine: str
    what: str
    remedy: str
    code = "not_on_this_engine"
    http_status = 422
    message = "{engine} 不能{what}。{remedy}"


@dataclass(eq=False)
class ModelFailed(MingjingError):
    """A model could not be asked."""

    scenario: str
    problem: str
    code = "model_failed"
    http_status = 503
    permanent = False
    message = "场景 {scenario} 未能核查：{problem}。"

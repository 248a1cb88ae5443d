"""What can be wrong with a guide, or with what is asked of one."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import MingjingError


class AssistError(MingjingError):
    """An assistant cannot do what it was asked."""

    code = "assist_error"
    http_status = 422


@dataclass(eq=False)
class UnknownGuide(AssistError):
    """No guide has this name."""

    given: str
    have: tuple[str, ...]
    code = "unknown_guide"
    http_status = 404
    message = "没有名为「{given}」的办案要件指南；现有 {have}。"


@dataclass(eq=False)
class UnknownElement(AssistError):
    """The guide has no such element."""

    guide: str
    given: str
    have: tuple[str, ...]
    code = "unknown_element"
    message = "「{guide}」没有要素「{given}」；可填 {have}。"


@dataclass(eq=False)
class BrokenGuide(AssistError):
    """The file of a guide is not as it must be."""

    guide: str
    place: str
    problem: str
    code = "broken_guide"
    http_status = 500
    message = "办案要件指南 {guide} 的 {place}：{problem}。"

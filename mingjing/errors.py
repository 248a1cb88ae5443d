"""Every error of mingjing says where it happened, what is wrong and what would have been right."""

from __future__ import annotations

from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, ClassVar


class MingjingError(Exception):
    """Base of all errors that a person is meant to read.

    Class facts: `code` is stable and for programs; `http_status` is what the API answers;
    `permanent` is False when trying again later may help; `exit_code` is what the command line returns;
    `message` is a Chinese sentence with the fields of the record as slots.
    """

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 400
    permanent: ClassVar[bool] = True
    exit_code: ClassVar[int] = 2
    message: ClassVar[str] = "出现错误。"

    def facts(self) -> dict[str, Any]:
        """The fields of the record, by name."""
        return asdict(self) if is_dataclass(self) else {}

    def __str__(self) -> str:
        return self.message.format(**{k: _shown(v) for k, v in self.facts().items()})


def _shown(value: Any) -> Any:
    return "、".join(map(str, value)) if isinstance(value, (tuple, list)) else value


class ScenarioError(MingjingError):
    """The author of a scenario can mend it."""

    code = "scenario_error"
    http_status = 422


class ReadingError(MingjingError):
    """A paper or file cannot be read."""

    code = "reading_error"
    http_status = 422


class SourceError(MingjingError):
    """Court data cannot be reached or is not as expected; often passing."""

    code = "source_error"
    http_status = 503
    permanent = False
    exit_code = 3


class EngineError(MingjingError):
    """A model cannot be run on this engine."""

    code = "engine_error"
    http_status = 500


class AccessError(MingjingError):
    """The person may not do this."""

    code = "access_denied"
    http_status = 403


@dataclass(eq=False)
class WrongUse(MingjingError):
    """A command or call was given something it cannot take."""

    problem: str
    remedy: str
    code = "wrong_use"
    message = "{problem} {remedy}"


@dataclass(eq=False)
class MissingPart(MingjingError):
    """A file, program or server that is needed is not there."""

    part: str
    remedy: str
    code = "missing_part"
    exit_code = 3
    message = "缺少{part}。{remedy}"

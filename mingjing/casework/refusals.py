"""Why an element is not taken, or no guide is shown."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import AccessError


@dataclass(eq=False)
class NotYourCase(AccessError):
    """Elements are confirmed by the court that tries the case."""

    court: str
    code = "not_your_case"
    message = "本案由{court}审理，要素由该院的法官、书记员确认。您可以查看。"

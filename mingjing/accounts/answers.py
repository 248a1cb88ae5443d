"""What every endpoint may answer besides its own result."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class Error(Schema):
    """A refusal or an error: a code for programs, a Chinese sentence for people."""

    code: str
    detail: str


def answers(schema: Any) -> dict[Any, Any]:
    """The response table of an endpoint: its own result, and an Error for the rest."""
    return {200: schema, frozenset({400, 401, 403, 404, 409, 422, 429, 500, 503}): Error}

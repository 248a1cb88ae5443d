"""The door at which source systems push their changes, each with a token of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from ninja.security.base import AuthBase

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.ingest.declared.system import System
from mingjing.ingest.push_errors import WrongToken
from mingjing.ingest.pushing import known_system, push

router = Router(tags=["ingest"])
SCHEME = "Bearer "


class PushToken(AuthBase):
    """Lets a source system pass that shows its own token, and no person."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any:
        """The system, or a refusal that does not tell which systems there are."""
        shown = request.headers.get("Authorization", "")
        if not shown.startswith(SCHEME) or request.resolver_match is None:
            raise WrongToken
        return known_system(request.resolver_match.kwargs["system"], shown.removeprefix(SCHEME).strip())


class Pushing(HttpRequest):
    """A request that has passed the door."""

    auth: System


class RefusedRow(Schema):
    """A change that was parked, and why."""

    number: int
    table: str
    reason: str


class Pushed(Schema):
    """What became of a batch; `repeated` when the same had come before and nothing was done again."""

    batch: int
    repeated: bool
    changes: int
    refused: int
    reasons: list[RefusedRow]


@router.post("/ingest/{system}", auth=PushToken(), response=answers(Pushed), operation_id="push_changes")
def push_changes(request: Pushing, system: Annotated[str, Path(max_length=60)]) -> Pushed:
    """Keep a batch of changes for good; it is applied within a second by the process that follows the source."""
    # read rather than `body`, which Django bounds at 2.5 MB; the program as a whole is bounded by BodyLimit
    taken = push(request.auth, request.headers.get("Idempotency-Key", ""), request.read())
    told = {"batch": taken.batch, "changes": taken.changes, "refused": taken.refused, "repeated": taken.repeated}
    audit.record(f"来源系统 {request.auth.name}", "推送数据", facts=told)
    return Pushed.model_validate(asdict(taken))

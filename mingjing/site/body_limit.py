"""A bound on what may be sent to the platform, before anything of it is kept on disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Program = Callable[[Scope, Receive, Send], Awaitable[None]]
MOST_BYTES = 25 * 1024 * 1024
"""Somewhat more than the largest file that may be uploaded, for what a form adds to it."""
REFUSAL = {"code": "body_too_large", "detail": f"发送的内容超过 {MOST_BYTES // 2**20} MB。请拆分后再上传。"}


class TooMuch(Exception):
    """More came than was announced or is allowed."""


class BodyLimit:
    """The program, unless the body of a request is larger than allowed: then 413 in its place."""

    def __init__(self, program: Program, most: int = MOST_BYTES) -> None:
        self.program, self.most = program, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.program(scope, receive, send)
        elif announced(scope) > self.most:
            await refuse(send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Senders may announce nothing (chunked), so what comes is counted too."""
        seen, begun = 0, False

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most:
                raise TooMuch
            return message

        async def telling(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.program(scope, counting, telling)
        except TooMuch:
            if not begun:
                await refuse(send)


def announced(scope: Scope) -> int:
    """The length a request says it has; 0 when it says none."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else 0


async def refuse(send: Send) -> None:
    """413 with a sentence for people."""
    body = orjson.dumps(REFUSAL)
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})

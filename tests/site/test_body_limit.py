"""What may be sent to the platform is bounded, whether or not its length is announced."""

from __future__ import annotations

import asyncio

import pytest

from mingjing.site.body_limit import BodyLimit


async def program(scope, receive, send):
    """Reads everything, then answers 200."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status_of(headers: list[tuple[bytes, bytes]], chunks: list[bytes]) -> int:
    sent: list[dict] = []
    waiting = [{"type": "http.request", "body": c, "more_body": True} for c in chunks] + [{"type": "http.request"}]

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    asyncio.run(BodyLimit(program, most=10)({"type": "http", "headers": headers}, receive, send))
    return sent[0]["status"]


ROWS = [
    ("small and announced", [(b"content-length", b"10")], [b"x" * 10], 200),
    ("announced too large", [(b"content-length", b"11")], [], 413),
    ("not announced, small", [], [b"x" * 5, b"x" * 5], 200),
    ("not announced, too large", [], [b"x" * 6, b"x" * 6], 413),
    ("announced small, sent large", [(b"content-length", b"2")], [b"x" * 20], 413),
    ("announced in no number", [(b"content-length", b"many")], [b"x"], 200),
]


@pytest.mark.parametrize(("case", "headers", "chunks", "status"), ROWS, ids=[r[0] for r in ROWS])
def test_a_body_is_bounded(case, headers, chunks, status):
    assert status_of(headers, chunks) == status

"""Server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse

from mingjing.lifecycle.doorbell import doorbell

QUIET_SECONDS = 15.0
"""After this long without news a comment is sent, so that proxies keep the connection."""

News = Callable[[int], tuple[list[tuple[int, Any]], bool]]
"""From the last id seen to the events after it, and whether more may come."""


def stream(request: HttpRequest, topic: str, event: str, news: News, start: int) -> StreamingHttpResponse:
    """An endless answer: what is new on the topic, as it comes, from `start` or the browser's Last-Event-ID on."""
    events = _events(topic, event, news, last_event_id(request, start))
    response = StreamingHttpResponse(events, content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"
    return response


def last_event_id(request: HttpRequest, default: int) -> int:
    """Where the browser left off."""
    said = request.headers.get("Last-Event-ID", "")
    return int(said) if said.isdecimal() and len(said) < 19 else default


async def _events(topic: str, event: str, news: News, last: int) -> AsyncIterator[bytes]:
    with doorbell.listening(topic) as rung:
        yield b"retry: 3000\n\n"
        while not doorbell.closed:
            rung.clear()
            items, more = await sync_to_async(news)(last)
            for last, data in items:
                yield b"id: %d\nevent: %s\ndata: %s\n\n" % (last, event.encode(), orjson.dumps(data, default=str))
            if not more:
                return
            try:
                await asyncio.wait_for(rung.wait(), QUIET_SECONDS)
            except TimeoutError:
                yield b": quiet\n\n"

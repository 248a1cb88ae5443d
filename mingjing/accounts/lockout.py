"""The answer after too many wrong passwords."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """429 in plain Chinese; it does not tell whether the name exists."""
    body = {"code": "locked_out", "detail": "登录失败次数过多，请十五分钟后再试，或联系信息处解除锁定。"}
    return HttpResponse(orjson.dumps(body), content_type="application/json; charset=utf-8", status=429)

"""How the API writes JSON and errors."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer

from mingjing.errors import MingjingError

log = logging.getLogger("mingjing.site")

MISTAKES = {
    "missing": "缺少必填项",
    "string_too_long": "文字过长",
    "string_too_short": "文字过短",
    "literal_error": "不在可选值之内",
    "int_parsing": "应为整数",
    "greater_than_equal": "数值过小",
    "less_than": "数值过大",
    "less_than_equal": "数值过大",
    "json_invalid": "请求内容不是有效的 JSON",
}
"""Kinds of mistakes pydantic reports, in Chinese."""


class Orjson(BaseRenderer):
    """JSON in UTF-8: Chinese stays Chinese."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of the answer."""
        return orjson.dumps(data, default=str)


def problem(code: str, detail: str, status: int) -> HttpResponse:
    """An error as JSON."""
    body = orjson.dumps({"code": code, "detail": detail})
    return HttpResponse(body, content_type="application/json; charset=utf-8", status=status)


def put_error_handlers(api: NinjaAPI) -> None:
    """Every error becomes {code, detail} with a Chinese sentence."""

    @api.exception_handler(MingjingError)
    def ours(request: HttpRequest, error: MingjingError) -> HttpResponse:
        missing = error.exit_code == 3 and error.http_status == 400
        return problem(error.code, str(error), 503 if missing else error.http_status)

    @api.exception_handler(ValidationError)
    def wrong_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem("wrong_input", "；".join(mistake(e) for e in error.errors) + "。", 422)

    @api.exception_handler(Http404)
    def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem("not_there", "没有这个地址。", 404)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        wrong_json = error.status_code == 400
        detail = "请求内容不是有效的 JSON。" if wrong_json else "请求未被接受。"
        return problem("wrong_input" if wrong_json else "refused", detail, error.status_code)

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        return failure(error)


def failure(error: BaseException) -> HttpResponse:
    """500 with a number that is also in the log, and nothing of the inside."""
    number = f"{id(error) & 0xFFFFFF:06X}"
    log.error("错误编号 %s", number, exc_info=error)
    return problem(
        "broken", f"平台出现错误，您的数据没有丢失。请稍后重试；如仍失败，请告知信息处错误编号 {number}。", 500
    )


def mistake(error: dict[str, Any]) -> str:
    """One mistake of the input, in Chinese."""
    where = str(error["loc"][-1]) if error.get("loc") else "请求"
    return f"{where}：{MISTAKES.get(error.get('type', ''), '格式不正确')}"

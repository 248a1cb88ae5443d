"""The pages: index.html of the built front end for every address that is not the API's or a file's."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from mingjing.site.rendering import failure, problem

NOT_BUILT = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>明镜</title></head>
<body><main><h1>明镜服务已启动，但网页部分尚未构建</h1>
<p>请在项目目录运行 <code>make web</code>（需要 Node 20），然后刷新本页。接口 <code>/api/</code> 可以照常使用。</p>
</main></body></html>"""


NONCE_MARK = "__CSP_NONCE__"
"""Where index.html wants the nonce for the style elements that its parts insert."""


def page(request: HttpRequest, path: str) -> HttpResponse:
    """index.html for an address of the front end; 404 for a file that is not there."""
    if PurePosixPath(path).suffix or path.startswith(("api/", "static/", "assets/")):
        return not_there(request)
    index = settings.FRONT_END / "index.html"
    if not index.is_file():
        return HttpResponse(NOT_BUILT, status=503)
    get_token(request)
    html = index.read_text(encoding="utf-8").replace(NONCE_MARK, str(request.csp_nonce))  # type: ignore[attr-defined]
    return HttpResponse(html, headers={"Cache-Control": "no-cache"})


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 as JSON."""
    return problem("not_there", "没有这个地址。", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500 as JSON."""
    return failure(sys.exc_info()[1] or RuntimeError("no exception"))

"""How an administrative judgment ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.reading.points.context import Context
from mingjing.reading.values import Value, at

# the most special first: 驳回 of other claims follows 撤销
_RESULTS = (
    (r"确认[^。；\n]{2,80}违法", "确认违法"),
    (r"确认[^。；\n]{2,80}无效", "确认无效"),
    (r"(?<!驳回)撤销[^。；\n]{2,80}(?:判决|裁定)", "改判"),
    (r"(?:责令|限)[^。；\n]{2,80}(?:重新作出|作出|履行|答复|处理)", "责令履行"),
    (r"撤销[^。；\n]{2,120}", "撤销"),
    (r"变更[^。；\n]{2,80}", "变更"),
    (r"驳回[^。；\n]{0,60}上诉[^。；\n]{0,20}|维持[^。；\n]{0,40}(?:判决|裁定)", "驳回上诉"),
    (r"驳回[^。；\n]{0,60}起诉", "驳回起诉"),
    (r"驳回[^。；\n]{0,60}(?:诉讼)?请求", "驳回诉讼请求"),
    (r"维持[^。；\n]{2,80}", "维持"),
    (r"赔偿[^。；\n]{2,80}", "赔偿"),
    (r"准许[^。；\n]{2,60}撤回", "准许撤诉"),
)
_COMPILED = tuple((re.compile(pattern), word) for pattern, word in _RESULTS)


def result(context: Context) -> Iterator[Value[Any]]:
    """驳回诉讼请求, 撤销, 确认违法, 责令履行, ... at the words that say so."""
    for pattern, word in _COMPILED:
        found = pattern.search(context.plain, *context.zones["orders"])
        if found:
            yield at(context.paper.text, word, found.span(), "administrative.result", 0.9)
            return

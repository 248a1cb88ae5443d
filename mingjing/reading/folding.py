"""Fold the many printings of one sign into one, keeping every character in its place.

Sources mix half-width and full-width signs (原告:张三 and 原告：张三), so patterns would need both everywhere.
The folded text has the same length as the source: an offset in one is the offset in the other.
"""

from __future__ import annotations

_SAME = {
    "：": ":﹕",
    "，": ",﹐",
    "；": ";﹔",
    "（": "([\uff3b\u3014﹝【",
    "）": ")]\uff3d\u3015﹞】",
    "《": "<〈＜﹤",
    "》": ">〉＞﹥",
    "。": "｡",
    " ": "\u3000\u00a0\t\u2002\u2003\u200b\ufeff",
    "\n": "\r\u2028\x0b\x0c",
    "-": "－—–",
    "第": "笫",
    "×": "*＊",
}
_TABLE = str.maketrans(
    {sign: common for common, signs in _SAME.items() for sign in signs}
    | dict(zip("\uff10１\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19．", "0123456789.", strict=True))
)


def folded(text: str) -> str:
    """`text` with one sign for each meaning, as long as `text`.

    >>> folded("原告:张三,(男)3")
    '原告：张三，（男）3'
    """
    return text.translate(_TABLE)

"""Fold the many printings of one sign into one, keeping every character in its place.

Sources mix half-width and full-width signs (原告:张三 and 原告：张三), so patterns would need both everywhere.
The folded text has the same length as the source: an offset in one is the offset in the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

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


# No number has sixty digits, and nothing is meant by one sign said two hundred times over.
_ENDLESS = re.compile(
    r"[0-9.,，]{60,}|[零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]{60,}|([\s\S])\1{199,}"
)
# Nor by a few signs, in a text longer than most papers.
_REPEATED = re.compile(r"([\s\S]{2,24}?)\1{39,}")
_LONG, _VERY_LONG = 2_000, 20_000
_MUTE = "\x00。\x00\n"
"""Signs that begin no word, number or blank, with the stops at which sentences end."""


@lru_cache(maxsize=8)
def folded(text: str) -> str:
    """`text` with one sign for each meaning, as long as `text`; the readers of one paper fold it once.

    Endless repetition is made mute: there is nothing to read in it, and a pattern may take the square of its length.

    >>> folded("原告:张三,(男)3")
    '原告：张三，（男）3'
    """
    plain = text.translate(_TABLE)
    if len(plain) > _LONG:
        plain = _ENDLESS.sub(_mute, plain)
    return _REPEATED.sub(_mute, plain) if len(plain) > _VERY_LONG else plain


def _mute(found: re.Match[str]) -> str:
    length = found.end() - found.start()
    return (_MUTE * (length // len(_MUTE) + 1))[:length]

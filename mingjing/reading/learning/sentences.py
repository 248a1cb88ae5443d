"""Sentences of a text with their places, and the part of the paper that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS = re.compile(r"[^。；;！？\n]*(?:[。；;！？\n]+[”’）]?|$)")
# Words that open a part; the part lasts until the next is opened.
_OPENERS = (
    ("claims", re.compile(r"诉称|起诉称|诉讼请求|指控|申请称|请求判令")),
    ("defence", re.compile(r"辩称|答辩|抗辩|未作答辩|质证")),
    ("findings", re.compile(r"查明|认定(?:事实|如下)|事实如下")),
    ("reasoning", re.compile(r"本院[^，。；]{0,12}认为|综上")),
    ("orders", re.compile(r"(?:判决|裁定|决定|调解|协议)[^，。；]{0,4}如下")),
)
PARTS = ("start", *(name for name, _ in _OPENERS))

Place = tuple[int, int]


def sentences(text: str) -> list[Place]:
    """Start and end of every sentence that has more than blanks."""
    return [m.span() for m in _ENDS.finditer(text) if m[0].strip()]


def stops(text: str) -> list[int]:
    """Where sentences end."""
    return [end for _, end in sentences(text)]


def parts(texts: Sequence[str]) -> list[int]:
    """For each sentence of a paper the number of its part in PARTS."""
    out, now = [], 0
    for text in texts:
        now = next((i for i, (_, opener) in enumerate(_OPENERS, 1) if opener.search(text)), now)
        out.append(now)
    return out

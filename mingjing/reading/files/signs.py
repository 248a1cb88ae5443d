"""Signs that only look like characters: some PDF fonts answer with a radical where a character is printed."""

from __future__ import annotations

import unicodedata

# the simplified radicals, which Unicode gives no plain form: ⻓ for 长, ⻅ for 见
_SIMPLIFIED = {
    0x2EA0: "民",
    0x2EC1: "虎",
    0x2EC4: "西",
    0x2EC5: "见",
    0x2EC6: "角",
    0x2EC9: "贝",
    0x2ECB: "车",
    0x2ED3: "长",
    0x2ED4: "门",
    0x2ED8: "青",
    0x2ED9: "韦",
    0x2EDA: "页",
    0x2EDB: "风",
    0x2EDC: "飞",
    0x2EDD: "食",
    0x2EE2: "马",
    0x2EE3: "骨",
    0x2EE4: "鬼",
    0x2EE5: "鱼",
    0x2EE6: "鸟",
    0x2EE7: "卤",
    0x2EE8: "麦",
    0x2EE9: "黄",
    0x2EEC: "齐",
    0x2EEE: "齿",
    0x2EF0: "龙",
}
_RANGES = (range(0x2E80, 0x2FD6), range(0xF900, 0xFB00))
_PLAIN = {
    code: plain
    for codes in _RANGES
    for code in codes
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain != chr(code)
} | _SIMPLIFIED


def plain_signs(text: str) -> str:
    """`text` with the characters that are meant, as long as `text`.

    >>> plain_signs("⼈⺠法院")
    '人民法院'
    """
    return text.translate(_PLAIN)


def sound(text: str) -> float:
    """The share of characters that mean something: a text layer without a character table gives signs of no meaning."""
    printed = [sign for sign in text if not sign.isspace()]
    if not printed:
        return 0.0
    return 1 - sum(map(_meaningless, printed)) / len(printed)


def _meaningless(sign: str) -> bool:
    return sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs")

"""What a tagger sees around each character: the characters, their classes, shapes, cues to both sides, words, hints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mingjing.reading.folding import folded
from mingjing.reading.learning.keys import Codes, Keys, codes, columns_of, combined, shifted
from mingjing.reading.learning.spans import Span
from mingjing.reading.learning.words import words

FEATURES = 4
"""Raise it when a feature changes its meaning: models of another version are refused."""

_CLASSES = (
    "0123456789",
    "一二三四五六七八九十百千万亿两几半余零〇壹贰叁肆伍陆柒捌玖拾佰仟",
    "，。；：、！？",
    "（）《》“”\"'「」",
    "×*＊某Xx",
    "年月日时分许",
    "元角克吨台辆部个只条张枚瓶包箱根块套件把双",
    "省市县区镇乡村街道路号楼室弄巷栋",
    "\n \t",
)
# Shapes that a pattern knows better than a window of characters.
_SHAPES = (
    (
        "money",
        r"(?:人民币|共计|价值)?\d[\d,，.]*[余多]?(?:[十百千万亿]+)?[美欧港日]?元|[一二三四五六七八九十百千万两]+余?元",
    ),
    (
        "time",
        r"(?:[\d×某X]{2,4}年|同年|当年|次年)(?:[\d×某X]{1,2}月|同月)?(?:[\d×某X]{1,2}日|底|初|间)?(?:上午|下午|凌晨|早上|晚上?|中午|夜)?"
        r"(?:[\d×X]{1,2}时)?(?:[\d×X]{1,2}分)?许?"
        r"|(?:\d{1,2}月\d{1,2}日|[次同当]日|[次同当]月)(?:上午|下午|凌晨|早上|晚上?|中午)?(?:\d{1,2}时)?(?:\d{1,2}分)?许?",
    ),
    ("person", r"[\u4e00-\u9fff](?:某[某甲乙丙丁戊\d]?|×{1,2}|X{1,2})"),
    ("place", r"(?:[\u4e00-\u9fff×]{1,6}[省市县区镇乡村]){1,5}[\u4e00-\u9fff×\d]{0,12}?(?:号|[路街道巷弄楼栋室])?"),
    ("firm", r"[\u4e00-\u9fff×（）]{2,20}(?:公司|银行|支行|医院|超市|商行|经营部|商店|学校|委员会|合作社)"),
    ("weight", r"(?:约|净重|共重)?\d[\d.]*(?:余)?(?:克|毫克|千克|公斤|斤|毫升|吨)"),
    (
        "count",
        r"[一二三四五六七八九十两数几\d]+余?[辆台部个只条张枚瓶包箱根块套件把双粒袋捆卷米棵头]",
    ),
)
_SHAPE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SHAPES))
_FAR = 40
"""Beyond this many characters a cue says nothing."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that announce or close the values of a kind, found in its examples; in the order of their worth."""

    words: tuple[str, ...] = ()

    def pattern(self) -> re.Pattern[str] | None:
        """One pattern for all, longer words first."""
        if not self.words:
            return None
        return re.compile("|".join(map(re.escape, sorted(self.words, key=len, reverse=True))))


class Letters:
    """The features of a text under the cues of one kind."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._pattern = cues.pattern()
        self._number = {word: i for i, word in enumerate(cues.words)}

    def keys(self, text: str, hints: Sequence[Span] = ()) -> Keys:
        """One row of keys per character, one column per template."""
        plain = folded(text)
        char = codes(plain)
        kind, shape = _classes(plain), _shapes(plain)
        left, right, left_far, right_far = self._cues(plain)
        hint = _hints(len(plain), hints)
        bare, word = _bare(plain, char), words(plain)
        rows = [
            *[(i, around(char, by)) for i, by in enumerate((-3, -2, -1, 0, 1, 2, 3))],
            *[(10 + by, around(bare, by, by + 1)) for by in (-3, -2, -1, 0, 1, 2)],
            *[(20 + by, around(bare, by, by + 1, by + 2)) for by in (-3, -2, -1, 0, 1)],
            (30, around(bare, 0, 1, 2, 3)),
            (31, around(bare, -3, -2, -1, 0)),
            (32, around(kind, -2, -1, 0, 1, 2)),
            (33, around(kind, -4, -3, -2, -1, 0, 1, 2, 3, 4)),
            (34, around(shape, -1, 0, 1)),
            (35, [shape, bare]),
            (36, [left, left_far]),
            (37, [right, right_far]),
            (38, [left, right]),
            (39, [left, shape]),
            (40, [left, kind, shifted(kind, 1)]),
            (41, [right, kind, shifted(kind, -1)]),
            (42, around(hint, -1, 0, 1)),
            (43, [hint, char]),
            (44, [word.place, word.word]),
            (45, [word.place, word.before]),
            (46, [word.place, word.after]),
            (47, [word.place, word.kind_before, word.kind]),
            (48, [word.place, word.kind, word.kind_after]),
        ]
        return columns_of([combined(template, columns) for template, columns in rows])

    def _cues(self, text: str) -> tuple[Codes, Codes, Codes, Codes]:
        """The nearest cue before and after each character, and how far it is (near, middle, far)."""
        size = len(text)
        left, right = np.full(size, EDGE_CUE), np.full(size, EDGE_CUE)
        left_far, right_far = np.zeros(size, np.int64), np.zeros(size, np.int64)
        before = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            number = self._number[found[0]]
            start, end = found.span()
            left[end : end + _FAR] = number
            left_far[end : end + _FAR] = _STEPS[: max(0, min(_FAR, size - end))]
            since = max(before, start - _FAR)
            right[since:start] = number
            right_far[since:start] = _STEPS[: start - since][::-1]
            before = end
        return left, right, left_far, right_far


def around(column: Codes, *offsets: int) -> list[Codes]:
    """The column as seen from so many places away."""
    return [shifted(column, by) if by else column for by in offsets]


EDGE_CUE = 9_999
_STEPS = np.array([0, 1, 2, 3, 4, 5, 5, 6, 6, 6] + [7] * 10 + [8] * 20, dtype=np.int64)


def _classes(text: str) -> Codes:
    return np.array([_CLASS_OF.get(c, 15 if c.isascii() else 14) for c in text], dtype=np.int64)


_CLASS_OF = {c: i for i, members in enumerate(_CLASSES) for c in members}


def _bare(text: str, char: Codes) -> Codes:
    """The characters with every digit as 0, so that 15日 and 16日 are the same."""
    return np.where((char >= 48) & (char <= 57), 48, char)


def _shapes(text: str) -> Codes:
    out = np.zeros(len(text), np.int64)
    for found in _SHAPE.finditer(text):
        number = _NUMBER_OF[found.lastgroup or ""]
        out[found.start() : found.end()] = number * 3 + 1
        out[found.start()] = number * 3
        out[found.end() - 1] = number * 3 + 2
    return out


_NUMBER_OF = {name: i + 1 for i, (name, _) in enumerate(_SHAPES)}


def _hints(size: int, hints: Sequence[Span]) -> Codes:
    """What the rules read here: which info point, and whether it begins here."""
    out = np.zeros(size, np.int64)
    for span in hints:
        number = sum(ord(c) << (7 * i % 42) for i, c in enumerate(span.id)) * 4
        out[span.start : span.end] = number + 1
        out[span.start : span.start + 1] = number + 2
    return out

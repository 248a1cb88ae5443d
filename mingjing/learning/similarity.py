"""How alike two names or two texts are, from 0 to 1: plain measures that a person can check by hand."""

from __future__ import annotations

SHINGLE = 5
"""Characters of text that are compared as one piece."""


def name_similarity(a: str, b: str) -> float:
    """One less the characters to be changed, added, taken out or swapped with the next, per character of the longer.

    >>> name_similarity("王小山", "王小山"), round(name_similarity("王小山", "王晓山"), 3), name_similarity("甲", "乙")
    (1.0, 0.667, 0.0)
    >>> round(name_similarity("上海信达贸易有限公司", "上海达信贸易有限公司"), 3)
    0.9
    """
    longest = max(len(a), len(b))
    return 1.0 - edits(a, b) / longest if longest else 0.0


def edits(a: str, b: str) -> int:
    """The least number of changes that make one of the other."""
    two_up: list[int] = []
    above = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            found = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                found = min(found, two_up[j - 2] + 1)
            row.append(found)
        two_up, above = above, row
    return above[-1]


def text_similarity(a: str, b: str) -> float:
    """The pieces of five characters that both have, of all that one has.

    >>> text_similarity("请求判令被告归还借款", "请求判令被告归还借款"), text_similarity("甲乙丙丁", "")
    (1.0, 0.0)
    """
    here, there = shingles(a), shingles(b)
    return len(here & there) / len(here | there) if here or there else 0.0


def shingles(text: str) -> set[str]:
    """The pieces of a text, white space left out."""
    plain = "".join(text.split())
    return {plain[i : i + SHINGLE] for i in range(max(len(plain) - SHINGLE + 1, 1))} if plain else set()

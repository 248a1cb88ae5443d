"""What a paper as a whole tells about two of its points."""

from __future__ import annotations

import re

from mingjing.reading.learning.relations import Pair, pair_keys
from mingjing.reading.learning.scene import Scene
from mingjing.reading.learning.spans import Span

SOLD = "被告人赵甲在东门将海洛因贩卖给吸毒人员钱乙。后钱乙在家中被抓获。"


def points(text: str) -> list[Span]:
    """The invented persons and drugs of a text."""
    return [
        Span(m.start(), m.end(), "drug" if m[0] == "海洛因" else "person")
        for m in re.finditer("赵甲|钱乙|海洛因", text)
    ]


def facts(text: str, source: int, target: int) -> set[str]:
    """What is told of two points, the kinds left out; each point is seen as one sign."""
    found = points(text)
    masked = re.sub("赵甲|钱乙|海洛因", "\ue000", text)
    place = [len(re.sub("赵甲|钱乙|海洛因", "\ue000", text[:i])) for i in range(len(text) + 1)]
    return {fact.split(">", 1)[1] for fact in Scene(text, found, masked, place).facts(source, target)}


def test_the_verbs_between_two_names_and_how_each_is_announced_are_told() -> None:
    told = facts(SOLD, 0, 2)
    assert {"person>between 贩卖", "person>source is 被告人", "person>target is 人员"} <= told
    assert "person>between 抓获" not in told


def test_a_name_said_again_is_told_from_its_first_mention() -> None:
    assert "person>again FalseFalse" in facts(SOLD, 0, 2)
    assert "person>again FalseTrue" in facts(SOLD, 0, 3)


def test_the_nearest_pair_is_told_from_the_others() -> None:
    assert "drug>nearest True" in facts(SOLD, 0, 1)
    assert "drug<nearest False" in facts(SOLD, 3, 1)


def test_the_order_of_two_names_changes_what_is_seen_of_them() -> None:
    there, back = pair_keys(SOLD, points(SOLD), [Pair(0, 2), Pair(2, 0)])
    assert set(there.tolist()) != set(back.tolist())

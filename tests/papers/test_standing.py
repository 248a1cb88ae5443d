"""What people said is kept above what a reader finds."""

from __future__ import annotations

import pytest

from mingjing.ingest.standing import Place, Point, placed, standing

OLD = Point("J003", "案号", "旧号", "旧号", 10, 12, 0.6, "head")
OTHER = Point("J003", "案号", "他号", "他号", 40, 42, 0.9, "head")


def said(act: str, value: str | None, start: int | None, end: int | None, old: Point | None = OLD) -> Point:
    place = Place(old.start, old.end, old.value) if old else None
    return Point("J003", "案号", value, value or "", start, end, None, "沈法官", act, old=place)


ROWS = [
    ("nothing said", [], [("旧号", ""), ("他号", "")]),
    ("changed in place", [said("change", "新号", 10, 12)], [("新号", "change"), ("他号", "")]),
    ("moved elsewhere", [said("change", "新号", 20, 22)], [("新号", "change"), ("他号", "")]),
    ("moved onto another value", [said("change", "新号", 40, 42)], [("新号", "change")]),
    ("rejected", [said("reject", "旧号", 10, 12)], [("旧号", "reject"), ("他号", "")]),
    ("added", [said("add", "补号", 60, 62, None)], [("旧号", ""), ("他号", ""), ("补号", "add")]),
    ("added where the reader finds it later", [said("add", "旧号", 10, 12, None)], [("旧号", "add"), ("他号", "")]),
    (
        "changed twice",
        [said("change", "新号", 20, 22), said("change", "再号", 30, 32, said("change", "新号", 20, 22))],
        [("再号", "change"), ("他号", "")],
    ),
    (
        "rejected, then added again",
        [said("reject", "旧号", 10, 12), said("add", "旧号", 10, 12, None)],
        [("旧号", "add"), ("他号", "")],
    ),
]


@pytest.mark.parametrize(("case", "told", "stands"), ROWS, ids=[r[0] for r in ROWS])
def test_what_was_said_stands_above_what_was_read(case, told, stands):
    assert [(p.value, p.act) for p in standing([OLD, OTHER], told)] == stands


def test_a_value_without_a_place_is_known_by_what_it_is():
    bare = Point("J004", "审级", "一审", "", None, None, 0.7, "head")
    change = Point(
        "J004", "审级", "二审", "", None, None, None, "沈法官", "change", old=Place(None, None, "一审")
    )  # fmt: skip
    assert [p.value for p in standing([bare], [change])] == ["二审"]


def test_another_info_point_at_the_same_words_is_left_alone():
    name = Point("J023", "姓名名称", "张某", "张某", 10, 12, 0.9, "parties")
    assert {p.code for p in standing([OLD, name], [said("reject", "旧号", 10, 12)])} == {"J003", "J023"}


def test_every_value_has_a_key_of_its_own():
    keys = [p.key for p in standing([OLD, OLD, OTHER], [])]
    assert len(set(keys)) == 3


def test_words_that_moved_are_found_where_they_are_now():
    point = said("change", "新号", 2, 4)
    assert (placed(point, "甲乙新号").start, placed(point, "前面多了新号").start) == (2, 4)
    assert placed(point, "新号与新号").start is None
    assert placed(point, "不在了").start is None

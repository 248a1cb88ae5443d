"""What people said about values of papers: in the data, in its history, in topic tables, and above later readings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from mingjing.ingest.corrections import write_corrections
from mingjing.ingest.drafts import save_draft
from mingjing.ingest.standing import Place, Point
from mingjing.store.writing import opened_for_writing

NINE, TEN, ELEVEN, NOON = (dt.datetime(2024, 5, 6, hour) for hour in (9, 10, 11, 12))
TEXT = """某市甲区人民法院
民事判决书
（2024）某0101民初7号
原告：张山，男，1970年1月2日出生，汉族，住某市甲区东路1号。
被告：李水，女，1975年3月4日出生，回族，住某市甲区西路2号。
原告张山与被告李水民间借贷纠纷一案，本院于2024年3月1日立案后，依法公开开庭进行了审理。本案现已审理终结。
原告张山向本院提出诉讼请求：判令被告归还借款30000元。
经审理查明，2023年5月6日，被告向原告借款30000元，双方约定月利率1%。
本院认为，借款应当归还。依照《中华人民共和国民法典》第六百七十五条之规定，判决如下：
被告李水于本判决生效之日起十日内归还原告张山借款30000元。
案件受理费300元，由被告李水负担。
审判员　王木
二〇二四年五月六日
书记员　陈火
"""
IN_FORCE = "SELECT value, read_by FROM info_point WHERE code = ? AND _to = TIMESTAMP '9999-12-31' ORDER BY start"
AT = "SELECT value FROM info_point WHERE code = ? AND _from <= ? AND ? < _to ORDER BY start"
TOPIC = "SELECT {} FROM {} WHERE _to = TIMESTAMP '9999-12-31'"


@pytest.fixture
def court(tmp_path: Path) -> Path:
    into = tmp_path / "court.duckdb"
    save_draft(into, TEXT, NINE, "草稿")
    return into


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql, values).fetchall()


def said(path: Path, at: dt.datetime, *points: Point) -> int:
    with opened_for_writing(path) as con:
        return write_corrections(con, 1, points, at)


def point(act: str, code: str, value: str, words: str, number: int = 1, *, last: bool = False, to: str = "") -> Point:
    """What a judge said of the value at these words; `to` are the words of a value that was elsewhere."""
    start = TEXT.rindex(words) if last else TEXT.index(words)
    old = None if act == "add" else Place(start, start + len(words), _value(code, words), words)
    at, text = (TEXT.index(to), to) if to else (start, words)
    return Point(code, code, value, text, at, at + len(text), None, "沈法官", act, old=old, correction=number)


def _value(code: str, words: str) -> str:
    return {"30000元": "3000000", "月利率1%": "12.0"}.get(words, words)


def at_findings(act: str, value: str, number: int = 1) -> Point:
    start = TEXT.index("借款30000元，双方") + 2
    place = Place(start, start + 6, "3000000", "30000元")
    return Point(
        "J124", "借款本金", value, "30000元", start, start + 6, None, "沈法官", act, old=place, correction=number
    )


def test_a_corrected_value_stands_and_the_one_read_is_history(court: Path) -> None:
    assert rows(court, IN_FORCE, "J124")[0][0] == "3000000"
    assert said(court, TEN, at_findings("change", "5000000")) == 2
    assert rows(court, IN_FORCE, "J124") == [("5000000", "人工更正：沈法官")]
    assert rows(court, AT, "J124", NINE, NINE) == [("3000000",)]
    assert rows(court, AT, "J124", TEN, TEN) == [("5000000",)]


def test_the_topic_rows_of_the_case_follow(court: Path) -> None:
    said(court, TEN, at_findings("change", "5000000"))
    assert rows(court, TOPIC.format("principal_fen", "loan")) == [(5000000,)]


def test_an_order_follows_the_amount_that_a_person_changed(court: Path) -> None:
    said(court, TEN, point("change", "J369", "4000000", "30000元", last=True))
    assert rows(court, TOPIC.format("amount_fen", "order_item")) == [(4000000,)]


def test_what_is_said_twice_is_written_once(court: Path) -> None:
    said(court, TEN, at_findings("change", "5000000"))
    before = rows(court, "SELECT count(*) FROM info_point"), rows(court, "SELECT count(*) FROM point_correction")
    assert said(court, ELEVEN, at_findings("change", "5000000")) == 0
    assert (
        rows(court, "SELECT count(*) FROM info_point"),
        rows(court, "SELECT count(*) FROM point_correction"),
    ) == before


def test_what_was_taken_back_comes_back(court: Path) -> None:
    read_by = rows(court, IN_FORCE, "J124")
    said(court, TEN, at_findings("change", "5000000"))
    assert said(court, ELEVEN) == 2
    assert rows(court, IN_FORCE, "J124") == read_by
    assert rows(court, TOPIC.format("principal_fen", "loan")) == [(3000000,)]
    assert rows(court, AT, "J124", TEN, TEN) == [("5000000",)]


def test_a_rejected_value_is_gone_and_one_added_is_there(court: Path) -> None:
    added = point("add", "J138", "归还", "应当归还", number=2)
    said(court, TEN, at_findings("reject", "3000000"), added)
    assert rows(court, IN_FORCE, "J124") == []
    assert rows(court, IN_FORCE, "J138") == [("归还", "人工补充：沈法官")]
    assert rows(court, TOPIC.format("count(*)", "loan")) == [(0,)]


def test_a_confirmed_value_is_sure(court: Path) -> None:
    said(court, TEN, at_findings("confirm", "3000000"))
    sql = "SELECT confidence, read_by FROM info_point WHERE code = 'J124' AND _to = TIMESTAMP '9999-12-31'"
    assert rows(court, sql) == [(1.0, "人工确认：沈法官")]


def test_the_last_word_counts(court: Path) -> None:
    first = at_findings("change", "5000000")
    second = Point(
        **{**{f: getattr(first, f) for f in ("code", "name", "text", "start", "end", "confidence", "by")}},
        value="6000000",
        act="change",
        old=first.place,
        correction=2,
    )
    said(court, TEN, first)
    said(court, ELEVEN, first, second)
    assert rows(court, IN_FORCE, "J124") == [("6000000", "人工更正：沈法官")]


def test_another_version_keeps_what_a_person_said(court: Path) -> None:
    said(court, TEN, at_findings("change", "5000000"))
    longer = TEXT.replace("经审理查明，", "经审理查明，原告与被告系同事。")
    saved = save_draft(court, longer, ELEVEN, "草稿")
    assert saved.changed
    assert rows(court, IN_FORCE, "J124") == [("5000000", "人工更正：沈法官")]
    assert rows(court, TOPIC.format("principal_fen", "loan")) == [(5000000,)]
    ((start, end, text),) = rows(
        court,
        """SELECT p.start, p.end, d.text FROM info_point p JOIN document d USING (document_id)
        WHERE code = 'J124' AND p._to = TIMESTAMP '9999-12-31' AND d._to = TIMESTAMP '9999-12-31'""",
    )
    assert str(text)[int(str(start)) : int(str(end))] == "30000元" and "同事" in str(text)


def test_what_was_said_of_words_that_are_gone_is_kept_and_says_nothing(court: Path) -> None:
    said(court, TEN, at_findings("change", "5000000"))
    save_draft(court, TEXT.replace("借款30000元，双方", "借款20000元，双方"), ELEVEN, "草稿")
    assert rows(court, IN_FORCE, "J124") == [("2000000", rows(court, IN_FORCE, "J124")[0][1])]
    assert rows(court, TOPIC.format("count(*)", "point_correction")) == [(1,)]
    assert said(court, NOON, at_findings("change", "5000000")) == 0


def test_a_document_that_left_the_data_is_no_error(court: Path) -> None:
    with opened_for_writing(court) as con:
        assert write_corrections(con, 99, [at_findings("change", "1")], TEN) == 0

"""Case numbers in the grammars of before and after 2016."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.court.case_number import CaseNumber, find, normal, parse

NUMBERS = [
    ("（2018）沪0105刑初655号", CaseNumber(2018, "沪0105", "刑初", "655", "", old=False)),
    ("(2016) 皖1503执660－2号", CaseNumber(2016, "皖1503", "执", "660-2", "", old=False)),
    ("（2018）粤0804执295号之一", CaseNumber(2018, "粤0804", "执", "295", "之一", old=False)),
    ("\u30142021\u3015赣刑更219号", CaseNumber(2021, "赣", "刑更", "219", "", old=False)),
    ("（2009）沪一中刑终字第629号", CaseNumber(2009, "沪一中", "刑终", "629", "", old=True)),
    ("（2015）澄刑初字第01756号", CaseNumber(2015, "澄", "刑初", "01756", "", old=True)),
    ("（2014）松民一（民）初字第7993号", CaseNumber(2014, "松", "民一（民）初", "7993", "", old=True)),
    ("（2015）民申字第1997号", CaseNumber(2015, "", "民申", "1997", "", old=True)),
    ("（\uff12\uff10１\uff18）豫０１０５民初２０５７０号", CaseNumber(2018, "豫0105", "民初", "20570", "", old=False)),
]


@pytest.mark.parametrize(("printed", "expected"), NUMBERS)
def test_a_case_number_is_parsed(printed: str, expected: CaseNumber) -> None:
    assert parse(printed) == expected


@pytest.mark.parametrize(("printed", "expected"), NUMBERS)
def test_the_normal_form_parses_to_the_same_number(printed: str, expected: CaseNumber) -> None:
    assert parse(expected.text) == expected
    assert parse(normal(printed)) == expected


def test_the_ordinal_alone_marks_the_old_grammar() -> None:
    number = parse("（2014）沪一中民三初第2315号")
    assert number is not None
    assert number.old
    assert number.text == "（2014）沪一中民三初字第2315号"


@pytest.mark.parametrize(
    "text", ["（2018）643号", "沪长检诉刑诉\uff3b2018\uff3d643号", "公诉（2018）检刑诉16号", "第123号", ""]
)
def test_the_number_of_another_agency_is_none(text: str) -> None:
    assert parse(text) is None


def test_numbers_are_found_in_running_text_in_order() -> None:
    text = "以甲检刑诉（2018）检字12号起诉，（2018）甲01刑初1号判决与(2018)甲刑终22号裁定"
    assert [match.group() for match in find(text)] == ["（2018）甲01刑初1号", "(2018)甲刑终22号"]


def test_a_list_of_joined_cases_is_one_number() -> None:
    assert [m.group() for m in find("（2018）粤0303民初24622-24625、24628、24629号")] == [
        "（2018）粤0303民初24622-24625、24628、24629号"
    ]


@given(st.text())
def test_any_text_has_a_normal_form_that_is_stable(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.integers(1990, 2099), st.sampled_from(("民初", "刑终", "行申", "执异")), st.integers(1, 99999))
def test_every_new_number_survives_parsing(year: int, kind: str, serial: int) -> None:
    assert parse(f"（{year}）甲0101{kind}{serial}号") == CaseNumber(year, "甲0101", kind, str(serial), "", old=False)

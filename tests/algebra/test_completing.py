"""An editor is told what may stand at the cursor, and what is wrong with what stands there."""

from __future__ import annotations

import pytest
from court_words import FORMULAS, SCOPE
from hypothesis import given
from hypothesis import strategies as st

from mingjing.algebra.completing import complete, diagnose
from mingjing.algebra.errors import ModelError


def offered(written: str) -> list[str]:
    """What is offered at the bar in a formula."""
    before, _, after = written.partition("|")
    return [c.text for c in complete(before + after, len(before), SCOPE, FORMULAS)]


OFFERS = [
    ("|", ["case_id", "cause", "加月(", "截至日", ":months"]),
    ("cau|", ["cause"]),
    ("标的|", ["amount_fen"]),
    ("日|", ["filed_on", "closed_on", "日('"]),
    ("ADD_|", ["add_days(", "add_months("]),
    ("加|", ["加天(", "加月("]),
    ("届满|", ["届满日("]),
    ("情|", ["情形("]),
    ("cause |", ["=", "in (", "is null", "and"]),
    ("cause = |", ["cause", "如果("]),
    ("cause = '|", ["'9001'", "'9002'"]),
    ("cause = '90|'", ["'9001'", "'9002'"]),
    ("cause in ('9001', '|", ["'9001'", "'9002'"]),
    ("案由 = '|", ["'9001'", "'9002'"]),
    ("open and cau|", ["cause"]),
    ("filed_on >= add_months(as_of, -:mo|", [":months"]),
    ("人数 > 1 a|", ["and"]),
    ("(人数 > 1) |", ["and", "or"]),
    ("结案日 为|", ["为空"]),
]


@pytest.mark.parametrize(("written", "wanted"), OFFERS)
def test_what_may_follow_is_offered(written: str, wanted: list[str]) -> None:
    assert set(wanted) <= set(offered(written))


@pytest.mark.parametrize(
    ("written", "unwanted"),
    [
        ("cause |", "case_id"),
        ("cause = |", "and"),
        ("name = '|", "'9001'"),
        ("cau|", "case_id"),
        ("|", "eq("),
        ("add_|", "加月("),
    ],
)
def test_what_may_not_follow_is_not_offered(written: str, unwanted: str) -> None:
    assert unwanted not in offered(written)


def test_a_completion_takes_the_place_of_the_word_begun() -> None:
    made = complete("open and cau", 12, SCOPE, FORMULAS)[0]
    assert (made.text, made.label, made.start, made.end) == ("cause", "案由", 9, 12)
    assert "open and cau"[: made.start] + made.text == "open and cause"


def test_a_code_takes_the_place_of_the_quotes_too() -> None:
    made = complete("cause = '90'", 11, SCOPE, FORMULAS)[0]
    assert "cause = '90'"[: made.start] + made.text + "cause = '90'"[made.end :] == "cause = '9001'"


def test_a_function_is_offered_with_what_it_takes_and_means() -> None:
    (made,) = (c for c in complete("按月", 2, SCOPE, FORMULAS) if c.kind == "function")
    assert made.help == "按月届满日（起算日、月数）：若干月后的对应日，末日是休息日的顺延（民法典202、203条）"


@given(st.text("cause'9001 =()、加月:and\"/*-", max_size=25), st.integers(0, 25))
def test_whatever_is_offered_may_be_written_in(text: str, at: int) -> None:
    for c in complete(text, min(at, len(text)), SCOPE, FORMULAS):
        assert 0 <= c.start <= c.end <= len(text)


def test_every_column_offered_by_name_can_be_read() -> None:
    for c in complete("", 0, SCOPE, FORMULAS):
        if c.kind == "column":
            assert FORMULAS.read(c.text, SCOPE)


def test_every_function_offered_is_known() -> None:
    for c in complete("", 0, SCOPE, FORMULAS):
        if c.kind == "function":
            with pytest.raises(ModelError) as refusal:
                FORMULAS.read(f"{c.text})", SCOPE)
            assert "没有函数" not in str(refusal.value)


def test_a_sound_formula_is_told_in_chinese() -> None:
    found = diagnose("标的额 > 元(50000) and cause = '9001'", SCOPE, FORMULAS)
    assert (found.type, found.said, found.problems) == ("bool", "标的额超过50,000元且案由为“民间借贷纠纷”", ())


def test_a_fault_is_told_with_its_place_and_what_is_near() -> None:
    (problem,) = diagnose("人数 > 1 and cuase = '9001'", SCOPE, FORMULAS).problems
    assert (problem.start, problem.end, problem.code) == (11, 16, "unknown_column")
    assert problem.near[0] == "cause" and "没有「cuase」这一列" in problem.message


def test_a_condition_is_asked_for_where_one_is_needed() -> None:
    (problem,) = diagnose("人数", SCOPE, FORMULAS, condition=True).problems
    assert "这里需要一个条件" in problem.message

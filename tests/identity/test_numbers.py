"""Numbers of people and organisations: which can be, which cannot, and what they say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.identity.errors import NoIdentityKey, WrongNumber
from mingjing.identity.keys import VARIABLE, keyring
from mingjing.identity.numbers import (
    CREDIT_ALPHABET,
    credit_check,
    credit_code,
    id_check,
    lengthened,
    number,
    organ_check,
    person_number,
)

RING = keyring({VARIABLE: "00112233445566778899aabbccddeeff"})
people = st.builds(
    lambda region, day, order: f"{region}0101{day:%Y%m%d}{order:03}",
    st.sampled_from(["31", "11", "44", "65"]),
    st.dates(dt.date(1900, 1, 1), dt.date(2025, 1, 1)),
    st.integers(0, 999),
).map(lambda head: head + id_check(head))
firms = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8).map(
    lambda organ: f"91310101{organ}{organ_check(organ)}"
)
codes = firms.map(lambda head: head + credit_check(head))


@given(people)
def test_a_number_made_by_the_rule_is_read(digits: str) -> None:
    found = person_number(digits)
    assert (found.digits, f"{found.born_on:%Y%m%d}") == (digits, digits[6:14])


@given(people, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_refused(digits: str, place: int, off: int) -> None:
    wrong = str((int(digits[place]) + off) % 10)
    with pytest.raises(WrongNumber):
        person_number(digits[:place] + wrong + digits[place + 1 :])


@given(codes, st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_credit_code_is_always_refused(digits: str, place: int, wrong: str) -> None:
    assert credit_code(digits).digits == digits
    if wrong != digits[place]:
        with pytest.raises(WrongNumber):
            credit_code(digits[:place] + wrong + digits[place + 1 :])


@given(people.filter(lambda n: n[6:8] == "19"))
def test_the_old_number_of_fifteen_is_the_same_person(digits: str) -> None:
    short = digits[:6] + digits[8:17]
    found = person_number(short)
    assert found.written_short and RING.key(found) == RING.key(person_number(digits))
    assert lengthened(short) == digits


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3101011990030712", "应为 18 位"),
        ("310101199002301234", "校验位不符"),
        ("990101900307123", "不是省级代码"),
        ("310101900230123", "出生日期 19900230 不存在"),
        ("", "应为 18 位"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(written: str, said: str) -> None:
    with pytest.raises(WrongNumber, match=said):
        person_number(written)


def test_spaces_full_width_and_small_letters_do_not_matter() -> None:
    head = "31010119900307099"
    digits = head + id_check(head)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in digits)
    assert person_number(f" {wide[:6]} {wide[6:]}").digits == digits
    assert number(digits.lower()).digits == digits


def test_a_credit_code_is_told_from_an_id_number() -> None:
    head = "91310101MA1FL8TQ" + organ_check("MA1FL8TQ")
    code = head + credit_check(head)
    assert number(code) == credit_code(code)
    assert RING.key(number(code)) != RING.key(number("310101900307123"))


def test_a_wrong_organisation_code_inside_is_refused() -> None:
    wrong = next(c for c in "0123456789X" if c != organ_check("MA1FL8TQ") and c in CREDIT_ALPHABET)
    head = "91310101MA1FL8TQ" + wrong
    with pytest.raises(WrongNumber, match="组织机构代码的校验位"):
        credit_code(head + credit_check(head))


@pytest.mark.parametrize("secret", ["", "00ff", "not hexadecimal, whatever its length"])
def test_no_key_is_made_without_a_secret(secret: str) -> None:
    with pytest.raises(NoIdentityKey):
        keyring({VARIABLE: secret})


def test_another_secret_gives_other_keys() -> None:
    other = keyring({VARIABLE: "ff" * 16})
    one = person_number("310101900307123")
    assert RING.key(one) != other.key(one) and len(RING.key(one)) == 40

"""Names of people are hidden, names of companies are not."""

from __future__ import annotations

import pytest

from mingjing.accounts.masking import masked_name, masked_number

NAMES = [
    ("张三", "张某"),
    ("欧阳小明", "欧某某"),
    ("尉迟芳伟之", "尉某某"),
    ("买买提·阿不都拉", "买某某"),
    ("会", "会某"),
    ("李行", "李某"),
    ("明光贸易有限公司", "明光贸易有限公司"),
    ("徐汇区天平路街道", "徐汇区天平路街道"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_people_are_masked_and_companies_stay_open(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(("number", "shown"), [("110101199001011234", "110***********1234"), ("1234567", "***")])
def test_numbers_keep_their_ends(number, shown):
    assert masked_number(number) == shown

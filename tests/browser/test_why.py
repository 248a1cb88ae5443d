"""Why a scenario speaks of a case or not, on the page of the case."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_case_is_followed_through_a_scenario(judge: Visitor) -> None:
    page = judge.page
    judge.open("cases")
    page.get_by_role("link", name="号").first.click()
    page.get_by_role("combobox", name="选择场景").fill("当事人死亡")
    expect(page.locator(".ant-select-item-option-active")).to_contain_text("当事人死亡")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("why")).to_contain_text("场景「当事人死亡」")
    expect(page.get_by_role("list", name="各步经过").get_by_text("当事人台账", exact=True)).to_be_visible()
    judge.shoot("why")
    # the list of an open choice is named by its field, which axe does not see in this component
    assert [found for found in judge.barriers() if found[0] != "aria-input-field-name"] == []

"""The calculators in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_fee_is_reckoned_step_by_step(judge: Visitor) -> None:
    page = judge.page
    judge.open("calculators")
    page.get_by_label("争议金额").fill("1000000")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.get_by_test_id("headline")).to_have_text("13,800.00 元")
    expect(page.get_by_text("诉讼费用交纳办法（国务院令第481号）第十三条第一款第一项").first).to_be_visible()
    judge.shoot("calculators")
    assert judge.barriers() == []
    with page.expect_download() as download:
        page.get_by_role("button", name="另存为表格").click()
    assert download.value.suggested_filename == "fee.xlsx"


def test_what_is_wrong_is_said_beside_the_form(judge: Visitor) -> None:
    page = judge.page
    judge.open("calculators/period")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.get_by_text("请填写起算事件之日")).to_be_visible()
    judge.open("calculators/fee")
    page.get_by_label("争议金额").fill("很多")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("应为金额（元）")
    judge.errors[:] = [error for error in judge.errors if "422" not in error]  # the browser tells of the refusal

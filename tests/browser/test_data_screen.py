"""数据与运行 in a real browser: a stopped feed is found in three clicks, what is to be mended too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_stopped_register_is_found_in_two_clicks(engineer: Visitor) -> None:
    page = engineer.page
    page.get_by_role("link", name="数据与运行").click()
    expect(page.get_by_role("alert")).to_contain_text("婚姻登记（取不到）")
    page.get_by_role("cell", name="婚姻登记", exact=True).click()
    row = page.get_by_test_id("register-marriage")
    expect(row).to_contain_text("没有取到婚姻登记")
    expect(row).to_contain_text("请按原因检查对方服务、网络和授权")
    engineer.shoot("data")
    assert engineer.barriers() == []


def test_a_broken_row_is_found_by_its_rule(engineer: Visitor) -> None:
    page = engineer.page
    engineer.open("data")
    page.get_by_role("tab", name="质量与待修").click()
    page.get_by_role("button", name="刑期起日晚于止日").click()
    expect(
        page.get_by_role("region", name="待修清单：刑期起日晚于止日").get_by_role("cell", name="服刑人员")
    ).to_be_visible()
    engineer.shoot("data_quality")
    assert engineer.barriers() == []
    page.get_by_role("tab", name="各系统与各表").click()
    expect(page.get_by_role("cell", name="案件 case_main")).to_be_visible()
    engineer.shoot("data_tables")
    assert engineer.barriers() == []


def test_a_judge_is_told_who_may_see_it(judge: Visitor) -> None:
    judge.open("data")
    expect(judge.page.get_by_text("审管办、信息处")).to_be_visible()

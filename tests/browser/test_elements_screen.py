"""要素式办案: from the page of a case to its element table; one key confirms, two change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from visitor import Visitor

pytestmark = pytest.mark.browser
PLEADING = """民事起诉状
原告：张某某，女，1985年3月4日出生。
被告：李某某，男，1980年2月3日出生。
诉讼请求：
1.判令被告归还借款本金100000元，并支付自2022年3月1日起的利息；
事实与理由：
2022年3月1日，被告向原告借款100000元，出具借条一张，约定年利率10%，原告以现金交付。
证据：1.借条；2.收条。
具状人：张某某
2023年4月5日
"""


def test_a_judge_works_through_the_elements_of_a_case(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    judge.open("cases?q=民间借贷")
    page.get_by_role("link", name="号").first.click()
    page.wait_for_url(re.compile(r"/cases/\d+"))
    here = page.url
    (tmp_path / "起诉状.txt").write_text(PLEADING, encoding="utf-8")
    page.get_by_role("button", name="上传文书").click()
    page.get_by_test_id("file").set_input_files(tmp_path / "起诉状.txt")
    page.wait_for_url(re.compile(r"/papers/u\d+"))
    page.goto(here)
    page.get_by_role("link", name="民间借贷纠纷要素式审判辅助").click()
    expect(page.get_by_test_id("elements-headline")).to_contain_text("已识别要件")
    expect(page.get_by_text("以现金交付，请审查资金来源")).to_be_visible()
    principal = page.get_by_test_id("element-principal")
    principal.get_by_role("button", name="确认").click()
    expect(principal.get_by_text("已确认")).to_be_visible()
    until = page.get_by_test_id("element-until_on")
    until.get_by_role("button", name="更改").click()
    until.get_by_role("textbox", name="利息计算截止日").fill("2023-03-01")
    page.keyboard.press("Enter")
    expect(until.get_by_text("已确认")).to_be_visible()
    judge.shoot("elements")
    assert judge.barriers() == []
    principal.get_by_role("button", name="撤回").click()
    expect(principal.get_by_text("已确认")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="另存为 Word").click()
    assert download.value.suggested_filename.endswith(".docx")

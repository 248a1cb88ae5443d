"""Teaching a kind of paper, in a real browser: from an empty set to scores and the papers to label next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_paper_screens import select, value
from visitor import Visitor

pytestmark = pytest.mark.browser

NOTICE = "搬迁补偿通知书\n第{n}号\n各户：\n经核定，本户应得补偿款{sum}元，请于{month}月{day}日前搬迁。\n某街道办\n"


def sums(n: int) -> str:
    return str(1000 * (n + 3))


def notices(folder: Path) -> Path:
    file = folder / "通知书.jsonl"
    texts = [NOTICE.format(n=n, sum=sums(n), month=n % 12 + 1, day=n + 1) for n in range(9)]
    file.write_text(
        "".join(json.dumps({"id": str(n), "text": t}, ensure_ascii=False) + "\n" for n, t in enumerate(texts))
    )
    return file


def test_a_kind_is_taught_from_scratch(visit: Callable[[], Visitor], tmp_path: Path) -> None:
    visitor = visit()
    visitor.sign_in("engineer")
    page = visitor.page
    visitor.open("labelling")
    page.get_by_role("button", name="新建标注任务").click()
    page.get_by_label("文书种类").fill("搬迁补偿通知书")
    page.get_by_label("信息点").fill("补偿款")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="开始", exact=True).click()
    page.wait_for_url(re.compile(r"/labelling/\d+$"))
    expect(page.get_by_test_id("training")).to_contain_text("至少标注 5 份")
    page.get_by_role("button", name="加入文书").click()
    page.get_by_test_id("file").set_input_files(notices(tmp_path))
    expect(page.get_by_text("已标注 0 / 9 份")).to_be_visible()
    page.get_by_role("link", name="开始标注").click()
    for n in range(6):
        expect(page.get_by_test_id("sheet")).to_contain_text(f"补偿款{sums(n)}元")
        select(page, sums(n))
        page.keyboard.press("1")
        expect(value(page, "补偿款")).to_contain_text("已补充")
        if n == 2:
            page.wait_for_timeout(400)
            visitor.shoot("label")
            assert visitor.barriers() == []
        here = page.url
        page.get_by_role("button", name="完成核对").click()
        page.wait_for_url(lambda url, here=here: url != here)
        expect(page.get_by_text(f"已标注 {n + 1} / 9 份")).to_be_visible()
    page.get_by_role("link", name="返回任务").click()
    page.get_by_role("button", name="开始训练").click()
    expect(page.get_by_role("table", name="交叉验证")).to_contain_text("补偿款", timeout=90_000)
    expect(page.get_by_text("建议先标").first).to_be_visible()
    page.wait_for_timeout(400)
    visitor.shoot("label_set")
    assert visitor.barriers() == []
    visitor.open("labelling")
    expect(page.locator("tbody")).to_contain_text("已训练（6 份）")
    visitor.shoot("labelling")
    assert visitor.barriers() == []


def test_labelling_is_refused_without_the_grant(supervisor: Visitor) -> None:
    supervisor.open("labelling")
    expect(supervisor.page.get_by_role("heading", level=1)).to_have_text("您的角色不能打开此页")
    expect(supervisor.page.get_by_text("获标注授权的人员")).to_be_visible()

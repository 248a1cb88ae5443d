"""The dialog for embedding shows what a check costs, and which box keeps a model out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from visitor import Visitor

REFUSED = {
    "tried": True,
    "admitted": False,
    "version": "1",
    "data": "court",
    "at": "2025-12-31T10:00:00Z",
    "p99_ms": 50,
    "findings": [
        {
            "kind": "skewed",
            "kind_label": "关联膨胀",
            "node": "both",
            "title": "同一当事人的其他案件",
            "problem": "按主体多对多关联，300,000 行会变成约 10,000,200,000 行",
            "cure": "请先按该标识汇总再关联",
            "refused": True,
        }
    ],
    "timings": [],
}


@pytest.fixture
def engineer(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    visitor.sign_in("engineer")
    return visitor


def dialog_of(visitor: Visitor) -> Locator:
    visitor.open("scenarios/dead_party")
    visitor.page.get_by_role("button", name="嵌入", exact=True).click()
    return visitor.page.get_by_role("dialog")


def test_a_trial_from_the_dialog_shows_how_long_a_check_takes(engineer: Visitor) -> None:
    dialog = dialog_of(engineer)
    expect(dialog).to_contain_text("本版本还没有检验")
    dialog.get_by_role("button", name="检验").click()
    expect(dialog).to_contain_text("准入：读取有界")
    expect(dialog.get_by_role("listitem").filter(has_text="命中的案件")).to_contain_text("p99")
    engineer.page.screenshot(path=engineer.shots / "admitted.png")
    assert engineer.barriers() == []


def test_a_model_kept_out_names_the_box_and_the_cure(engineer: Visitor) -> None:
    engineer.page.route("**/admission", lambda route: route.fulfill(json=REFUSED))
    dialog = dialog_of(engineer)
    said = dialog.get_by_role("alert").filter(has_text="关联膨胀")
    expect(said).to_contain_text("「同一当事人的其他案件」")
    expect(said).to_contain_text("请先按该标识汇总再关联。")
    engineer.page.evaluate("Promise.all(document.getAnimations().map((shown) => shown.finished))")
    engineer.page.screenshot(path=engineer.shots / "kept_out.png")
    assert engineer.barriers() == []

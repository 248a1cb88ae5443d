"""The screens in a real browser, against a real server and a sample court."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from visitor import Visitor

pytestmark = pytest.mark.browser

MENUS = {
    "judge": ["工作台", "预警", "线索核验", "案件", "文书核对", "场景", "计算器"],
    "supervisor": [
        "工作台",
        "预警",
        "线索核验",
        "案件",
        "文书核对",
        "场景",
        "计算器",
        "筛查运行",
        "数据与运行",
        "审计日志",
    ],
    "engineer": [
        "工作台",
        "预警",
        "线索核验",
        "案件",
        "文书核对",
        "文书标注",
        "场景",
        "计算器",
        "筛查运行",
        "数据与运行",
    ],
}


def done(page: Page) -> int:
    """How many clues the progress line calls verified."""
    told = page.get_by_test_id("done").inner_text()
    found = re.search(r"已核验 ([\d,]+)", told)
    assert found, told
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("name", MENUS)
def test_each_role_sees_its_own_menu(visit: Callable[[], Visitor], name: str) -> None:
    visitor = visit()
    visitor.sign_in(name)
    entries = visitor.page.get_by_role("navigation", name="主菜单").get_by_role("link")
    expect(entries).to_have_count(len(MENUS[name]))
    for entry, word in zip(entries.all(), MENUS[name], strict=True):
        expect(entry).to_contain_text(word)


def test_a_wrong_password_is_refused_in_words(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    visitor.open("login")
    expect(visitor.page.get_by_role("region", name="演示账号").get_by_role("button")).to_have_count(3)
    visitor.page.get_by_label("用户名").fill("judge")
    visitor.page.get_by_label("密码").fill("wrong")
    visitor.page.get_by_role("button", name="登录", exact=True).click()
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    expect(visitor.page).to_have_url(re.compile("/login$"))
    visitor.errors[:] = [error for error in visitor.errors if "401" not in error]  # the browser tells of the refusal


def test_to_dos_open_with_one_click(supervisor: Visitor) -> None:
    page = supervisor.page
    expect(page.get_by_text("数据截至")).to_be_visible()
    page.get_by_role("link", name="条线索待核验").click()
    expect(page.get_by_test_id("clue-case")).to_be_visible()


def test_one_key_verifies_a_clue_and_another_takes_it_back(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open(f"clues?scenario={supervisor.site.scenario}")
    first = page.get_by_test_id("clue-case").inner_text()
    before = done(page)
    page.keyboard.press("1")
    expect(page.get_by_test_id("clue-case")).not_to_have_text(first)
    expect(page.get_by_test_id("done")).to_contain_text(f"已核验 {before + 1} ")
    page.keyboard.press("3")
    expect(page.get_by_test_id("done")).to_contain_text(f"已核验 {before + 2} ")
    page.keyboard.press("u")
    expect(page.get_by_test_id("done")).to_contain_text(f"已核验 {before + 1} ")
    page.keyboard.press("u")
    expect(page.get_by_test_id("clue-case")).to_have_text(first)
    expect(page.get_by_test_id("done")).to_contain_text(f"已核验 {before} ")


def test_letters_are_text_inside_the_note(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open(f"clues?scenario={supervisor.site.scenario}")
    page.get_by_test_id("clue-case").wait_for()
    before = done(page)
    page.keyboard.press("m")
    page.keyboard.type("123ju")
    expect(page.get_by_label("备注")).to_have_value("123ju")
    assert done(page) == before


def test_the_keys_move_through_the_queue(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open(f"clues?scenario={supervisor.site.scenario}")
    first = page.get_by_test_id("clue-case").inner_text()
    page.keyboard.press("j")
    expect(page.get_by_test_id("clue-case")).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.get_by_test_id("clue-case")).to_have_text(first)


def test_the_engineer_may_look_but_not_verify(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    visitor.sign_in("engineer")
    visitor.open(f"clues?scenario={visitor.site.scenario}")
    expect(visitor.page.get_by_test_id("clue-case")).to_be_visible()
    expect(visitor.page.get_by_test_id("verdict-1")).to_have_count(0)


def test_a_scenario_shows_its_graph_and_its_sentence(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open(f"scenarios/{supervisor.site.scenario}")
    expect(page.get_by_test_id("sentence")).to_contain_text("找出")
    boxes = page.get_by_test_id("graph").locator(".react-flow__node")
    expect(boxes.first).to_be_visible()
    assert boxes.count() > 3
    expect(page.locator(".react-flow__edge").first).to_be_attached()
    boxes.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("chosen")).to_contain_text("输入")
    for heading in ("参数", "法律依据", "哪些情况可能是误报", "已嵌入节点"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_a_closed_gate_says_why(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open("scenarios")
    page.locator("tr", has_text="尚未核验").get_by_role("link").first.click()
    page.get_by_role("button", name="嵌入", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("嵌入门槛")
    expect(dialog.get_by_role("button", name=re.compile("^嵌入"))).to_be_disabled()
    assert supervisor.barriers() == []


def test_alerts_of_a_case_are_answered_with_one_click(judge: Visitor) -> None:
    page = judge.page
    judge.open("alerts?state=unanswered")
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.get_by_test_id("milestones")).to_contain_text("立案")
    alert = page.get_by_role("article").first
    expect(alert.get_by_role("table").first).to_be_visible()
    alert.get_by_role("button", name="有帮助").click()
    expect(alert.get_by_role("status")).to_contain_text("已反馈：有帮助")
    alert.get_by_role("button", name="撤回").click()
    expect(alert.get_by_role("button", name="不准确")).to_be_visible()


def test_a_case_is_found_by_its_number(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open("cases")
    number = page.locator("tbody a").first.inner_text()
    page.get_by_label("输入案号、当事人或案由").fill(number)
    page.get_by_role("button", name="查找").click()
    page.locator("tbody").get_by_role("link", name=number, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(number)


def test_a_run_tells_its_progress_until_it_is_done(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open(f"scenarios/{supervisor.site.scenario}")
    page.get_by_role("button", name="运行筛查").click()
    page.wait_for_url(re.compile(r"/runs/\d+$"))
    expect(page.get_by_test_id("stage")).to_contain_text("完成", timeout=30_000)
    page.reload()
    expect(page.get_by_test_id("stage")).to_contain_text("完成")
    page.get_by_role("link", name="筛查运行").click()
    expect(page.get_by_role("table")).to_contain_text("完成")


def test_a_new_alert_pops_up_without_reloading(judge: Visitor, visit: Callable[[], Visitor]) -> None:
    other = visit()
    other.sign_in("engineer")
    judge.open("cases")
    judge.page.locator("tbody a").first.wait_for()
    assert other.page.evaluate(FIRE, judge.site.scenario) > 0
    expect(judge.page.get_by_role("button", name="打开案件")).to_be_visible(timeout=15_000)
    judge.page.wait_for_timeout(600)
    judge.shoot("toast")
    assert judge.barriers() == []


FIRE = """async (scenario) => {
  const token = /csrftoken=([^;]+)/.exec(document.cookie)[1]
  const {milestones} = await (await fetch(`/api/scenarios/${scenario}`)).json()
  const {items} = await (await fetch(`/api/clues?scenario=${scenario}&limit=400`)).json()
  for (const clue of items.filter((clue) => clue.court.includes('徐汇')).reverse()) {
    const passed = {case_id: clue.case_id, milestone: milestones[0].code, passed_at: '2025-12-30T10:00:00'}
    const body = JSON.stringify(passed)
    const headers = {'Content-Type': 'application/json', 'X-CSRFToken': token}
    const {alerts} = await (await fetch('/api/milestones', {method: 'POST', body, headers})).json()
    if (alerts.length) return alerts.length
  }
  return 0
}"""


def test_a_screen_of_another_role_is_refused_with_the_reason(judge: Visitor) -> None:
    judge.open("runs")
    expect(judge.page.get_by_role("heading", level=1)).to_have_text("您的角色不能打开此页")
    expect(judge.page.get_by_text("审管办、信息处")).to_be_visible()
    assert judge.barriers() == []


def test_english_is_one_click_away(judge: Visitor) -> None:
    judge.page.get_by_role("button", name="English").click()
    expect(judge.page.get_by_role("heading", level=1)).to_have_text("Workbench")
    expect(judge.page.locator("html")).to_have_attribute("lang", "en")


SCREENS = {
    "workbench": "workbench",
    "scenarios": "scenarios",
    "scenario": "scenarios/{scenario}",
    "clues": "clues?scenario={scenario}",
    "cases": "cases",
    "papers": "papers",
    "case": "cases/{case}",
    "alerts": "alerts?state=all",
    "runs": "runs",
    "run": "runs/1",
    "audit": "audit",
}


def case_with_alert(visitor: Visitor) -> str:
    """The number of a case in which something fired."""
    return str(
        visitor.page.evaluate("fetch('/api/alerts?state=all').then((r) => r.json()).then((a) => a.items[0].case_id)")
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_is_open_to_all(supervisor: Visitor, screen: str) -> None:
    path = SCREENS[screen].format(scenario=supervisor.site.scenario, case=case_with_alert(supervisor))
    supervisor.open(path)
    page = supervisor.page
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".late")).to_have_count(0)
    page.wait_for_timeout(600)
    supervisor.shoot(screen)
    assert supervisor.barriers() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def test_the_login_is_open_to_all(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    visitor.open("login")
    visitor.page.get_by_label("用户名").wait_for()
    visitor.shoot("login")
    assert visitor.barriers() == []


def test_chinese_is_drawn_with_real_glyphs(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    visitor.open("login")
    visitor.page.get_by_label("用户名").wait_for()
    assert visitor.page.evaluate(INK) == [True, True, True]


INK = """() => {
  const font = getComputedStyle(document.body).fontFamily
  const draw = (sign) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 60, height: 60})
    const pen = canvas.getContext('2d')
    pen.font = `40px ${font}`
    pen.fillText(sign, 5, 45)
    return canvas.toDataURL()
  }
  const missing = draw('\\u{10FFFD}')
  return [draw('法') !== missing, draw('院') !== missing, draw('法') !== draw('院')]
}"""

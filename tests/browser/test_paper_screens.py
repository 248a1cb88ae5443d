"""Checking what was read from papers, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from visitor import Visitor

pytestmark = pytest.mark.browser

TEXT = """上海市徐汇区人民法院
民事判决书
（2031）沪0104民初99{serial}号
原告：赵小满，女，1985年3月2日出生，汉族，住上海市徐汇区。
被告：上海明光贸易有限公司，住所地上海市徐汇区。
法定代表人：钱大海，总经理。
原告赵小满与被告上海明光贸易有限公司买卖合同纠纷一案，本院于2031年2月1日立案受理，现已审理终结。
原告赵小满向本院提出诉讼请求：1.判令被告支付货款5,000元；2.判令被告支付违约金300元。
本院认为，原告与被告之间的买卖合同成立并生效，被告应当按约支付货款。
依照《中华人民共和国民法典》第五百七十七条规定，判决如下：
一、被告上海明光贸易有限公司于本判决生效之日起十日内支付原告赵小满货款5,000元；
二、驳回原告赵小满的其余诉讼请求。
案件受理费50元，由被告上海明光贸易有限公司负担。
审判员　　冯小婷
二〇三一年三月二日
书记员　　蒋小谦
"""


def bring(visitor: Visitor, serial: int, folder: Path) -> str:
    """Upload a paper of one's own; gives its key. The screen of the paper is open afterwards."""
    file = folder / f"判决书{serial}.txt"
    file.write_text(TEXT.format(serial=serial), encoding="utf-8")
    visitor.open("papers")
    visitor.page.get_by_role("button", name="上传文书").click()
    visitor.page.get_by_test_id("file").set_input_files(file)
    visitor.page.wait_for_url(re.compile(r"/papers/u\d+"))
    expect(visitor.page.get_by_test_id("sheet")).to_be_visible()
    return re.search(r"/papers/(u\d+)", visitor.page.url)[1]


def value(page: Page, name: str) -> Locator:
    """The line of a value in the list."""
    named = page.locator(".value-name").filter(has_text=re.compile(rf"^\d?{name}$"))
    return page.get_by_test_id("values").get_by_role("button").filter(has=named)


def lit(page: Page) -> str:
    """The words that are lit in the paper."""
    return "".join(page.locator("mark.lit").all_inner_texts())


def select(page: Page, words: str) -> None:
    """Choose words in the paper, as a mouse would."""
    assert page.evaluate(SELECT, words), f"{words} is not in the paper"
    expect(page.get_by_test_id("chosen-words")).to_contain_text(words)


SELECT = """(words) => {
  const walk = document.createTreeWalker(document.querySelector('.sheet'), NodeFilter.SHOW_TEXT)
  const nodes = []
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest('[data-at]')) nodes.push(node)
  }
  const at = nodes.map(({data}) => data).join('').indexOf(words)
  if (at < 0) return false
  const place = (offset, last) => {
    for (const node of nodes) {
      if (offset < node.length || (last && offset === node.length)) return [node, offset]
      offset -= node.length
    }
  }
  const range = document.createRange()
  range.setStart(...place(at, false))
  range.setEnd(...place(at + words.length, true))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
  return true
}"""


def test_a_paper_of_a_case_is_opened_from_the_case(judge: Visitor) -> None:
    page = judge.page
    judge.open("papers")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="打开案件").click()
    expect(page.get_by_test_id("milestones")).to_be_visible()
    page.get_by_role("region", name="文书").get_by_role("link", name="核对").first.click()
    expect(page.get_by_test_id("sheet")).to_be_visible()


def test_a_correction_of_a_paper_of_the_court_reaches_its_data(judge: Visitor) -> None:
    page = judge.page
    judge.open("papers")
    page.locator("tbody a").first.click()
    expect(page.get_by_test_id("sheet")).to_be_visible()
    value(page, "法院名称").click()
    select(page, "人民法院")
    page.keyboard.press("Enter")
    expect(value(page, "法院名称")).to_contain_text("已更正")
    expect(page.get_by_text("更正已写入法院数据")).to_be_visible()
    page.reload()
    expect(value(page, "法院名称")).to_have_count(1)
    expect(value(page, "法院名称")).to_contain_text("人民法院")
    assert judge.barriers() == []


def test_a_value_lights_its_words_and_words_light_their_value(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    bring(judge, 101, tmp_path)
    value(page, "书记员").click()
    assert lit(page) == "蒋小谦"
    assert page.locator("mark.lit").first.evaluate("(el) => el.getBoundingClientRect().bottom < innerHeight")
    page.locator("mark", has_text="钱大海").click()
    expect(value(page, "法定代表人")).to_have_attribute("aria-current", "true")
    assert lit(page) == "钱大海"


def test_words_and_enter_correct_a_value_and_it_survives_another_reading(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    key = bring(judge, 102, tmp_path)
    value(page, "书记员").click()
    select(page, "冯小婷")
    page.keyboard.press("Enter")
    expect(value(page, "书记员")).to_contain_text("冯小婷")
    expect(value(page, "书记员")).to_contain_text("已更正")
    page.get_by_role("button", name="重新解构").click()
    expect(page.get_by_role("button", name="重新解构")).to_be_enabled()
    judge.open(f"papers/{key}")
    expect(value(page, "书记员")).to_have_count(1)
    expect(value(page, "书记员")).to_contain_text("冯小婷")
    page.get_by_text("更正记录（1 条）").click()
    expect(page.get_by_role("table")).to_contain_text("蒋小谦")
    judge.shoot("paper_corrected")


def test_keys_alone_confirm_reject_retype_and_undo(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    bring(judge, 103, tmp_path)
    expect(page.locator(".value.current")).to_contain_text("低")  # one begins where a doubt is
    page.get_by_text(re.compile(r"^疑点 \d")).click()
    expect(value(page, "请求金额")).to_contain_text("低")
    value(page, "请求金额").click()
    page.keyboard.press("Enter")
    expect(value(page, "请求金额")).to_have_count(0)
    page.get_by_text(re.compile("^全部")).click()
    expect(value(page, "请求金额")).to_contain_text("已确认")
    value(page, "案由").click()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("加工合同纠纷")
    page.keyboard.press("Enter")
    expect(value(page, "案由")).to_contain_text("加工合同纠纷")
    value(page, "案号").click()
    page.keyboard.press("d")
    expect(value(page, "案号").first).to_contain_text("已否定")
    expect(value(page, "案号").last).to_contain_text("未读出")
    page.keyboard.press("u")
    expect(value(page, "案号")).to_have_count(1)
    expect(value(page, "案号")).not_to_contain_text("已否定")
    expect(value(page, "案由")).to_contain_text("加工合同纠纷")


def test_a_missed_value_is_added_from_the_words(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    bring(judge, 104, tmp_path)
    select(page, "违约金300元")
    page.keyboard.press("a")
    page.get_by_role("combobox", name="选择信息点").fill("买卖标的")
    expect(page.locator(".ant-select-item-option-active")).to_contain_text("买卖标的")
    page.keyboard.press("Enter")
    expect(value(page, "买卖标的")).to_contain_text("违约金300元")
    expect(value(page, "买卖标的")).to_contain_text("已补充")


def test_finishing_a_paper_opens_the_next_one(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    first = bring(judge, 105, tmp_path)
    second = bring(judge, 106, tmp_path)
    expect(page.get_by_role("link", name="下一份")).to_be_visible()
    page.get_by_role("button", name="完成核对").click()
    page.wait_for_url(lambda url: second not in url and "/papers/u" in url)
    judge.open("papers?source=upload&state=checked")
    expect(page.locator("tbody")).to_contain_text("沈法官已核对")
    expect(page.locator("tbody a", has_text="99106")).to_be_visible()
    assert first != second


def test_the_higher_court_looks_but_does_not_correct(supervisor: Visitor) -> None:
    page = supervisor.page
    supervisor.open("papers")
    page.locator("tbody a").first.click()
    expect(page.get_by_test_id("sheet")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("法官、书记员核对")
    expect(page.get_by_role("toolbar", name="核对操作")).to_have_count(0)


def test_the_labeller_of_the_office_sees_no_names(judge: Visitor, visit: Callable[[], Visitor], tmp_path: Path) -> None:
    key = bring(judge, 107, tmp_path)
    other = visit()
    other.sign_in("engineer")
    other.open(f"papers/{key}")
    expect(other.page.get_by_text("当事人信息已遮盖")).to_be_visible()
    expect(other.page.get_by_test_id("sheet")).to_contain_text("赵某某")
    expect(other.page.get_by_test_id("sheet")).not_to_contain_text("赵小满")


def test_a_file_that_can_not_be_read_is_refused_in_words(judge: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "坏文件.docx"
    file.write_bytes(b"no word file")
    judge.open("papers")
    judge.page.get_by_role("button", name="上传文书").click()
    judge.page.get_by_test_id("file").set_input_files(file)
    expect(judge.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("坏文件.docx")
    judge.page.wait_for_timeout(400)
    judge.shoot("upload_refused")
    assert judge.barriers() == []
    judge.errors[:] = [error for error in judge.errors if "422" not in error]  # the browser tells of the refusal


def test_a_paper_and_its_values_are_open_to_all(judge: Visitor, tmp_path: Path) -> None:
    page = judge.page
    bring(judge, 108, tmp_path)
    value(page, "请求金额").click()
    page.wait_for_timeout(400)
    judge.shoot("paper")
    assert judge.barriers() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"

"""醉驾要素式审判辅助：识别、核对和幅度。"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingjing.assist import Sheet, guide, sheet_of
from mingjing.assist.checking import checked
from mingjing.assist.papers import CasePaper
from mingjing.assist.reckoning import reckoned
from mingjing.reading import read
from mingjing.reading.points import points

DAY = dt.date(2025, 6, 1)
CASES = yaml.safe_load(Path(__file__).with_name("drunk_driving.yaml").read_text(encoding="utf-8"))
INDICTMENT = """某市某区人民检察院
起诉书
某检刑诉〔2025〕12号
被告人王某某，男。
经依法审查查明：
{facts}
本院认为，应当以危险驾驶罪追究其刑事责任。
此致
某市某区人民法院
"""
DRAFT = """某市某区人民法院
刑事判决书
（2025）沪0100刑初123号
公诉机关某市某区人民检察院。
被告人王某某，男。
本院认为，被告人王某某已构成危险驾驶罪。依照《中华人民共和国刑法》第一百三十三条之一之规定，判决如下：
{draft}
如不服本判决，可在接到判决书的第二日起十日内上诉。
审判员　李某
二〇二五年六月一日
书记员　赵某
"""
STOPPED = "2025年2月28日，被告人王某某酒后驾驶小型轿车，沿某区某路行驶被查获。"
CONFIRMED = {
    "drink_years": "无",
    "drunk_years": "无",
    "plea": "否",
    "flight": "否",
    "accident": "无",
    "road": "城市道路",
}


def case_paper(name: str, text: str, *, draft: bool = False) -> CasePaper:
    paper = read(text, name)
    return CasePaper(name, paper, points(paper), draft=draft)


def sheet_for(case: dict[str, Any]) -> Sheet:
    papers = [case_paper("起诉书", INDICTMENT.format(facts=case["facts"]))]
    if "draft" in case:
        papers.append(case_paper("判决书草稿", DRAFT.format(draft=case["draft"]), draft=True))
    sheet = sheet_of(guide("drunk_driving"), papers, DAY)
    if not case.get("confirm_core"):
        return sheet
    core = {i: line.written for i, line in sheet.lines.items() if line.element.core and line.written}
    return sheet_of(guide("drunk_driving"), papers, DAY, {**core, **CONFIRMED})


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_the_guide_warns_of_what_the_opinion_says(case: dict[str, Any]) -> None:
    sheet = sheet_for(case)
    assert [w.check.id for w in checked(sheet, reckoned(sheet))] == case["checks"]


def test_without_the_alcohol_content_no_range_is_given_and_it_is_named() -> None:
    sheet = sheet_for(CASES[-1])
    assert all("血液酒精含量（毫克/100 毫升）" in one.answer.need for one in reckoned(sheet))


def test_an_unknown_licence_gives_a_range_each_way_and_no_comparison() -> None:
    facts = (
        "2025年2月28日，被告人王某某酒后驾驶小型轿车，沿某区某路行驶被查获。经鉴定，血液中乙醇含量为150毫克/100毫升。"
    )
    sheet = sheet_for({"facts": facts, "draft": "被告人王某某犯危险驾驶罪，判处拘役六个月，并处罚金人民币一千元。"})
    made = reckoned(sheet)
    assert [one.supposing for one in made] == ["驾驶资格为「有」", "驾驶资格为「无」", "驾驶资格为「准驾不符」"]
    assert made[0].answer.high < made[1].answer.high  # type: ignore[operator]
    assert not [w for w in checked(sheet, made) if w.check.id in ("D3", "D4")]


def test_ranges_wait_until_enough_core_elements_are_confirmed_by_a_person() -> None:
    assert not sheet_for(CASES[0]).ranges_shown
    assert sheet_for(CASES[6]).ranges_shown


def test_two_papers_that_disagree_leave_the_element_open_with_both_quotations() -> None:
    facts = "2025年2月28日，被告人王某某酒后驾驶小型轿车。经鉴定，血液中乙醇含量为{n}毫克/100毫升。"
    papers = [case_paper(f"材料{n}", INDICTMENT.format(facts=facts.format(n=n))) for n in (150, 180)]
    line = sheet_of(guide("drunk_driving"), papers, DAY).lines["bac"]
    assert (line.state, line.written, len(line.quotations)) == ("unclear", None, 2)
    assert "说法不一" in line.why


def test_every_quotation_is_exactly_the_words_of_the_paper() -> None:
    sheet = sheet_for(CASES[0])
    texts = {p.name: p.text for p in sheet.papers}
    for line in sheet.lines.values():
        for q in line.quotations:
            assert texts[q.paper][q.start : q.end] == q.text


def test_a_dossier_that_is_not_scanned_shows_the_empty_table() -> None:
    sheet = sheet_of(guide("drunk_driving"), [], DAY)
    assert sheet.headline.startswith("卷宗待扫描")
    assert sheet.count("missing") == len(sheet.lines)

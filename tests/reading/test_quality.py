"""Slips a paper may have: each check finds its own, and stays silent on the paper that is right."""

from __future__ import annotations

import pytest

from mingjing.reading import read
from mingjing.reading.quality import CHECKS, findings

CIVIL = """甲省乙市丙区人民法院
民事判决书
（{year}）庚0102民初1号
原告：钱一鸣，男，1980年1月2日出生，汉族，住甲省乙市丙区。
被告：乙市顺达建材有限公司，住所地甲省乙市丙区。
原告钱一鸣与被告乙市顺达建材有限公司买卖合同纠纷一案，本院于{year}年3月1日立案后，依法适用简易程序，\
于{year}年4月2日公开开庭进行了审理。本案现已审理终结。
原告钱一鸣向本院提出诉讼请求：判令被告支付货款30000元。
本院认为，被告应当支付货款。依照《{law}》第一百零七条的规定，判决如下：
被告{payer}于本判决生效之日起十日内支付原告钱一鸣货款20000元、利息8000元，共计{total}元。
{late}
案件受理费300元，由原告钱一鸣负担{mine}元，被告乙市顺达建材有限公司负担200元。
{tail}
审判员周正
{signed}
书记员吴文
"""
RIGHT = {
    "year": "2018",
    "law": "中华人民共和国合同法",
    "payer": "乙市顺达建材有限公司",
    "total": "28000",
    "mine": "100",
    "late": "如果未按本判决指定的期间履行给付金钱义务，应当依照《中华人民共和国民事诉讼法》第二百五十三条之规定，"
    "加倍支付迟延履行期间的债务利息。",
    "tail": "如不服本判决，可在判决书送达之日起十五日内，向本院递交上诉状，上诉于甲省乙市中级人民法院。",
    "signed": "二〇一八年五月六日",
}
CRIMINAL = """甲省乙市丙区人民法院
刑事判决书
（2018）庚0102刑初1号
公诉机关甲省乙市丙区人民检察院。
被告人孙二强，男，1980年1月2日出生，汉族，住甲省乙市丙区。
甲省乙市丙区人民检察院以丙检刑诉〔2018〕9号起诉书指控被告人孙二强犯盗窃罪，于2018年3月1日向本院提起公诉。\
本院依法公开开庭审理了本案。现已审理终结。
本院认为，被告人孙二强的行为已构成盗窃罪。依照《中华人民共和国刑法》{article}之规定，判决如下：
被告人孙二强犯盗窃罪，判处{term}，并处罚金人民币二千元。
（刑期从判决执行之日起计算。即自2018年1月5日起至{until}止。）
如不服本判决，可在接到判决书的第二日起{days}日内，通过本院或者直接向甲省乙市中级人民法院提出上诉。
审判员周正
二〇一八年四月六日
书记员吴文
"""
THEFT = {"article": "第二百六十四条", "term": "有期徒刑六个月", "until": "2018年7月4日", "days": "十"}


def checks(text: str) -> list[str]:
    found = findings(read(text))
    assert all(one.text == text[one.start : one.end] for one in found)
    return [one.check for one in found]


def test_a_paper_without_a_slip_is_left_alone() -> None:
    assert checks(CIVIL.format(**RIGHT)) == []
    assert checks(CRIMINAL.format(**THEFT)) == []


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        ("当事人名称不一致", {"payer": "乙市顺大建材有限公司"}),
        ("合计与各项不符", {"total": "29000"}),
        ("合计与各项不符", {"mine": "150"}),
        ("迟延履行条款不规范", {"late": ""}),
        ("迟延履行条款不规范", {"late": RIGHT["late"].replace("二百五十三", "二百二十九")}),
        ("迟延履行条款不规范", {"late": RIGHT["late"].replace("迟延履行期间", "延迟履行期间")}),
        ("尾部告知不符", {"tail": RIGHT["tail"].replace("十五日", "十日")}),
        ("尾部告知不符", {"tail": "本判决为终审判决。"}),
        ("日期先后矛盾", {"signed": "二〇一八年三月六日"}),
        ("引用失效法律", {"law": "最高人民法院关于人民法院审理借贷案件的若干意见"}),
    ],
)
def test_a_slip_of_a_civil_paper_is_found(check: str, slip: dict[str, str]) -> None:
    assert checks(CIVIL.format(**RIGHT | slip)) == [check]


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        ("罪名与法条不符", {"article": "第二百六十六条"}),
        ("刑期残缺", {"term": "有期徒刑六个"}),
        ("刑期残缺", {"until": "2017年7月4日"}),
        ("尾部告知不符", {"days": "五"}),
    ],
)
def test_a_slip_of_a_criminal_paper_is_found(check: str, slip: dict[str, str]) -> None:
    assert checks(CRIMINAL.format(**THEFT | slip)) == [check]


def test_the_article_on_late_performance_is_that_of_the_day() -> None:
    new = RIGHT | {"year": "2024", "signed": "二〇二四年五月六日", "law": "中华人民共和国民法典"}
    assert checks(CIVIL.format(**new)) == ["迟延履行条款不规范"]
    assert checks(CIVIL.format(**new | {"late": RIGHT["late"].replace("二百五十三", "二百六十四")})) == []


@pytest.mark.parametrize(
    ("amount", "wrong"),
    [
        ("50000元（大写：伍万元整）", False),
        ("50000元（大写：伍仟元整）", True),
        ("伍仟元整（￥5000元）", False),
        ("伍仟元整（￥50000元）", True),
        ("3，000元（大写叁仟元整）", False),
    ],
)
def test_an_amount_in_words_is_compared_with_the_figures_beside_it(amount: str, wrong: bool) -> None:
    text = CIVIL.format(**RIGHT).replace("货款30000元", f"货款{amount}")
    assert ("大小写金额不一致" in checks(text)) == wrong


def test_every_check_has_a_name_of_its_own() -> None:
    assert len(CHECKS) == len(set(CHECKS.values())) == 9

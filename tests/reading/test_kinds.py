"""The 33 kinds of paper, the eight fields, and the finer parts."""

from __future__ import annotations

import pytest

from mingjing.reading import read
from mingjing.reading.kinds import KINDS

BODY = "\n（2020）庚0102民初1号\n原告：钱一鸣，男，住甲省乙市丙区。\n"
TITLED = [
    ("起诉书", "甲省乙市丙区人民检察院\n起　诉　书\n丙检刑诉〔2020〕1号"),
    ("起诉状", "民事起诉状\n原告：钱一鸣"),
    ("反诉状", "民事反诉状\n反诉人：孙二强"),
    ("答辩状", "答辩状\n答辩人：孙二强"),
    ("庭审笔录", "甲省乙市丙区人民法院\n庭审笔录\n时间：2020年3月1日"),
    ("判决书", "甲省乙市丙区人民法院\n民 事 判 决 书" + BODY),
    ("裁定书", "甲省乙市丙区人民法院\n民事裁定书" + BODY),
    ("调解书", "甲省乙市丙区人民法院民事调解书" + BODY),
    ("决定书", "甲省乙市丙区人民法院\n罚款决定书" + BODY),
    ("上诉状", "民事上诉状\n上诉人（原审原告）：钱一鸣"),
    ("抗诉书", "甲省人民检察院\n民事抗诉书"),
    ("自诉状", "刑事自诉状\n自诉人：钱一鸣"),
    ("附带民事起诉状", "刑事附带民事起诉状\n附带民事诉讼原告人：钱一鸣"),
    ("代理词", "代 理 词\n审判长、审判员："),
    ("辩护词", "辩护词\n审判长、审判员："),
    ("证据目录", "原告证据目录\n序号 名称"),
    ("鉴定意见书", "甲省某司法鉴定所\n司法鉴定意见书"),
    ("量刑建议书", "甲省乙市丙区人民检察院\n量刑建议书"),
    ("认罪认罚具结书", "认罪认罚具结书\n一、犯罪嫌疑人身份信息"),
    ("调解笔录", "甲省乙市丙区人民法院\n调解笔录"),
    ("调解协议", "人民调解协议书\n当事人：钱一鸣"),
    ("送达回证", "甲省乙市丙区人民法院\n送达回证"),
    ("财产保全申请书", "财产保全申请书\n申请人：钱一鸣"),
    ("管辖异议申请书", "管辖权异议申请书\n申请人：孙二强"),
    ("强制执行申请书", "强制执行申请书\n申请人：钱一鸣"),
    ("执行裁定书", "甲省乙市丙区人民法院\n执 行 裁 定 书" + BODY),
    ("执行通知书", "甲省乙市丙区人民法院\n执行通知书"),
    ("财产报告表", "被执行人财产报告表\n姓名"),
    ("执行和解协议", "执行和解协议书\n甲方：钱一鸣"),
    ("再审申请书", "民事再审申请书\n再审申请人：孙二强"),
    ("破产债权申报书", "债权申报书\n某公司管理人："),
    ("被诉行政行为文书", "乙市丙区市场监督管理局\n行政处罚决定书\n丙市监罚字〔2020〕1号"),
    ("社会调查/社区矫正评估报告", "乙市丙区司法局\n调查评估意见书"),
]


@pytest.mark.parametrize(("name", "text"), TITLED)
def test_a_title_says_the_kind(name: str, text: str) -> None:
    found = read(text).paper_kind
    assert found is not None
    assert found.value == name
    assert found.text == text[found.start : found.end]


def test_all_33_kinds_are_told_apart() -> None:
    assert {kind.name for kind in KINDS} == {name for name, _ in TITLED}
    assert len({kind.id for kind in KINDS}) == 33


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("庭审笔录", "审判长：现在开庭。\n原告：我方诉讼请求是判令被告付款。\n被告：不同意。"),
        (
            "起诉状",
            "原告：钱一鸣，男。\n被告：孙二强。\n诉讼请求：判令被告付款三万元。\n此致\n乙市丙区人民法院\n具状人：钱一鸣",
        ),
        ("判决书", "原告钱一鸣与被告孙二强买卖合同纠纷一案。本院认为，应予支持。判决如下：被告付款。"),
    ],
)
def test_a_lost_title_is_made_up_for_by_the_words(name: str, text: str) -> None:
    found = read(text).paper_kind
    assert found is not None
    assert (found.value, found.by) == (name, "kinds.words")


def test_a_text_of_another_trade_has_no_kind() -> None:
    assert read("今天天气很好，我们去公园散步。").paper_kind is None


CASE = "{court}\n民事判决书\n（2020）庚0102民初1号\n原告：钱一鸣，男，住甲省。\n被告：孙二强，男，住甲省。\n\
原告钱一鸣与被告孙二强{cause}一案，本院立案后，公开开庭进行了审理。\n本院认为，应予支持。判决如下：\n准许。"


@pytest.mark.parametrize(
    ("field", "court", "cause"),
    [
        ("民事", "甲省乙市丙区人民法院", "民间借贷纠纷"),
        ("民事", "甲省乙市丙区人民法院", "离婚纠纷"),
        ("商事", "甲省乙市丙区人民法院", "买卖合同纠纷"),
        ("金融", "甲省乙市丙区人民法院", "金融借款合同纠纷"),
        ("金融", "庚州金融法院", "合同纠纷"),
        ("知识产权", "甲省乙市丙区人民法院", "侵害商标权纠纷"),
        ("海事海商", "庚州海事法院", "合同纠纷"),
    ],
)
def test_the_field_follows_the_court_and_the_cause(field: str, court: str, cause: str) -> None:
    found = read(CASE.format(court=court, cause=cause)).field
    assert found is not None
    assert found.value == field


RETOLD = """甲省乙市中级人民法院
民事判决书
（2020）庚01民终1号
上诉人（原审被告）：孙二强，男，住甲省。
被上诉人（原审原告）：钱一鸣，男，住甲省。
上诉人孙二强因与被上诉人钱一鸣买卖合同纠纷一案，不服甲省乙市丙区人民法院（2019）庚0102民初9号民事判决，向本院提起上诉。\
本院依法组成合议庭进行了审理。本案现已审理终结。
孙二强上诉请求：撤销一审判决。
钱一鸣辩称，一审判决正确。
一审法院认定事实：2018年双方订立合同。一审法院认为，被告应当付款。依照《中华人民共和国合同法》第一百零七条的规定，判决如下：\
被告孙二强支付原告钱一鸣30000元。案件受理费550元，由被告负担。
本院二审查明，事实与一审相同。
本院认为，上诉请求不能成立。依照《中华人民共和国民事诉讼法》第一百七十条第一款第一项的规定，判决如下：
驳回上诉，维持原判。
二审案件受理费550元，由上诉人孙二强负担。
本判决为终审判决。
审判长周正
二〇二〇年五月六日
书记员吴文
"""


def test_the_parts_of_a_paper_that_retells_the_first_are_its_own() -> None:
    paper = read(RETOLD)
    said = {part.value: part.text.strip() for part in paper.sections}
    assert said["claims"].startswith("孙二强上诉请求")
    assert said["defence"].startswith("钱一鸣辩称")
    assert said["findings"].startswith("一审法院认定事实")
    assert said["deciding"].startswith("依照《中华人民共和国民事诉讼法》")
    assert said["fee"] == "二审案件受理费550元，由上诉人孙二强负担。"
    assert said["notice"] == "本判决为终审判决。"
    assert [item.kind.value for item in paper.order_items] == ["维持原判"]
    assert paper.fee is not None
    assert [v.value for v in paper.fee.bearers] == ["孙二强"]

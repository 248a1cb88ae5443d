"""Parties of papers that list none: named in the first sentence, with a role word or without."""

from __future__ import annotations

import pytest

from mingjing.reading import read

DECISION = "中华人民共和国最高人民法院\n指定管辖决定书\n（2014）刑立他字第44-1号\n"
RULING = "甲省乙市丙区人民法院\n行政裁定书\n（2019）甲0502行审43号\n"
APPEAL = "甲省高级人民法院\n行政判决书\n（2019）甲行终84号\n"
TAIL = "\n审判长周正\n二〇一九年六月三日\n书记员吴文"
FIRST_SENTENCES = (
    (
        DECISION
        + "被告人于宪、冯文等23人涉嫌诈骗、非法持有枪支一案，根据《中华人民共和国刑事诉讼法》第二十六条，决定如下：\n"
        "指定甲省乙市中级人民法院依照刑事第一审程序进行审判。\n二〇一四年七月十四日",
        [("被告人", "于宪"), ("被告人", "冯文")],
    ),
    (
        DECISION
        + "甲市乙区人民检察院指控被告人吴炫、郑灶犯盗窃罪，被告人许建犯诈骗罪一案，本院经审查，依照《中华人民共和国刑事"
        "诉讼法》第二十六条的规定，决定如下：\n指定甲市乙区人民法院进行审判。\n二〇一四年八月六日",
        [("被告人", "吴炫"), ("被告人", "郑灶"), ("被告人", "许建")],
    ),
    (
        APPEAL
        + "邵伟因诉乙市丙区人民政府（以下简称丙区政府）强制清除行为及赔偿一案，不服乙市中级人民法院（2018）甲10行初9号"
        "行政判决，向本院提起上诉。现已审理终结。\n本院认为，应予维持。判决如下：\n驳回上诉，维持原判。" + TAIL,
        [("上诉人", "邵伟"), ("被上诉人", "乙市丙区人民政府")],
    ),
    (
        RULING
        + "乙市公安交通警察支队申请强制执行武士行政处罚一案，本院依法组成合议庭进行审查。本院认为，准予强制执行。"
        "裁定如下：\n准予强制执行。" + TAIL,
        [("申请执行人", "乙市公安交通警察支队"), ("被执行人", "武士")],
    ),
)


@pytest.mark.parametrize(("text", "expected"), FIRST_SENTENCES)
def test_the_first_sentence_names_the_parties(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(party.role.value, party.name.value) for party in read(text).parties] == expected


def test_a_decision_that_orders_at_once_keeps_its_basis() -> None:
    text = (
        DECISION
        + "根据《中华人民共和国刑事诉讼法》第二十六条的规定，决定如下：\n指定甲省乙县人民法院依照刑事第一审程序，"
        "对被告人王炳涉嫌诈骗一案进行审判。\n二〇一三年八月一日"
    )
    paper = read(text)
    assert paper.court and paper.court.value == "中华人民共和国最高人民法院"
    assert paper.case_number and paper.case_number.text == "（2014）刑立他字第44-1号"
    assert [article.value.article for article in paper.articles] == ["26"]
    assert [item.kind.value for item in paper.order_items] == ["其他"]

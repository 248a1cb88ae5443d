"""Properties of reading, and odd papers that once were read wrongly."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.reading import Article, Paper, read
from mingjing.reading.folding import folded
from mingjing.reading.gold import to_gold
from mingjing.reading.points import points

GOLDEN = Path(__file__).parents[1] / "golden"
SAMPLE = (GOLDEN / "civil_judgment" / "private_loan.txt").read_text(encoding="utf-8")
PIECES = (
    "原告",
    "被告：",
    "张某，男，",
    "（2019）甲0102民初1号",
    "甲市乙区人民法院",
    "民 事 判 决 书",
    "\n",
    "　",
    " ",
    "。",
    "一案，本院于2019年4月16日立案",
    "依照《中华人民共和国民法典》第一百零七、",
    "第二条第一、三款第（二）项",
    "的规定，判决如下：",
    "审判员　周　正",
    "二〇一九年六月三日",
    "书记员吴文",
    "《",
    "》",
    "（",
    "）",
    "第",
    "条之一",
    "案件受理费50元，由原告张某负担。",
    "诉讼请求：1.",
    "十倍",
    "赔偿3，000元",
    "某",
    "、",
    "1",
    "，",
    "附：",
    "人民陪审员",
)


def deciding(clause: str, category: str = "民事") -> list[Article]:
    """The articles read from a paper whose deciding clause is `clause`."""
    text = (
        f"甲市乙区人民法院\n{category}判决书\n（2019）甲0102{category[0]}初1号\n本院认为，"
        f"应予支持。{clause}判决如下：\n准许。\n审判员周正\n二〇一九年六月三日\n书记员吴文"
    )
    return [value.value for value in read(text).articles]


def all_points_keep_their_place(paper: Paper) -> bool:
    return all(paper.text[p.start : p.end] == p.text for p in points(paper))


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_court_words_is_read_and_every_value_keeps_its_place(text: str) -> None:
    assert all_points_keep_their_place(read(text))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    paper = read(text, "x")
    assert to_gold(paper)["cited_articles"] is not None
    assert all_points_keep_their_place(paper)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_an_empty_paper_says_nothing() -> None:
    paper = read("")
    assert paper.case_number is None
    assert paper.parties == ()
    assert paper.dates.judgment is None


def test_a_hundred_papers_are_read_within_a_second() -> None:
    read(SAMPLE)
    started = time.process_time()
    for _ in range(100):
        read(SAMPLE)
    assert time.process_time() - started < 1


def test_a_long_paper_of_one_sign_is_read_quickly() -> None:
    started = time.process_time()
    for sign in ("某", "（", "《", " ", "二", "、", "原告", "第一"):
        read(sign * (20_000 // len(sign)))
    assert time.process_time() - started < 10


def test_a_shared_paragraph_word_serves_all_its_numbers() -> None:
    got = deciding("依照《中华人民共和国刑法》第七十二条第一、三款、第七十三条第二款、第三款之规定，", "刑事")
    assert [(a.article, a.paragraph) for a in got] == [("72", 1), ("72", 3), ("73", 2), ("73", 3)]


def test_a_lost_word_for_article_is_borrowed_from_the_next() -> None:
    got = deciding("依照《中华人民共和国合同法》第八条、第一百零七、第一百九十六条、二百零六条之规定，")
    assert [a.article for a in got] == ["8", "107", "196", "206"]


def test_inserted_articles_and_items_without_a_paragraph_are_read() -> None:
    got = deciding(
        "依照《刑法》第一百三十三条之一第一款第（二）项、《中华人民共和国刑事诉讼法》第一百八十九条第（一）项之规定，",
        "刑事",
    )
    assert got == [
        Article("中华人民共和国刑法", "133-1", 1, 2),
        Article("中华人民共和国刑事诉讼法", "189", None, 1),
    ]


@pytest.mark.parametrize(
    ("printed", "category", "restored"),
    [
        ("《最高人民法院关于适用的解释》", "刑事", "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释"),
        ("《最高人民法院关于适用的解释》", "行政", "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释"),
        (
            "最高人民法院《关于适用若干问题的解释（二）》",
            "民事",
            "最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（二）",
        ),
        (
            "《最高人民法院关于适用＜合同法＞若干问题的解释（一）》",
            "民事",
            "最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（一）",
        ),
        ("《中国人民共和国食品安全法》", "民事", "中华人民共和国食品安全法"),
    ],
)
def test_a_damaged_law_name_is_restored(printed: str, category: str, restored: str) -> None:
    assert deciding(f"依照{printed}第十条之规定，", category) == [Article(restored, "10")]


CHAINS = (
    # an opening sign too many
    ("依照《《中华人民共和国民事诉讼法》第六十四条第一款的规定，", "民事", ["64"]),
    # who made the interpretation stands before its name
    (
        "依照《中华人民共和国刑法》第二百六十四条及最高人民法院、最高人民检察院《关于办理盗窃刑事案件适用法律若干问题"
        "的解释》第一条、第十四条之规定，",
        "刑事",
        ["264", "1", "14"],
    ),
    (
        "依照《中华人民共和国刑法》第六十四条，最高法、最高检《关于办理贪污贿赂刑事案件若干问题的解释》第一条之规定，",
        "刑事",
        ["64", "1"],
    ),
    ("根据《中华人民共和国婚姻法》第三十二条及国务院《诉讼费用交纳办法》第十三条之规定，", "民事", ["32", "13"]),
    # quotation marks for the signs of a name, one of them lost
    (
        "依照《中华人民共和国民法通则》第二条，最高人民法院“关于贯彻执行《中华人民共和国民法通则》若干问题意见”第144条，"
        "《最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释》”第一条之规定，",
        "民事",
        ["2", "144", "1"],
    ),
    # a line break inside a name
    (
        "依据《中华人民共和国侵权责任法》第六条，《最高人民法院\n关于审理人身损害赔偿案件适用法律若干问题的解释》第十九条，",
        "民事",
        ["6", "19"],
    ),
    # a law of its day and the law of today
    (
        "依照一九八〇年一月一日起施行的《中华人民共和国刑法》第五十三条，现行《中华人民共和国刑法》第十二条第一款，",
        "刑事",
        ["53", "12"],
    ),
    # a law named as a whole between two
    (
        "依照《中华人民共和国公司法》第十四条，《中华人民共和国民法总则》，《中华人民共和国民事诉讼法》第六十四条，",
        "民事",
        ["14", "64"],
    ),
    ("依照《中华人民共和国民事诉讼法》第六十四条.第一百四十四条，", "民事", ["64", "144"]),
    # the sentence before says what does not apply
    (
        "该申请不符合《中华人民共和国民事诉讼法》第二百条的规定。依据《中华人民共和国民事诉讼法》第二百零四条的规定，",
        "民事",
        ["204"],
    ),
)


@pytest.mark.parametrize(("clause", "category", "numbers"), CHAINS)
def test_a_chain_of_citations_holds_together(clause: str, category: str, numbers: list[str]) -> None:
    assert [article.article for article in deciding(clause, category)] == numbers


def test_an_article_quoted_in_the_reasoning_is_no_basis() -> None:
    got = deciding(
        "本案不符合《中华人民共和国民事诉讼法》第二百条规定的情形，不应再审。依照《中华人民共和国民事诉"
        "讼法》第二百零四条第一款之规定，"
    )
    assert got == [Article("中华人民共和国民事诉讼法", "204", 1)]


def test_a_title_before_the_court_is_not_a_party() -> None:
    text = (
        "被告人钱某盗窃罪一审刑事判决书 甲市乙区人民法院 刑事判决书 （2017）甲0102刑初7号 公诉机关甲市"
        "乙区人民检察院。 被告人钱某，男，1990年1月1日出生。 甲市乙区人民检察院指控被告人钱某犯盗窃罪。"
    )
    paper = read(text)
    assert paper.court and paper.court.value == "甲市乙区人民法院"
    assert [party.name.value for party in paper.parties] == ["甲市乙区人民检察院", "钱某"]


def test_a_portal_name_in_the_first_line_is_not_the_court() -> None:
    text = (
        "甲省高级人民法院\n网--裁判文书\n（2009）甲一中刑终字第629号\n您当前的位置：首页、"
        "甲市第一中级人民法院、刑事裁定书、（2009）甲一中刑终字第629号、原公诉机关甲市乙区人民检察院。"
        "\n上诉人（原审被告人）陈某。"
    )
    paper = read(text)
    assert paper.court and paper.court.value == "甲市第一中级人民法院"
    assert paper.document_type and paper.document_type.value == "刑事裁定书"


def test_a_fuller_name_in_the_proceedings_wins() -> None:
    text = (
        "甲市乙区人民法院\n民事判决书\n（2015）乙民初字第1号\n原告陈某某，女。\n被告袁某，"
        "男，1981年12月1日出生，汉族。\n原告陈某某与被告袁某甲离婚纠纷一案，本院受理后，"
        "依法组成合议庭审理。被告袁某甲到庭。"
    )
    husband = read(text).parties[1]
    assert husband.name.value == "袁某甲"
    assert [alias.value for alias in husband.alias] == ["袁某"]


def test_joined_cases_keep_all_their_serials() -> None:
    text = "甲市乙区人民法院\n民事判决书\n（2018）甲0303民初24603\n24604号\n原告:韩某，女。"
    number = read(text).case_number
    assert number and number.value == "（2018）甲0303民初24603、24604号"


def test_an_order_without_a_list_names_its_parties_in_the_first_sentence() -> None:
    text = (
        "甲市乙区人民法院\n报告财产令\n(2019)甲0103执7033号\n本院于2019年05月16日立案执行郝某与甲市东新"
        "建材有限公司物权保护纠纷一案，依照《中华人民共和国民事诉讼法》第二百四十一条规定，"
        "责令你单位如实报告。\n二〇一九年五月三十一日"
    )
    paper = read(text)
    assert [(p.role.value, p.name.value) for p in paper.parties] == [
        ("申请执行人", "郝某"),
        ("被执行人", "甲市东新建材有限公司"),
    ]
    assert [value.value.article for value in paper.articles] == ["241"]
    assert paper.dates.judgment and paper.dates.judgment.value == date(2019, 5, 31)


def test_three_times_a_wage_is_no_punitive_claim() -> None:
    text = SAMPLE.replace("借款本金300,000元", "三倍工资差额300,000元")
    assert read(text).punitive_claim is None

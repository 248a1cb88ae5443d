"""Every value of every record, however deep, stands at its words; nothing that a text can hold breaks the reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.reading import Value, read
from mingjing.reading.gold import to_gold
from mingjing.reading.quality import findings

GOLDEN = sorted((Path(__file__).parents[1] / "golden").rglob("*.txt"))
CRIMINAL = "甲市乙区人民法院\n刑事判决书\n（2019）甲0102刑初1号\n被告人张某，男。\n本院认为，"
CIVIL = (
    "甲市乙区人民法院\n民事判决书\n（2019）甲0102民初1号\n原告张某。\n被告李某。\n张某与李某借款纠纷一案。\n本院认为，"
)
PIECES = (
    "被告人张某犯盗窃罪，",
    "判处有期徒刑一年零六个月，",
    "缓刑二年",
    "并处罚金人民币3，000元",
    "决定执行有期徒刑",
    "与前罪尚未执行的刑罚并罚",
    "无罪。",
    "自2019年1月2日起至2020年2月30日止",
    "系自首，",
    "不构成立功",
    "辩护人提出从犯的意见，",
    "本院不予采纳。",
    "予以采纳；",
    "二被告人",
    "判决如下：\n",
    "一、",
    "二、",
    "维持原判第一项，即",
    "撤销",
    "被告李某支付原告张某",
    "，同时原告张某退还",
    "12.5万元",
    "四元九角",
    "合计",
    "以本金1万元为基数",
    "从2019年1月2日起至付清之日止",
    "按月利率2%计算",
    "连带清偿责任",
    "案件受理费50元，",
    "减半收取",
    "由被告负担",
    "各",
    "（",
    "）",
    "。\n",
    "，",
    "如不服本判决，可在十五日内",
    "诉讼请求：",
    "曾因犯盗窃罪被判处",
    "伍仟元（5000元）",
)


def values(record: object) -> Iterator[Value[object]]:
    """Every `Value` inside `record`."""
    if isinstance(record, Value):
        yield record
    elif isinstance(record, tuple):
        for one in record:
            yield from values(one)
    elif is_dataclass(record):
        for field in fields(record):
            yield from values(getattr(record, field.name))


def stands_at_its_words(text: str) -> bool:
    paper = read(text)
    to_gold(paper)
    found = findings(paper)
    return all(v.text == text[v.start : v.end] for v in (*values(paper), *found))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_value_of_a_golden_paper_stands_at_its_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(values(read(text)))
    assert len(found) > 20
    assert all(0 <= v.confidence <= 1 and v.by for v in found)
    assert stands_at_its_words(text)


@given(st.sampled_from((CRIMINAL, CIVIL)), st.lists(st.sampled_from(PIECES), max_size=50).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_orders_and_reasons_is_read_in_its_place(head: str, rest: str) -> None:
    assert stands_at_its_words(head + rest)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_paper_cut_anywhere_is_read_in_its_place(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    assert stands_at_its_words(text[: data.draw(st.integers(start, len(text)))])
    assert stands_at_its_words(text[start:])

"""No text takes for ever: patterns that could match in many ways are tried on the texts that would show it."""

from __future__ import annotations

import time

import pytest

from mingjing.reading import read
from mingjing.reading.quality import findings

HEAD = "某市某区人民法院\n刑事判决书\n（2019）甲0102刑初1号\n被告人张三，男。\n"
CIVIL = (
    "某市某区人民法院\n民事判决书\n（2019）甲0102民初1号\n原告张三。\n被告李四。\n张三与李四借款纠纷一案，诉讼请求："
)
ORDERS = "本院认为，应予支持。判决如下：\n"
BOMBS = {
    "a total without an amount": CIVIL + "合计" + "人民币为" * 4000,
    "amounts without names": CIVIL + ORDERS + "一一一一一元、" * 4000 + "共计",
    "names without amounts": CIVIL + ORDERS + "医疗费、误工费" * 3000,
    "open brackets": CIVIL + ORDERS + "（" * 15_000,
    "fees": CIVIL + ORDERS + "案件受理费" * 4000,
    "fees borne by nobody": CIVIL + ORDERS + "案件受理费50元，由负担" * 2000,
    "orders without end": CIVIL + ORDERS + "被告李四支付原告张三1元，" * 2000,
    "rates": CIVIL + ORDERS + "被告支付利息自2019年1月1日起按年利率" * 1000,
    "charges": HEAD + ORDERS + "犯盗窃罪、" * 5000,
    "crimes without a name": HEAD + ORDERS + "被告人张三犯" * 4000,
    "terms": HEAD + ORDERS + "判处有期徒刑一年零" * 3000,
    "circumstances": HEAD + "本院认为，" + "系自首，如实供述，" * 3000 + "判决如下：\n",
    "refusals": HEAD + "本院认为，" + "辩护人提出自首的意见不予采纳。" * 2000 + "判决如下：\n",
    "citations": HEAD + "本院认为，依照" + "《刑法》第二百六十四条、" * 3000 + "判决如下：\n",
    "clauses for each accused": HEAD + "依照" + "《刑法》第一条；对被告人张三依照" * 2000 + "判决如下：\n",
    "appeals": "上诉人" * 3000 + "上诉请求" * 3000,
    "case numbers": CIVIL + "（2019）甲0102民初1号" * 3000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_text_that_repeats_itself_is_read_in_two_seconds(name: str) -> None:
    started = time.process_time()
    paper = read(BOMBS[name])
    findings(paper)
    assert time.process_time() - started < 2

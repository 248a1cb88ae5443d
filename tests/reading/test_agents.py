"""Who acts for whom, as the list of parties says it in many ways."""

from __future__ import annotations

import pytest

from mingjing.reading import read


def agents(listed: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Role, name and whom each agent acts for, in a paper whose list of parties is `listed`."""
    text = (
        f"甲市乙区人民法院\n民事判决书\n（2019）甲0102民初1号\n{listed}\n原告张三与被告李四买卖合同纠纷一案，本院于2019年4月16日"
        "立案，现已审理终结。\n本院认为，应予支持。依照《中华人民共和国合同法》第八条之规定，判决如下：\n准许。\n"
        "审判员周正\n二〇一九年六月三日\n书记员吴文"
    )
    return [(a.role.value, a.name.value, a.party_names) for a in read(text).agents]


LISTS = (
    # two names joined by a comma before their firm; a people is no name
    (
        "原告张三，男。\n委托代理人钱一，孙二，甲乙律师事务所律师。\n被告李四，男。\n"
        "委托代理人：周五，女，满族，甲乙律师事务所律师。",
        [("委托代理人", "钱一", ("张三",)), ("委托代理人", "孙二", ("张三",)), ("委托代理人", "周五", ("李四",))],
    ),
    # the powers of an agent and those he acts for are no part of the role
    (
        "原告：张三。\n特别授权委托诉讼代理人：钱一，甲乙律师事务所律师。\n被告：李四。\n被告：吴六。\n"
        "上述二被告共同委托诉讼代理人：郑七，甲乙律师事务所律师。",
        [("委托诉讼代理人", "钱一", ("张三",)), ("委托诉讼代理人", "郑七", ("李四", "吴六"))],
    ),
    (
        "再审申请人（一审被告、二审上诉人）：张三。\n再审申请人（一审被告、二审上诉人）：李四。\n"
        "以上二再审申请人委托诉讼代理人：钱一，甲乙律师事务所律师。\n被申请人（一审原告）：王五。",
        [("委托诉讼代理人", "钱一", ("张三", "李四"))],
    ),
    # 、 left behind by a source that joined its lines
    (
        "上诉人（原审被告）张三。\n上诉人（原审被告）李四。\n二、上诉人之、委托代理人（特别授权代理）孙付。\n"
        "被上诉人（原审原告）王五。",
        [("委托代理人", "孙付", ("张三", "李四"))],
    ),
    (
        "原告：张三。\n诉讼委托代理人：姚日，甲乙法律服务所法律工作者。\n被告：乙超市。\n个体经营者：吴刚。\n"
        "被告：丙公司，住所地甲市。\n法人代表人：罗伟，总经理。",
        [
            ("诉讼委托代理人", "姚日", ("张三",)),
            ("个体经营者", "吴刚", ("乙超市",)),
            ("法定代表人", "罗伟", ("丙公司",)),
        ],
    ),
)


@pytest.mark.parametrize(("listed", "expected"), LISTS)
def test_agents_are_read_with_those_they_act_for(listed: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert agents(listed) == expected


def test_prosecutors_are_read_with_masked_names_and_before_the_accused() -> None:
    text = (
        "甲市乙区人民法院\n刑事判决书\n（2019）甲0102刑初1号\n公诉机关甲市乙区人民检察院。\n被告人易某，男。\n"
        "甲市乙区人民检察院指控被告人易某犯盗窃罪，提起公诉。甲市乙区人民检察院指派检察员陈某2出庭支持公诉，"
        "检察员纪某、被告人易某到庭参加诉讼。现已审理终结。\n本院认为，构成盗窃罪。判决如下：\n"
        "被告人易某犯盗窃罪，判处拘役一个月。\n审判员周正\n二〇一九年六月三日\n书记员吴文"
    )
    assert [(a.role.value, a.name.value) for a in read(text).agents] == [("检察员", "陈某2"), ("检察员", "纪某")]

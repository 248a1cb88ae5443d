"""What orders say in many ways: kinds, payers, payees, amounts, interest, fees."""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.reading import Paper, read
from mingjing.reading.decided import Interest, OrderItem

HEAD = "庚省辛市壬区人民法院\n民事判决书\n（2019）庚0203民初9号\n原告：钱一鸣，男，住庚省。\n原告：赵小月，女。\n\
被告：孙二强，男，住庚省。\n被告：庚省辛市永兴贸易有限公司（以下简称永兴公司），住所地庚省。\n\
原告钱一鸣、赵小月与被告孙二强、永兴公司借款合同纠纷一案，本院立案后，公开开庭进行了审理。\n本院认为，应予支持。判决如下：\n"
TAIL = "\n审判员周正\n二〇一九年六月三日\n书记员吴文"


def paper(orders: str) -> Paper:
    return read(HEAD + orders + TAIL)


def first(orders: str) -> OrderItem:
    return paper(orders).order_items[0]


def names(values: tuple[object, ...]) -> list[str]:
    return [str(getattr(value, "value", value)) for value in values]


@pytest.mark.parametrize(
    ("order", "payers", "payees", "yuan"),
    [
        ("被告孙二强于本判决生效之日起十日内支付原告钱一鸣3，000元。", ["孙二强"], ["钱一鸣"], 3000),
        (
            "由被告孙二强、永兴公司向原告钱一鸣偿还借款3万元。",
            ["孙二强", "庚省辛市永兴贸易有限公司"],
            ["钱一鸣"],
            30000,
        ),
        (
            "二被告共同赔偿二原告各项损失共计1234.5元。",
            ["孙二强", "庚省辛市永兴贸易有限公司"],
            ["钱一鸣", "赵小月"],
            1234.5,
        ),
        ("被告孙二强给付原告钱一鸣医疗费100元、误工费200元。", ["孙二强"], ["钱一鸣"], 300),
        ("被告孙二强给付原告钱一鸣医疗费100元、误工费200元，合计300元。", ["孙二强"], ["钱一鸣"], 300),
        ("被告孙二强赔偿原告钱一鸣损失1000元的百分之三十，为300元。", ["孙二强"], ["钱一鸣"], 300),
        ("被告孙二强返还原告钱一鸣货款四元九角。", ["孙二强"], ["钱一鸣"], 4.9),
        ("被告孙二强各支付原告钱一鸣、赵小月500元。", ["孙二强"], ["钱一鸣", "赵小月"], 1000),
        ("被告孙二强赔偿原告钱一鸣货款100元的十倍价款1000元。", ["孙二强"], ["钱一鸣"], 1000),
        ("被告孙二强退还原告钱一鸣货款100元，如不能退货，则以每件20元折抵。", ["孙二强"], ["钱一鸣"], 100),
        ("被告永兴公司在交强险限额内赔付原告钱一鸣交通费3000元。", ["庚省辛市永兴贸易有限公司"], ["钱一鸣"], 3000),
        ("被告孙二强赔偿原告钱一鸣300元，此款从其垫付的1000元中扣除。", ["孙二强"], ["钱一鸣"], 300),
        ("由被告孙二强返还原告钱一鸣垫付款5000元。", ["孙二强"], ["钱一鸣"], 5000),
        ("被告孙二强赔偿原告钱一鸣鉴定费300元、律师费500元，计800元。", ["孙二强"], ["钱一鸣"], 800),
        ("被告孙二强于本判决生效后十日内将违法所得339元退回原告钱一鸣。", ["孙二强"], ["钱一鸣"], 339),
        # whose loss it is stands before the one who pays
        (
            "原告钱一鸣的医疗费、误工费等各项损失1000元（其中残疾赔偿金300元），由被告孙二强赔偿700元。",
            ["孙二强"],
            ["钱一鸣"],
            700,
        ),
        # the other party's duty is only a condition
        ("被告孙二强收到原告钱一鸣退还的“永兴”牌茶叶后三日内退还原告钱一鸣货款158元。", ["孙二强"], ["钱一鸣"], 158),
        ("被告孙二强向原告钱一鸣退款312元，同时钱一鸣将其购买的茶叶退还孙二强。", ["孙二强"], ["钱一鸣"], 312),
    ],
)
def test_who_pays_whom_how_much(order: str, payers: list[str], payees: list[str], yuan: float) -> None:
    item = first(order)
    assert item.amount_fen is not None
    assert (names(item.payers), names(item.payees), item.amount_fen.value / 100) == (payers, payees, yuan)


@pytest.mark.parametrize(
    ("clause", "rate", "annual", "start", "end"),
    [
        ("利息（自2018年1月2日起按月利率2%计算至款付清之日止）", "月利率2%", 0.24, date(2018, 1, 2), "款付清之日"),
        ("从2018年1月2日起至实际清偿之日止按年利率6%计算的利息", "年利率6%", 0.06, date(2018, 1, 2), "实际清偿之日"),
        (
            "逾期利息，自2018年1月2日起至付清之日止，按每日万分之五计算",
            "每日万分之五",
            0.1825,
            date(2018, 1, 2),
            "付清之日",
        ),
        ("利息（自2018年1月2日起按月息2分计算至还清之日止）", "月息2分", 0.24, date(2018, 1, 2), "还清之日"),
        (
            "利息（从2018年1月2日起按中国人民银行同期同类贷款利率计付至实际履行之日止）",
            "中国人民银行同期同类贷款利率",
            None,
            date(2018, 1, 2),
            "实际履行之日",
        ),
    ],
)
def test_an_interest_clause_is_read(clause: str, rate: str, annual: float | None, start: date, end: str) -> None:
    (found,) = first(f"被告孙二强偿还原告钱一鸣借款50000元及{clause}。").interest
    assert found.rate is not None
    assert (found.rate.value, found.rate_annual) == (rate, annual)
    assert (value(found, "start"), value(found, "end"), value(found, "base_fen")) == (start, end, 5_000_000)


def value(clause: Interest, name: str) -> object:
    return getattr(getattr(clause, name), "value", None)


def test_the_base_of_interest_is_not_owed_twice() -> None:
    item = first("被告孙二强偿还原告钱一鸣借款本金50000元，并支付以50000元为基数，自2018年1月2日起至付清之日止的利息。")
    assert item.amount_fen is not None
    assert item.amount_fen.value == 5_000_000
    assert item.components == ()


@pytest.mark.parametrize(
    ("order", "kind", "joint"),
    [
        ("被告永兴公司对被告孙二强的上述债务承担连带清偿责任。", "连带责任", "连带"),
        ("被告永兴公司对被告孙二强不能清偿的部分承担补充赔偿责任。", "补充责任", "补充"),
        ("驳回原告钱一鸣的其他诉讼请求。", "驳回请求", None),
        ("不准予原告钱一鸣与被告孙二强离婚。", "不准离婚", None),
        ("准予原告钱一鸣与被告孙二强离婚。", "准予离婚", None),
        ("解除原告钱一鸣与被告孙二强签订的《房屋租赁合同》。", "解除合同", None),
        ("被告孙二强退还原告钱一鸣“永兴”牌茶叶2盒。", "返还货物", None),
        ("被告永兴公司在1848.42元范围内承担补充责任。", "补充责任", "补充"),
        ("扣押在案的电脑一台予以没收。", "没收", None),
        # neither the 元 of a sweet nor the 金 of a name is money
        ("钱一鸣退还孙二强所购阿胶固元糕180g二盒、金骏眉一盒（如不能退还实物，则扣除相应货款）。", "返还货物", None),
        ("随案移送的枪支依法予以没收。", "没收", None),
    ],
)
def test_the_kind_of_an_order(order: str, kind: str, joint: str | None) -> None:
    item = first(order)
    assert item.kind.value == kind
    assert (item.joint.value if item.joint else None) == joint


def test_he_who_answers_for_a_debt_pays_and_the_debtor_does_not() -> None:
    item = first("被告永兴公司对被告孙二强的上述债务向原告钱一鸣承担连带清偿责任。")
    assert names(item.payers) == ["庚省辛市永兴贸易有限公司"]
    assert names(item.payees) == ["钱一鸣"]


def test_a_debt_of_both_that_one_is_to_pay_is_paid_by_that_one() -> None:
    item = first("原告钱一鸣、被告孙二强的共同债务1万元，由被告孙二强偿还。")
    assert names(item.payers) == ["孙二强"]


def test_a_guarantor_behind_a_comma_has_an_order_of_its_own() -> None:
    items = paper("被告孙二强赔偿原告钱一鸣2700元，被告永兴公司承担连带责任。").order_items
    assert [(item.kind.value, names(item.payers)) for item in items] == [
        ("给付", ["孙二强"]),
        ("连带责任", ["庚省辛市永兴贸易有限公司"]),
    ]


def test_a_deadline_told_once_for_all_items_holds_for_each() -> None:
    items = paper(
        "一、被告孙二强支付原告钱一鸣100元；\n二、被告永兴公司支付原告赵小月200元。\n以上一、二项于本判决生效后五日内付清。"
    ).order_items
    assert [item.deadline_days.value for item in items if item.deadline_days] == [5, 5]


@pytest.mark.parametrize(
    ("sentence", "kind", "total", "charged", "bearers"),
    [
        ("案件受理费50元，由被告孙二强负担。", "案件受理费", 50, 50, [(["孙二强"], 50)]),
        ("案件受理费50元，减半收取25元，由被告孙二强负担。", "案件受理费", 50, 25, [(["孙二强"], 25)]),
        ("本案受理费减半收取25元，由被告孙二强负担。", "案件受理费", None, 25, [(["孙二强"], 25)]),
        (
            "案件受理费100元，由原告钱一鸣负担30元，被告孙二强负担70元。",
            "案件受理费",
            100,
            100,
            [(["钱一鸣"], 30), (["孙二强"], 70)],
        ),
        (
            "案件受理费100元，其中三十元由原告钱一鸣负担，七十元由被告孙二强负担。",
            "案件受理费",
            100,
            100,
            [(["钱一鸣"], 30), (["孙二强"], 70)],
        ),
        (
            "案件受理费100元（原告钱一鸣已预交），由被告孙二强、永兴公司共同负担。",
            "案件受理费",
            100,
            100,
            [(["孙二强", "庚省辛市永兴贸易有限公司"], 100)],
        ),
        (
            "案件受理费100元、公告费60元，合计160元，由被告孙二强负担。",
            "案件受理费、公告费",
            160,
            160,
            [(["孙二强"], 160)],
        ),
        ("案件受理费10元，免予收取。", "案件受理费", 10, 10, []),
        ("本案受理费50元，依法不予收取。", "案件受理费", 50, 50, []),
        (
            "钱一鸣预交的二审案件受理费740元，由钱一鸣自行负担。\n孙二强预交的二审案件受理费740元，由孙二强自行负担。",
            "二审案件受理费",
            1480,
            1480,
            [(["钱一鸣"], 740), (["孙二强"], 740)],
        ),
        (
            "本案适用小额诉讼程序减半收取的案件受理费25元（原告钱一鸣已预交），由原告钱一鸣负担。",
            "案件受理费",
            None,
            25,
            [(["钱一鸣"], 25)],
        ),
        ("各案受理费25元，共计200元，由被告孙二强负担。", "案件受理费", 200, 200, [(["孙二强"], 200)]),
        (
            "（上述款项付至本院账户。\n案件受理费50元，由被告孙二强负担。",
            "案件受理费",
            50,
            50,
            [(["孙二强"], 50)],
        ),
        ("六案受理费150元（每案25元），由被告孙二强负担。", "案件受理费", 150, 150, [(["孙二强"], 150)]),
        ("本案应收诉讼费400元，依法减半收取200元，由被告孙二强负担。", "诉讼费", 400, 200, [(["孙二强"], 200)]),
        (
            "案件受理费100元，由原告钱一鸣、被告孙二强各半负担。",
            "案件受理费",
            100,
            100,
            [(["钱一鸣"], 50), (["孙二强"], 50)],
        ),
        (
            "案件受理费1000元，减半收取500元，保全费520元，共计1020元，由被告孙二强负担。",
            "案件受理费、保全费",
            1020,
            1020,
            [(["孙二强"], 1020)],
        ),
    ],
)
def test_a_fee_sentence(
    sentence: str, kind: str, total: float | None, charged: float, bearers: list[tuple[list[str], float]]
) -> None:
    fee = paper(f"被告孙二强支付原告钱一鸣100元。\n{sentence}").fee
    assert fee is not None
    assert fee.kind.value == kind
    assert (fee.total_fen.value / 100 if fee.total_fen else None) == total
    assert (fee.charged_fen.value / 100 if fee.charged_fen else None) == charged
    shares = [(names(share.names), share.amount_fen.value / 100) for share in fee.shares if share.amount_fen]
    assert shares == bearers


def test_every_value_of_the_orders_stands_at_its_words() -> None:
    text = HEAD + "被告孙二强于本判决生效之日起十日内支付原告钱一鸣本金3，000元、利息200元，合计3200元。" + TAIL
    item = read(text).order_items[0]
    values = [item.kind, *item.payers, *item.payees, item.amount_fen, *item.components, item.deadline_days]
    assert all(v is not None and v.text == text[v.start : v.end] for v in values)


@pytest.mark.parametrize(
    ("order", "yuan"),
    [
        ("追缴被告孙二强违法所得人民币三百元，予以没收，上缴国库。", 300),
        ("被告孙二强的犯罪所得1，200元，依法予以追缴，上缴国库。", 1200),
        ("追缴被告孙二强违法所得（已暂扣本院900元），上缴国库。", None),
        ("违法所得，予以追缴。", None),
    ],
)
def test_a_gain_that_is_recovered_has_its_amount(order: str, yuan: int | None) -> None:
    item = first(order)
    assert item.kind.value == "追缴"
    assert (item.amount_fen.value if item.amount_fen else None) == (yuan * 100 if yuan else None)


def test_a_fine_that_is_to_be_paid_in_time_is_no_order_of_its_own() -> None:
    orders = (
        "一、被告人孙二强犯盗窃罪，判处有期徒刑三年，并处罚金三千元。\n（刑期从判决执行之日起计算。\n即自2015年6月22日起至"
        "2018年6月21日止，罚金限于判决生效后一个月内缴纳。）\n二、违法所得500元，予以没收，上缴国库。"
    )
    items = read(HEAD.replace("民事", "刑事").replace("民初", "刑初") + orders + TAIL).order_items
    assert [(i.kind.value, i.amount_fen.value if i.amount_fen else None) for i in items] == [
        ("定罪量刑", None),
        ("没收", 50_000),
    ]


def test_a_loss_is_nobody_and_a_name_may_end_in_and() -> None:
    item = first("责令被告孙二强赔偿被害人吴某和损失人民币600元。")
    assert names(item.payees) == ["吴某和"]

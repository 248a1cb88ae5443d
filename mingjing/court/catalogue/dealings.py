"""Contracts that may not be what they say: sales, transfers, factoring, car leases, and money taken from the public.

Where an element of a case is not known, its column is empty; no value is guessed.
"""

from __future__ import annotations

from mingjing.court.catalogue.table import count, day, fen, number, refers, text, yes
from mingjing.court.catalogue.topics import topic

SALE_SIGN = topic(
    "sale_sign",
    "买卖疑点",
    "每件买卖案件一行",
    yes("delivery_proved", "有交付、运输或仓储凭证"),
    yes("invoiced", "有发票"),
    count("returned_days", "价款回流天数", "空为没有回流或未调取流水"),
    yes("flows_known", "资金流水已调取"),
    yes("admitted", "对方全部承认"),
    yes("paid_at_once", "承认后即履行"),
    day("settled_on", "达成调解日", "空为没有调解"),
    yes("shared_agent", "双方同一代理人或一方代付费用"),
    yes("circle", "货物经三方以上循环"),
    number("price_gap_percent", "与市价的偏离", "空为没有市价"),
    number("asset_share_percent", "请求占被告已知财产", "空为未查明"),
    yes("proved_and_disputed", "有交付证明且双方实质争议"),
)

TRANSFER_FACT = topic(
    "transfer_fact",
    "转让真实性要素",
    "每件案件每项转让一行",
    refers("transferor_subject_id", "转让人", "subject"),
    refers("transferee_subject_id", "受让人", "subject"),
    fen("price_fen", "约定价款"),
    fen("reference_fen", "参考价", "空为没有参考价"),
    day("transferred_on", "转让日"),
    yes("paid", "价款已付", "约定付款后六十日内有付款流水；空为未查明"),
    count("returned_days", "价款回流天数", "空为没有回流"),
    yes("close_by_evidence", "证据认定的密切关系"),
    yes("relations_checked", "双方关系已核对"),
    yes("gift_words", "有赠与、尽孝、扶养的表述"),
    yes("offset", "以旧债抵价、承担按揭或分家析产"),
)

FACTORING_FACT = topic(
    "factoring_fact",
    "保理真实性要素",
    "每件案件一行",
    yes("contract_read", "合同已读出"),
    day("contract_on", "合同成立日"),
    yes("identified", "应收账款特定"),
    yes("future_unfounded", "将有账款没有依据"),
    yes("notified", "已通知债务人或债务人确认"),
    yes("fixed_repurchase", "固定本息回购"),
    yes("debtor_denies", "债务人系虚构或否认交易"),
    number("cost_percent", "年融资成本"),
    number("cap_percent", "成立日一年期报价利率的四倍"),
    yes("factor_knew", "保理人明知虚构"),
    yes("licensed", "保理人持牌", "与金融牌照登记核对；空为未核对或登记过期"),
)

CAR_LEASE_FACT = topic(
    "car_lease_fact",
    "车辆租赁要素",
    "每件案件一行",
    refers("lessor_subject_id", "出租人", "subject"),
    yes("lessee_paid", "车辆由承租人出资", "依车辆登记和购车款；空为未接入"),
    yes("lessee_paid_words", "合同载明车辆由承租人提供"),
    fen("rent_fen", "月租金"),
    fen("market_rent_fen", "同类车市场月租金", "空为没有参考价"),
    yes("quota_subject", "合同标的是号牌或额度"),
    yes("only_quota_returned", "期满车归承租人，只还额度"),
    yes("quota_words", "有沪牌、额度使用费、挂靠等表述"),
    count("own_fleet", "出租人自有出租车辆数"),
    yes("true_use", "售后回租、单位用车或带驾驶员"),
    day("drafted_on", "拟判日", "空为尚未拟判"),
    yes("found_void", "拟判合同无效"),
    yes("keeps_going", "拟判逾期利息、违约金或继续履行"),
    yes("quota_given_back", "拟判返还额度"),
)

FUND_CONTRACT = topic(
    "fund_contract",
    "固定回报合同",
    "每件案件每份合同一行",
    text("contract_key", "合同标识", note="空为未读出"),
    text("template_key", "合同模板标识", note="文字相似度不低于 0.85 的合同相同"),
    yes("fixed_return", "保本、固定收益、返利或约定回购"),
    fen("amount_fen", "请求金额"),
    yes("guarantee_only", "只诉独立的担保"),
    yes("deducted", "已扣除刑事退赔"),
)

FRAUD_VICTIM = topic(
    "fraud_victim",
    "涉众犯罪被害人",
    "刑事案件每名集资参与人每份合同一行",
    refers("subject_id", "被害人", "subject"),
    refers("offender_subject_id", "被告人或被告单位", "subject"),
    text("contract_key", "合同标识", note="空为未读出"),
    fen("amount_fen", "本金损失"),
    yes("acquitted", "该事实未认定为犯罪"),
    fen("restitution_fen", "判令退赔金额", "空为没有判令"),
    day("final_on", "刑事裁判生效日", "空为未生效"),
)

TABLES = (SALE_SIGN, TRANSFER_FACT, FACTORING_FACT, CAR_LEASE_FACT, FUND_CONTRACT, FRAUD_VICTIM)

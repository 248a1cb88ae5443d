"""Enforcement and the money that passes through the court."""

from mingjing.court.catalogue.codes import PROPERTY_KINDS
from mingjing.court.catalogue.table import Table, code, count, day, fen, key, refers, text, yes

ENFORCEMENT_CASE = Table(
    "enforcement_case",
    "执行案件要项",
    "每件执行案件每名被执行人一行",
    (
        key("enforcement_case_id", "要项标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("debtor_subject_id", "被执行人", "subject"),
        refers("basis_case_id", "执行依据案件", "case_main"),
        text("basis_number", "执行依据文号"),
        fen("due_fen", "应执行金额"),
        fen("paid_fen", "已执行金额"),
        fen("unpaid_fen", "未执行金额", "空为未核算"),
        code(
            "status",
            "状态",
            {"open": "在办", "stayed": "中止", "ended_round": "终本", "done": "执行完毕", "terminated": "终结执行"},
        ),
        yes("fully_secured", "已足额保全"),
        yes("recourse_guarantor", "有追偿权的保证人"),
        day("notice_on", "执行通知日"),
        day("ended_round_on", "终本日"),
        day("resumed_on", "恢复日"),
        code(
            "ended_reason",
            "终结执行的理由",
            {
                "performed": "和解协议履行完毕",
                "withdrawn": "申请人撤销申请",
                "revoked": "执行依据被撤销",
                "no_estate": "被执行人死亡且无遗产",
                "bankruptcy": "被执行人宣告破产",
                "other": "其他",
            },
        ),
    ),
    source="执行",
    sort=("case_id",),
)

MONEY_IN = Table(
    "money_in",
    "案款到账",
    "每笔到账一行",
    (
        key("money_in_id", "到账标识"),
        refers("case_id", "案件", "case_main", required=True),
        code(
            "kind",
            "种类",
            {
                "payment": "执行款",
                "deposit": "保证金",
                "fine": "罚金",
                "fee": "诉讼费",
                "auction": "拍卖款",
                "deduction": "扣划款",
                "custody": "代管款",
            },
        ),
        refers("payer_subject_id", "付款人", "subject"),
        text("payer_name", "付款户名"),
        fen("amount_fen", "金额"),
        day("arrived_on", "到账日"),
        day("claimed_on", "认领日", "空为未认领"),
        yes("multi_creditor", "多债权人"),
        day("plan_final_on", "分配方案生效日", "仅多债权人"),
    ),
    source="执行",
    sort=("case_id",),
)

MONEY_SOURCE = Table(
    "money_source",
    "款源核查",
    "每笔到账查明的来源一行",
    (
        key("money_source_id", "核查标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("money_in_id", "到账", "money_in", required=True),
        code(
            "kind",
            "来源",
            {
                "salary": "工资",
                "account": "本人账户",
                "sale": "变价本人财产",
                "third_party": "他人代付",
                "guarantor": "保证人",
                "insurer": "保险公司",
                "heir": "继承人",
            },
        ),
        day("looked_on", "核查日"),
    ),
    source="执行",
    sort=("case_id",),
)

MONEY_OUT = Table(
    "money_out",
    "案款发放",
    "每笔拟发或已发一行",
    (
        key("money_out_id", "发放标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("money_in_id", "对应到账", "money_in"),
        refers("payee_subject_id", "领款人", "subject"),
        text("payee_name", "领款人姓名"),
        code(
            "purpose",
            "款项性质",
            {
                "proceeds": "执行款",
                "fee_refund": "诉讼费退费",
                "child_support": "抚养费",
                "alimony": "赡养扶养费",
                "pension": "养老金",
                "injury": "人身损害赔偿",
                "wage": "劳动报酬",
                "assigned": "已转让并通知",
                "secured": "担保物权优先受偿",
                "plan": "依重整计划清偿",
                "manager": "移交管理人",
            },
        ),
        fen("amount_fen", "金额"),
        day("planned_on", "拟发日"),
        day("paid_out_on", "发放日", "空为未发"),
        yes("joint_account", "经共同账户或代理人领取"),
        refers("beneficiary_subject_id", "实际受益主体", "subject"),
    ),
    source="执行",
    sort=("case_id",),
)

PAYOUT_HOLD = Table(
    "payout_hold",
    "暂缓发放",
    "每段暂缓一行",
    (
        key("payout_hold_id", "暂缓标识"),
        refers("money_in_id", "对应到账", "money_in", required=True),
        refers("case_id", "案件", "case_main", required=True),
        code(
            "reason",
            "事由",
            {
                "objection": "异议之诉",
                "stay": "中止",
                "distribution": "分配方案未生效",
                "bankruptcy": "受理破产",
                "account_missing": "债权人未提供账户",
                "elsewhere": "领款人另案未履行",
                "approved": "报批延缓",
            },
        ),
        text("approved_by", "批准人"),
        text("decision_number", "批准文号"),
        day("from_on", "暂缓起"),
        day("until_on", "暂缓止", "空为未终止"),
    ),
    source="执行",
    sort=("case_id",),
)

ENFORCEMENT_MEASURE = Table(
    "enforcement_measure",
    "执行措施",
    "每项措施一行",
    (
        key("measure_id", "措施标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被执行人", "subject"),
        code(
            "kind",
            "措施",
            {
                "consumption_restriction": "限制消费",
                "dishonest_debtor": "失信",
                "seal_up": "查封",
                "seizure": "扣押",
                "freezing": "冻结",
                "detention": "拘留",
                "exit_control": "限制出境",
            },
        ),
        day("from_on", "起"),
        day("to_on", "止"),
        day("released_on", "解除日"),
        yes("in_force", "系统核对仍在控", "空为未核对"),
    ),
    source="执行",
    sort=("case_id",),
)

PROPERTY_LEAD = Table(
    "property_lead",
    "财产线索",
    "每条线索一行",
    (
        key("lead_id", "线索标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "主体", "subject"),
        text("lead_source", "来源"),
        code("kind", "种类", PROPERTY_KINDS),
        text("object_key", "财产标识", note="同一财产的各条线索相同"),
        fen("value_fen", "价值"),
        fen("exempt_fen", "应保留或优先受偿部分", "空为没有"),
        day("arose_on", "出现日"),
        day("handled_on", "处理日"),
        code("handled_result", "处理结果", {"used": "已处置", "none": "查无财产", "postponed": "暂不能处置"}),
        day("data_on", "数据日期"),
    ),
    source="执行",
    sort=("case_id",),
)

AUCTION = Table(
    "auction",
    "网络拍卖",
    "每轮拍卖一行",
    (
        key("auction_id", "拍卖标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("disposal_id", "处置", "disposal"),
        count("round", "轮次"),
        text("object", "标的物"),
        fen("reserve_fen", "保留价"),
        day("notice_on", "公告日"),
        day("starts_on", "起拍日"),
        day("ends_on", "竞价结束日"),
        day("price_paid_on", "拍卖款付清日"),
        day("deal_ruling_on", "成交裁定日"),
        code("result", "结果", {"sold": "成交", "failed": "流拍", "withdrawn": "撤回"}),
    ),
    source="执行",
    sort=("case_id",),
)

ENFORCEMENT_INQUIRY = Table(
    "enforcement_inquiry",
    "网络查控",
    "每次查询一行",
    (
        key("inquiry_id", "查询标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被查询人", "subject"),
        text("kind", "种类"),
        day("asked_on", "查询日"),
        text("result", "结果"),
    ),
    source="执行",
    sort=("case_id",),
)

TABLES = (
    ENFORCEMENT_CASE,
    MONEY_IN,
    MONEY_SOURCE,
    MONEY_OUT,
    PAYOUT_HOLD,
    ENFORCEMENT_MEASURE,
    PROPERTY_LEAD,
    AUCTION,
    ENFORCEMENT_INQUIRY,
)

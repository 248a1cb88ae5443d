"""What is found out about debtors: what they declare, settle and do, and how their property is sold."""

from mingjing.court.catalogue.codes import PROPERTY_KINDS
from mingjing.court.catalogue.table import Table, code, count, day, fen, key, refers, text, yes

SETTLEMENT = Table(
    "enforcement_settlement",
    "执行和解",
    "每次和解、放弃或撤回一行",
    (
        key("settlement_id", "和解标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("applicant_subject_id", "申请执行人", "subject"),
        refers("debtor_subject_id", "被执行人", "subject"),
        day("agreed_on", "和解日"),
        fen("due_fen", "应得金额"),
        fen("settled_fen", "和解金额", "空为未载明"),
        day("extended_to", "延期至"),
        yes("waived", "放弃或撤回"),
        code("route", "付款途径", {"court": "经本院账户", "private": "自行收取", "third": "付给第三人"}),
        refers("payee_subject_id", "收款人", "subject"),
        yes("approved", "另案执行法官已同意"),
    ),
    source="执行",
    sort=("case_id",),
)

PROPERTY_REPORT = Table(
    "property_report",
    "财产报告",
    "每次报告财产令一行",
    (
        key("property_report_id", "报告标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被执行人", "subject"),
        day("ordered_on", "发令日"),
        day("served_on", "送达日", "空为未送达"),
        day("due_on", "应报告日"),
        day("submitted_on", "报告日", "空为未报告"),
        day("sanctioned_on", "处罚决定日"),
    ),
    source="执行",
    sort=("case_id",),
)

REPORTED_ITEM = Table(
    "reported_item",
    "报告的财产",
    "每次报告或补充报告的每项财产一行",
    (
        key("reported_item_id", "项目标识"),
        refers("property_report_id", "报告", "property_report", required=True),
        refers("case_id", "案件", "case_main", required=True),
        code("kind", "种类", PROPERTY_KINDS),
        text("object_key", "财产标识"),
        fen("value_fen", "价值"),
        day("told_on", "报告或补充日"),
    ),
    source="执行",
    sort=("case_id",),
)

FOUND_PROPERTY = Table(
    "found_property",
    "查明的财产与行为",
    "每项查明属于被执行人的财产或处分行为一行",
    (
        key("found_property_id", "查明标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被执行人", "subject"),
        code("kind", "种类", PROPERTY_KINDS),
        code(
            "act",
            "行为",
            {
                "held": "持有",
                "acquired": "取得",
                "transferred": "转让、赠与",
                "encumbered": "设定担保",
                "waived": "放弃、延期债权",
                "spent": "大额支出",
            },
        ),
        text("object_key", "财产标识"),
        fen("value_fen", "价值"),
        day("happened_on", "取得或行为日", "空为未查明"),
        text("found_by", "查明方式"),
        day("found_on", "查明日"),
    ),
    source="执行",
    sort=("case_id",),
)

DISPOSAL = Table(
    "disposal",
    "财产处置",
    "每案每项待处置财产一行",
    (
        key("disposal_id", "处置标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("object", "标的物"),
        code("kind", "财产类别", {"immovable": "不动产及其他财产权", "movable": "动产"}),
        day("seized_on", "查封扣押日"),
        day("valuation_on", "启动确定参考价日"),
        day("price_on", "参考价确定日"),
        day("price_valid_to", "参考价有效期至"),
        fen("price_fen", "参考价"),
        yes("agreed_price", "当事人议价"),
    ),
    source="执行",
    sort=("case_id",),
)

DISPOSAL_PAUSE = Table(
    "disposal_pause",
    "处置暂缓",
    "每段暂缓一行",
    (
        key("disposal_pause_id", "暂缓标识"),
        refers("disposal_id", "处置", "disposal", required=True),
        refers("case_id", "案件", "case_main", required=True),
        code(
            "reason",
            "事由",
            {"stay": "中止执行", "talks": "当事人议价", "objection": "异议", "bankruptcy": "受理破产", "other": "其他"},
        ),
        day("from_on", "起"),
        day("gone_on", "事由消失日", "空为仍在"),
        day("resumed_on", "恢复日"),
    ),
    source="执行",
    sort=("case_id",),
)

DEBTOR_CONDITION = Table(
    "debtor_condition",
    "被执行人生活与就业情况",
    "每案每名被执行人一行",
    (
        key("debtor_condition_id", "情况标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被执行人", "subject"),
        count("dependants", "无收入的被扶养人数", "空为未查明"),
        yes("retired", "已退休"),
        yes("unable_to_work", "完全丧失劳动能力"),
        yes("contract_ended", "劳动关系已终止"),
        yes("settled_abroad", "出境定居"),
    ),
    source="执行",
    sort=("case_id",),
)

ADDRESS = Table(
    "contact_address",
    "送达地址线索",
    "每个主体每处可能送达的地址一行，不存地址本身",
    (
        key("address_id", "地址标识"),
        refers("subject_id", "主体", "subject", required=True),
        refers("case_id", "确认该地址的案件", "case_main"),
        code(
            "kind",
            "来源种类",
            {
                "agreed": "约定或确认的送达地址",
                "other_case": "他案送达地址",
                "registered": "企业登记地址",
                "family": "同住成年家属、工作单位",
                "electronic": "电子送达地址",
                "agency": "机关提供的地址",
            },
        ),
        day("last_success_on", "最近送达成功日"),
        yes("consented", "同意电子送达"),
        yes("protected", "受保护地址", "家庭暴力受害人、证人等，一律不列"),
        day("data_on", "数据日期"),
    ),
    source="送达",
    sort=("subject_id",),
)

TABLES = (
    SETTLEMENT,
    PROPERTY_REPORT,
    REPORTED_ITEM,
    FOUND_PROPERTY,
    DISPOSAL,
    DISPOSAL_PAUSE,
    DEBTOR_CONDITION,
    ADDRESS,
)

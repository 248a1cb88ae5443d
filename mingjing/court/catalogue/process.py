"""What happens in a case: milestones, hearings, service, preservation, time limits, fees."""

from mingjing.court.catalogue.table import Table, code, count, day, fen, key, moment, refers, text, yes

MILESTONE_EVENT = Table(
    "milestone_event",
    "节点经过",
    "每案每次经过一个节点一行",
    (
        key("milestone_event_id", "经过标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("milestone", "节点", required=True, note="节点代码，如 C03、E30"),
        moment("passed_at", "经过时刻"),
    ),
    source="审判",
    sort=("passed_at",),
)

HEARING = Table(
    "hearing",
    "开庭",
    "每次排期一行",
    (
        key("hearing_id", "开庭标识"),
        refers("case_id", "案件", "case_main", required=True),
        count("round", "第几次"),
        day("planned_on", "排期日"),
        day("held_on", "开庭日"),
        code("mode", "方式", {"court": "线下", "online": "在线"}),
        code("result", "结果", {"held": "已开庭", "adjourned": "延期", "cancelled": "取消"}),
    ),
    source="审判",
    sort=("case_id",),
)

SERVICE_OF_PROCESS = Table(
    "service_of_process",
    "送达",
    "每次送达一行",
    (
        key("service_id", "送达标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("party_id", "受送达人", "party"),
        refers("address_id", "所用地址", "contact_address"),
        text("document_name", "文书"),
        code(
            "method", "方式", {"direct": "直接", "post": "邮寄", "electronic": "电子", "left": "留置", "notice": "公告"}
        ),
        day("sent_on", "发出日"),
        day("served_on", "送达日"),
        code("result", "结果", {"served": "已送达", "failed": "未妥投", "deceased": "反馈死亡", "moved": "迁移不明"}),
    ),
    source="送达",
    sort=("case_id",),
)

PRESERVATION = Table(
    "preservation",
    "财产保全",
    "每项被保全财产一行",
    (
        key("preservation_id", "保全标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被保全人", "subject"),
        code("kind", "措施", {"seal_up": "查封", "seizure": "扣押", "freezing": "冻结"}),
        text("object", "财产"),
        fen("amount_fen", "金额"),
        day("from_on", "起"),
        day("to_on", "止"),
        day("released_on", "解除日"),
    ),
    source="审判",
    sort=("case_id",),
)

PUBLIC_NOTICE = Table(
    "public_notice",
    "公告",
    "每次公告一行",
    (
        key("notice_id", "公告标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("party_id", "受送达人", "party"),
        text("subject_matter", "事项"),
        day("asked_on", "申请公告日"),
        day("published_on", "刊登日"),
        day("ends_on", "期满日"),
    ),
    source="送达",
    sort=("case_id",),
)

APPRAISAL = Table(
    "appraisal",
    "委托鉴定",
    "每次委托一行",
    (
        key("appraisal_id", "委托标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("item", "事项"),
        text("agency", "机构"),
        day("decided_on", "决定委托日"),
        day("sent_on", "委托日"),
        day("due_on", "应回日"),
        day("extended_to", "延长至"),
        day("back_on", "回复日"),
        fen("cost_fen", "费用"),
        fen("disputed_fen", "所涉争议金额"),
        text("returned_reason", "退回理由"),
        yes("due_stated", "委托书写明期限"),
        yes("complex", "疑难复杂"),
        count("extension_count", "延期次数"),
        count("return_count", "退回或撤回次数"),
        day("materials_on", "材料移送日"),
        day("crossed_on", "材料质证日"),
        yes("needless", "不属须鉴定的专门性问题"),
        yes("repeat_without_ground", "没有法定事由而重新鉴定"),
        yes("worked_for_party", "机构或鉴定人两年内为当事人服务"),
        yes("undertaking", "鉴定人签署承诺书"),
        yes("applicant_unpaid", "申请人未预交费用"),
    ),
    source="审判",
    sort=("case_id",),
)

DEADLINE = Table(
    "deadline",
    "期限",
    "每个算出的期限一行",
    (
        key("deadline_id", "期限标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("rule", "期限规则", note="审限表编号，如 L01"),
        day("starts_on", "起算日"),
        day("due_on", "届满日"),
    ),
    source="平台维护",
    sort=("case_id",),
)

DEDUCTION = Table(
    "deduction",
    "审限扣除",
    "每段扣除期间一行",
    (
        key("deduction_id", "扣除标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("reason", "事由"),
        day("from_on", "起"),
        day("to_on", "止"),
    ),
    source="审判",
    sort=("case_id",),
)

EXTENSION = Table(
    "extension",
    "审限延长",
    "每次批准的延长一行",
    (
        key("extension_id", "延长标识"),
        refers("case_id", "案件", "case_main", required=True),
        day("asked_on", "报请日"),
        day("approved_on", "批准日"),
        day("extended_to", "延长至"),
    ),
    source="审判",
    sort=("case_id",),
)

FEE = Table(
    "fee",
    "诉讼费",
    "每笔费用一行",
    (
        key("fee_id", "费用标识"),
        refers("case_id", "案件", "case_main", required=True),
        code(
            "kind",
            "种类",
            {"acceptance": "案件受理费", "preservation": "保全费", "enforcement": "执行费", "other": "其他"},
        ),
        refers("payer_subject_id", "缴费人", "subject"),
        fen("due_fen", "应缴"),
        fen("paid_fen", "已缴"),
        fen("refunded_fen", "已退"),
        day("due_on", "应缴日"),
        refers("bearer_subject_id", "裁判确定的负担人", "subject"),
        yes("relief", "已准予缓减免"),
    ),
    source="诉讼服务",
    sort=("case_id",),
)

JURISDICTION_EVENT = Table(
    "jurisdiction_event",
    "管辖事项",
    "每次管辖移送或异议一行",
    (
        key("jurisdiction_event_id", "管辖事项标识"),
        refers("case_id", "案件", "case_main", required=True),
        code("kind", "种类", {"objection": "管辖异议", "transfer": "移送管辖", "designation": "指定管辖"}),
        refers("from_court_id", "移出法院", "court"),
        refers("to_court_id", "移入法院", "court"),
        text("dispute_key", "纠纷标识", note="同一纠纷跨案号的标识，由数据治理归集"),
        day("ruled_on", "裁定日"),
        day("effective_on", "裁定生效日"),
        day("sent_on", "移出日"),
        day("received_on", "收到日"),
        day("filed_on", "移入法院立案日"),
        refers("returned_to_court_id", "拟再移送法院", "court"),
        yes("reported_up", "已报请上级法院指定管辖"),
        text("reason", "理由"),
    ),
    source="审判",
    sort=("case_id",),
)

JURISDICTION_BASIS = Table(
    "jurisdiction_basis",
    "管辖依据",
    "每件案件一行",
    (
        key("jurisdiction_basis_id", "依据标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("clause_court_id", "协议管辖法院", "court"),
        yes("clause_valid", "协议明确且不违反级别、专属管辖"),
        refers("exclusive_court_id", "专属管辖法院", "court"),
        yes("near", "被告住所地、履行地或侵权地在本辖区", "空为未读出"),
        yes("answered", "已应诉答辩且未提异议"),
        day("answer_until", "答辩期满日"),
        day("objected_on", "提出异议日"),
        day("objection_ruled_on", "异议裁定日"),
    ),
    source="文书解构",
    sort=("case_id",),
)

TABLES = (
    MILESTONE_EVENT,
    HEARING,
    SERVICE_OF_PROCESS,
    PRESERVATION,
    PUBLIC_NOTICE,
    APPRAISAL,
    DEADLINE,
    DEDUCTION,
    EXTENSION,
    FEE,
    JURISDICTION_EVENT,
    JURISDICTION_BASIS,
)

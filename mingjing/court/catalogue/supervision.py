"""Trial supervision: retrials, reviews of judgments that were overturned, elements and handovers of criminal cases."""

from mingjing.court.catalogue.table import Table, code, count, day, fen, key, number, refers, text, yes

RETRIAL = Table(
    "retrial",
    "再审要项",
    "每件再审案件对每件被再审案件一行",
    (
        key("retrial_id", "再审要项标识"),
        refers("case_id", "再审案件", "case_main", required=True),
        refers("retried_case_id", "被再审案件", "case_main"),
        day("ordered_on", "裁定再审日"),
        day("reached_on", "再审裁定送达执行部门日"),
        code("result", "再审结果", {"upheld": "维持", "changed": "改判", "revoked": "撤销"}),
        day("effective_on", "再审结果生效日"),
        fen("new_due_fen", "改判后的给付金额"),
        code(
            "goes_on",
            "可不中止执行的类别",
            {"support": "赡养、扶养、抚养费", "pension": "抚恤金", "medical": "医疗费", "wage": "劳动报酬"},
        ),
    ),
    source="审判",
    sort=("case_id",),
)

REVIEW_TASK = Table(
    "review_task",
    "改发案件评查",
    "每件改判、发回或撤销的案件每次评查一行",
    (
        key("review_task_id", "评查标识"),
        refers("case_id", "改发案件", "case_main", required=True),
        refers("reviewed_case_id", "被评查案件", "case_main"),
        refers("reviewer_id", "评查人", "court_member"),
        day("opened_on", "启动日"),
        day("due_on", "应完成日"),
        day("done_on", "完成日", "空为未完成"),
        code(
            "reason",
            "改发原因",
            {
                "fact": "事实认定",
                "law": "法律适用",
                "procedure": "程序",
                "evidence": "新证据",
                "settlement": "和解或新情况",
                "discretion": "裁量幅度",
                "enforceable": "裁判无法执行",
            },
        ),
        code("verdict", "评查结论", {"none": "无差错", "defect": "瑕疵", "error": "差错"}),
    ),
    source="审判管理",
    sort=("case_id",),
)

DRUNK_DRIVING = Table(
    "drunk_driving",
    "醉驾要素与测算",
    "每名被告人一行",
    (
        key("drunk_driving_id", "要素标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被告人", "subject"),
        count("bac", "血液酒精含量", "毫克/100 毫升"),
        count("confirmed", "经人确认的核心要素数", "共十项"),
        count("grave", "从重情形数", "2023 年意见第十条"),
        count("barred", "一般不适用缓刑的情形数", "2023 年意见第十四条"),
        number("low_months", "参考刑期下限", "由「醉驾量刑」计算器写入"),
        number("high_months", "参考刑期上限", "由「醉驾量刑」计算器写入"),
        fen("fine_low_fen", "罚金下限", "由「醉驾量刑」计算器写入"),
        fen("fine_high_fen", "罚金上限", "由「醉驾量刑」计算器写入"),
        yes("other_offence", "另构成其他犯罪"),
        day("drafted_on", "拟判日", "空为尚未拟判"),
        code(
            "draft_kind",
            "拟判主刑",
            {"detention": "拘役", "control": "管制", "fixed": "有期徒刑", "exempt": "免予刑事处罚"},
        ),
        number("draft_months", "拟判月数"),
        yes("draft_probation", "拟判缓刑"),
        fen("draft_fine_fen", "拟判罚金", "空为没有"),
    ),
    source="文书解构",
    sort=("case_id",),
)

CORRECTION_HANDOVER = Table(
    "correction_handover",
    "社区矫正交接",
    "每名判处管制、宣告缓刑、假释或暂予监外执行的人一行",
    (
        key("correction_handover_id", "交接标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "矫正对象", "subject"),
        code("kind", "种类", {"control": "管制", "probation": "缓刑", "parole": "假释", "outside": "暂予监外执行"}),
        day("effective_on", "生效日"),
        text("place", "执行地"),
        day("noticed_on", "通知社区矫正机构日"),
        day("papers_on", "文书送达日"),
        day("reported_on", "对象报到日"),
        day("ends_on", "矫正期满日"),
        day("proposal_on", "收到撤销建议日"),
        day("decided_on", "撤销建议裁定日"),
        yes("sealed", "未成年人封闭办理"),
        yes("agreed_absence", "经批准延期报到"),
    ),
    source="审判",
    sort=("case_id",),
)

TABLES = (RETRIAL, REVIEW_TASK, DRUNK_DRIVING, CORRECTION_HANDOVER)

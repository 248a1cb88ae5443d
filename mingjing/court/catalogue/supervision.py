"""Trial supervision: retrials of effective papers, and reviews of judgments that were overturned."""

from mingjing.court.catalogue.table import Table, code, day, fen, key, refers

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

TABLES = (RETRIAL,)

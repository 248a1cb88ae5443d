"""How good the data are: scores by table, court and day, and the rows that wait to be mended."""

from mingjing.court.catalogue.table import Table, code, count, day, key, number, refers, text

QUALITY_SCORE = Table(
    "quality_score",
    "质量得分",
    "每张表每个法院每次检查一行",
    (
        key("quality_score_id", "得分标识"),
        text("table_name", "表", required=True),
        refers("court_id", "法院", "court"),
        day("checked_on", "检查日"),
        count("rows_checked", "检查行数"),
        count("rows_broken", "有错行数"),
        number("score", "得分", "100 分为全部合规"),
    ),
    source="数据治理",
    retention="三年",
)

QUALITY_FAULT = Table(
    "quality_fault",
    "待修数据",
    "每行数据每条不合的规则一行；修好即终止",
    (
        key("quality_fault_id", "问题标识"),
        text("table_name", "表", required=True),
        count("row_key", "行标识"),
        text("rule", "规则", required=True),
        code("severity", "严重程度", {"error": "错误", "warn": "可疑"}, required=True),
        text("says", "问题", required=True),
        refers("court_id", "法院", "court"),
        day("found_on", "发现日"),
    ),
    source="数据治理",
    retention="三年",
)

TABLES = (QUALITY_SCORE, QUALITY_FAULT)

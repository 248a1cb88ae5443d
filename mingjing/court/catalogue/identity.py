"""Which rows speak of the same person or company: names borne, and links that are never destructive."""

from mingjing.court.catalogue.table import Personal, Table, code, key, number, refers, text

LINK_RULES = {
    "same_number": "号码相同且名称相符",
    "number_conflict": "号码相同而名称不符",
    "likely": "姓名、出生日期、地址等相近",
}
LINK_STATES = {"candidate": "待确认", "linked": "已关联", "refuted": "确认不是", "undone": "已撤销"}

SUBJECT_NAME = Table(
    "subject_name",
    "主体曾用名",
    "每个主体每个曾用名称一行",
    (
        key("subject_name_id", "名称标识"),
        refers("subject_id", "主体", "subject", required=True),
        text("name", "名称", personal=Personal.NAME, required=True),
    ),
    source="主体归集",
    sort=("subject_id",),
)

SUBJECT_LINK = Table(
    "subject_link",
    "主体关联",
    "每对被认为是同一人或同一企业的主体一行，标识小的在前",
    (
        key("subject_link_id", "关联标识"),
        refers("a_subject_id", "主体", "subject", required=True),
        refers("b_subject_id", "另一主体", "subject", required=True),
        code("rule", "依据", LINK_RULES, required=True),
        code("state", "状态", LINK_STATES, required=True),
        number("score", "把握", "0 至 1"),
        text("evidence", "理由", personal=Personal.NAME, note="逐项写明哪些相同、哪些不同"),
        text("decided_by", "确认人", note="空为规则所定"),
        text("reason", "确认理由"),
    ),
    source="主体归集",
    sort=("a_subject_id",),
)

TABLES = (SUBJECT_NAME, SUBJECT_LINK)

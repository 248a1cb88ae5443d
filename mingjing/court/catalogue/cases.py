"""Cases, courts and the people of the bench."""

from mingjing.court.catalogue.codes import (
    CASE_KINDS,
    DISPOSITIONS,
    MEMBER_KINDS,
    PROCEDURES,
    ROLES,
    SIDES,
    SUB_KINDS,
    SUBJECT_KINDS,
)
from mingjing.court.catalogue.table import Personal, Table, code, count, day, fen, key, refers, text, yes

COURT = Table(
    "court",
    "法院",
    "每个法院一行",
    (
        key("court_id", "法院标识"),
        text("code", "法院代字", required=True, note="案号中的代字，如 沪0115"),
        text("name", "法院名称", required=True),
        count("level", "审级", "1 基层，2 中级，3 高级"),
        refers("parent_id", "上级法院", "court"),
    ),
    source="组织机构",
)

COURT_MEMBER = Table(
    "court_member",
    "审判人员",
    "每名审判人员一行",
    (
        key("member_id", "人员标识"),
        text("name", "姓名", personal=Personal.NAME),
        refers("court_id", "法院", "court"),
        code("kind", "类别", MEMBER_KINDS),
    ),
    source="组织机构",
)

CASE_MAIN = Table(
    "case_main",
    "案件",
    "每个案号一行",
    (
        key("case_id", "案件标识"),
        text("case_number", "案号", required=True),
        refers("court_id", "法院", "court"),
        count("court_level", "审级", "1 基层，2 中级，3 高级"),
        code("case_kind", "案件类型", CASE_KINDS),
        code("sub_kind", "案件子类", SUB_KINDS),
        text("cause_code", "案由代码"),
        text("cause_name", "案由"),
        code("procedure", "审判程序", PROCEDURES),
        day("filed_on", "立案日"),
        day("accepted_on", "受理日"),
        day("closed_on", "结案日"),
        code("disposition", "结案方式", DISPOSITIONS),
        refers("judge_in_charge_id", "承办法官", "court_member"),
        refers("clerk_id", "书记员", "court_member"),
        fen("amount_in_dispute_fen", "标的额"),
        fen("award_fen", "判令金额"),
        refers("origin_case_id", "原审或原案", "case_main"),
        refers("related_case_id", "关联案件", "case_main"),
        count("secret_level", "密级", "0 公开"),
        yes("juvenile", "涉未成年人"),
        code("status", "状态", {"open": "在办", "closed": "已结"}),
        day("limit_on", "审限届满日"),
        day("effective_on", "生效日"),
        day("archived_on", "归档日"),
        refers("remanding_case_id", "发回本案的案件", "case_main"),
        text("remand_reason", "发回理由", note="事实不清、程序违法等"),
    ),
    source="审判",
    sort=("case_id",),
)

SUBJECT = Table(
    "subject",
    "主体",
    "每个真实的人或组织一行",
    (
        key("subject_id", "主体标识"),
        code("kind", "主体类别", SUBJECT_KINDS),
        text("id_key", "证件密键", personal=Personal.IDENTITY, note="证件号或统一社会信用代码的带钥散列；空为未知"),
        text("name", "姓名或名称", personal=Personal.NAME),
        day("born_on", "出生日期"),
    ),
    source="主体归集",
    sort=("subject_id",),
)

PARTY = Table(
    "party",
    "当事人",
    "每案每名当事人一行",
    (
        key("party_id", "当事人标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "主体", "subject"),
        code("role", "诉讼地位", ROLES),
        code("side", "阵营", SIDES),
        text("name_as_written", "文书所写名称", personal=Personal.NAME),
        text("legal_representative", "法定代表人", personal=Personal.NAME),
        text("address", "住址", personal=Personal.CONTACT),
        text("domicile_region", "住所区"),
        yes("is_dishonest", "失信被执行人"),
    ),
    source="审判",
    sort=("case_id",),
)

PARTY_CHANGE = Table(
    "party_change",
    "当事人变更",
    "每次变更一行",
    (
        key("party_change_id", "变更标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被变更主体", "subject", required=True),
        refers("new_subject_id", "承受主体", "subject"),
        code("kind", "变更种类", {"heir": "继承人承受", "successor": "权利义务承受", "withdrawn": "退出"}),
        day("changed_on", "变更日"),
    ),
    source="审判",
    sort=("case_id",),
)

CASE_PARTY = Table(
    "case_party",
    "当事人台账",
    "每案每名当事人一行，并带案件要项；由案件、当事人、主体维护",
    (
        key("party_id", "当事人标识"),
        refers("subject_id", "主体", "subject"),
        refers("case_id", "案件", "case_main", required=True),
        code("role", "诉讼地位", ROLES),
        code("side", "阵营", SIDES),
        code("subject_kind", "主体类别", SUBJECT_KINDS),
        text("id_key", "证件密键", personal=Personal.IDENTITY),
        text("name", "姓名或名称", personal=Personal.NAME),
        refers("court_id", "法院", "court"),
        code("case_kind", "案件类型", CASE_KINDS),
        text("cause_name", "案由"),
        day("filed_on", "立案日"),
        day("closed_on", "结案日"),
        code("disposition", "结案方式", DISPOSITIONS),
        code("status", "状态", {"open": "在办", "closed": "已结"}),
        fen("amount_in_dispute_fen", "标的额"),
    ),
    source="平台维护",
    derived=True,
    sort=("subject_id", "case_id"),
)

AGENT = Table(
    "agent",
    "诉讼代理人",
    "每案每名代理人为每名当事人一行",
    (
        key("agent_id", "代理标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("party_id", "被代理人", "party"),
        text("name", "姓名", personal=Personal.NAME),
        code("kind", "类别", {"lawyer": "律师", "proxy": "其他代理人", "defender": "辩护人"}),
        text("firm", "单位"),
        yes("special_power", "特别授权"),
    ),
    source="审判",
    sort=("case_id",),
)

PANEL_MEMBER = Table(
    "panel_member",
    "审判组织成员",
    "每案每名成员的一段任职一行",
    (
        key("panel_member_id", "成员标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("member_id", "人员", "court_member"),
        text("name", "姓名", personal=Personal.NAME),
        code("kind", "类别", MEMBER_KINDS),
        yes("presiding", "审判长或独任"),
        day("from_on", "任职起"),
        day("to_on", "任职止", "空为在任"),
    ),
    source="审判",
    sort=("case_id",),
)

TABLES = (COURT, COURT_MEMBER, CASE_MAIN, SUBJECT, PARTY, PARTY_CHANGE, CASE_PARTY, AGENT, PANEL_MEMBER)

"""Topic tables of single questions: convictions, interest clauses, platforms, factoring, leases and more.

Where an element of a case is not known, its column is empty; no value is guessed.
"""

from __future__ import annotations

from mingjing.court.catalogue.table import Column, Table, code, count, day, fen, key, number, refers, text, yes

CASE = refers("case_id", "案件", "case_main", required=True)


def topic(name: str, label: str, grain: str, *columns: Column, source: str = "文书解构") -> Table:
    """A table of elements read from the papers of a case, keyed by its own number."""
    return Table(name, label, grain, (key(f"{name}_id", "要素标识"), CASE, *columns), source=source, sort=("case_id",))


CONVICTION = topic(
    "conviction",
    "定罪",
    "每名被告人每个罪名一行",
    refers("subject_id", "被告人", "subject"),
    text("offence", "罪名"),
    day("judged_on", "裁判日"),
    fen("amount_fen", "犯罪数额", "空为未读出"),
    yes("amount_unknown", "数额无法计算", "裁判认定没有数额或者无法计算"),
    fen("gain_fen", "违法所得", "空为未读出"),
    count("term_months", "主刑刑期"),
    count("probation_months", "缓刑考验期", "空为未适用缓刑"),
    fen("fine_fen", "罚金", "空为未判处"),
    yes("confiscation", "并处没收财产"),
    yes("mitigated", "减轻处罚经核准"),
    yes("minor", "行为时未成年"),
    yes("recidivist", "累犯"),
    yes("ringleader", "犯罪集团首要分子"),
    fen("admin_fine_fen", "同一事实的行政罚款"),
    yes("admin_deducted", "行政罚款已折抵"),
)

TRADEMARK_FACTS = topic(
    "trademark_facts",
    "侵犯商标权犯罪要素",
    "每名被告人一行",
    refers("subject_id", "被告人", "subject"),
    yes("livelihood", "以侵权为主要收入"),
    day("admin_penalty_on", "侵犯知识产权行政处罚日", "空为没有"),
    yes("penalties_known", "行政处罚记录已接入"),
    yes("disaster_goods", "假冒抢险救灾、防疫物资"),
    yes("gain_withheld", "拒不交出违法所得"),
    yes("unrepentant", "无悔罪表现或有能力而不赔偿"),
    yes("gain_returned", "违法所得已上交"),
    yes("forgiven", "取得权利人谅解"),
)

RECONCILIATION = topic(
    "reconciliation",
    "刑事和解",
    "每名被告人一行",
    refers("subject_id", "被告人", "subject"),
    code("kind", "性质", {"agreement": "和解协议", "forgiveness": "仅有谅解"}),
    day("agreed_on", "协议日"),
    day("performed_on", "履行日"),
    yes("civil_mediation", "另有附带民事调解书"),
    count("chapter", "罪名所在分则章"),
    yes("negligent", "过失犯罪"),
    yes("dereliction", "渎职犯罪"),
    count("expected_months", "可能判处刑期"),
    day("earlier_crime_on", "五年内故意犯罪日", "空为没有"),
    yes("records_known", "前科信息已接入"),
    yes("heard", "听取当事人和检察机关意见已记录"),
    text("cited", "所引刑事诉讼法条文", note="以顿号分隔的条号，如 288、290"),
    day("judged_on", "裁判日"),
)

PAPER_FLAW = topic(
    "paper_flaw",
    "文书瑕疵",
    "每份文书每处疑似瑕疵一行",
    code(
        "kind",
        "种类",
        {
            "party": "主体列写",
            "amount": "金额",
            "article": "法条引用",
            "name": "名称",
            "day": "日期",
            "appeal": "上诉告知",
            "claim": "诉请回应",
            "term": "刑期残缺",
            "unread": "正文未能识别",
        },
        required=True,
    ),
    text("found", "文书所写"),
    text("expected", "应为或问题"),
    yes("quoted", "在引述的内容中"),
    number("confidence", "可信度"),
)

TABLES = (
    CONVICTION,
    TRADEMARK_FACTS,
    RECONCILIATION,
    PAPER_FLAW,
)

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

RATE_CLAUSE = topic(
    "rate_clause",
    "主文利率",
    "每项主文每段利息一行",
    count("item", "主文第几项"),
    text("words", "利率表述"),
    code(
        "reference",
        "所依利率",
        {"benchmark": "贷款基准利率", "lpr": "贷款市场报价利率", "fixed": "固定利率", "other": "其他"},
    ),
    yes("publisher_named", "载明发布机构"),
    yes("term_named", "载明期限品种"),
    yes("quote_dated", "载明报价日期"),
    number("annual_percent", "折算年利率", "固定利率"),
    fen("base_fen", "计息基数"),
    day("from_on", "计息起"),
    yes("end_named", "载明截止"),
    day("ends_on", "计息止", "截止是某日的"),
    day("contract_on", "合同成立日"),
    yes("licensed", "出借人持金融牌照"),
    yes("loan", "借款利息"),
    number("cap_percent", "成立日保护上限", "一年期贷款市场报价利率的四倍"),
    yes("stacked", "利息与违约金等并算超过上限"),
    day("judged_on", "裁判日"),
)

PLATFORM_CLAIM = topic(
    "platform_claim",
    "平台责任",
    "每件案件每个平台一行",
    refers("subject_id", "平台", "subject"),
    yes("claimed", "请求平台承担责任"),
    yes("liable", "主文判令平台承担"),
    code("form", "责任形式", {"own": "自己责任", "joint": "连带", "corresponding": "相应", "other": "其他"}),
    yes("reasons_drafted", "说理部分已制作"),
    yes("grounds_read", "事由已读出"),
    day("bought_on", "购买日"),
    yes("ecommerce_law_cited", "引用电子商务法"),
)

PLATFORM_GROUND = topic(
    "platform_ground",
    "平台责任事由",
    "每个平台每项事由的认定一行",
    refers("subject_id", "平台", "subject"),
    code(
        "ground",
        "事由",
        {
            "G1": "自营",
            "G2": "标识误导",
            "G3": "未能提供销售者真实信息",
            "G4": "更有利的承诺",
            "G5": "明知或应知未采取措施",
            "G6": "未尽资质审核或安全保障义务",
            "G7": "直播间运营者身份或许可",
            "G8": "网络餐饮",
            "G9": "知识产权通知与必要措施",
        },
    ),
    yes("found", "认定成立"),
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

NORM_VALIDITY = Table(
    "norm_validity",
    "规范效力",
    "每部规范的一段效力一行",
    (
        key("norm_validity_id", "效力标识"),
        text("law", "规范名称", required=True),
        day("from_on", "施行日"),
        day("until_on", "失效日", "自该日起失效；空为现行有效"),
        text("successor", "现行规范或废止依据"),
        yes("old_facts", "行为时在有效期内的仍可适用"),
        day("reviewed_on", "核对日"),
    ),
    source="法律数据",
)

CITED_NORM = topic(
    "cited_norm",
    "引用规范",
    "每份文书裁判依据中的每部规范一行",
    text("law", "规范名称"),
    text("article", "条"),
    yes("article_exists", "条文号存在于该文本"),
    yes("argued_only", "只见于当事人主张"),
    day("facts_from", "行为起"),
    day("facts_to", "行为止"),
    yes("transition_explained", "已说明新旧法适用"),
    yes("retrial_of_final", "对旧法时期生效裁判的再审"),
    day("judged_on", "裁判日"),
)

BANKRUPTCY_SUIT = topic(
    "bankruptcy_suit",
    "破产衍生诉讼要素",
    "每件案件一行",
    refers("debtor_subject_id", "债务人", "subject"),
    code(
        "kind",
        "种类",
        {
            "revocation": "破产撤销权或请求确认行为无效",
            "manager": "管理人责任",
            "recovery": "追收债权、出资，取回、别除、抵销",
            "claim": "破产债权确认",
            "other": "有关债务人的其他诉讼",
        },
    ),
    code("objector", "异议人", {"debtor": "债务人", "other_creditor": "其他债权人", "self": "债权人对自己的债权"}),
    day("verified_on", "债权核查结束日"),
    yes("for_all", "债权人为全体债权人起诉"),
    yes("self_managed", "重整中债务人自行管理"),
)

TABLES = (
    CONVICTION,
    TRADEMARK_FACTS,
    RECONCILIATION,
    RATE_CLAUSE,
    PLATFORM_CLAIM,
    PLATFORM_GROUND,
    PAPER_FLAW,
    NORM_VALIDITY,
    CITED_NORM,
    BANKRUPTCY_SUIT,
)

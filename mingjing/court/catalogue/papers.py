"""Papers, what was read from them, and the topic tables that scenarios use."""

from mingjing.court.catalogue.table import Personal, Table, code, count, day, fen, key, number, refers, text, yes

DOCUMENT = Table(
    "document",
    "文书",
    "每份文书一行",
    (
        key("document_id", "文书标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("doc_type", "文书种类", note="判决书、裁定书、调解书……"),
        day("signed_on", "落款日"),
        text("text", "全文", personal=Personal.SENSITIVE),
        text("source_name", "来源", note="导入文件名与编号"),
    ),
    source="审判",
    sort=("case_id",),
)

INFO_POINT = Table(
    "info_point",
    "信息点",
    "每份文书每个读出的值一行",
    (
        key("info_point_id", "信息点标识"),
        refers("document_id", "文书", "document", required=True),
        refers("case_id", "案件", "case_main", required=True),
        text("code", "信息点代码", required=True, note="如 J003"),
        text("name", "信息点名称"),
        text("value", "规范值"),
        text("raw", "原文"),
        count("start", "起始字"),
        count("end", "终止字", "不含"),
        number("confidence", "可信度", "0 至 1"),
        text("read_by", "读取规则"),
    ),
    source="文书解构",
    sort=("case_id",),
)

POINT_CORRECTION = Table(
    "point_correction",
    "信息点更正",
    "每次人工更正一行；撤回即失效",
    (
        key("point_correction_id", "更正标识"),
        refers("document_id", "文书", "document", required=True),
        refers("case_id", "案件", "case_main", required=True),
        count("said_number", "平台更正号"),
        code("act", "做法", {"confirm": "确认", "change": "更正", "add": "补充", "reject": "否定"}, required=True),
        text("code", "信息点代码", required=True, note="如 J003"),
        text("name", "信息点名称"),
        text("value", "规范值"),
        text("raw", "原文"),
        count("start", "起始字"),
        count("end", "终止字", "不含"),
        text("old_value", "原规范值"),
        text("old_raw", "原原文"),
        count("old_start", "原起始字"),
        count("old_end", "原终止字", "不含"),
        text("said_by", "更正人", personal=Personal.NAME),
    ),
    source="文书核对",
    sort=("case_id",),
)

PAPER_VERSION = Table(
    "paper_version",
    "文书版本",
    "每份文书的每个版本一行",
    (
        key("paper_version_id", "版本标识"),
        refers("document_id", "文书", "document", required=True),
        refers("case_id", "案件", "case_main", required=True),
        count("version", "第几版"),
        code("status", "状态", {"draft": "草稿", "issued": "已签发"}, required=True),
        text("digest", "全文指纹", note="全文的 SHA-256；与上一版相同即无改动"),
    ),
    source="文书解构",
    sort=("case_id",),
)

TOPIC_ROW = Table(
    "topic_row",
    "专题行来源",
    "由文书解构写入专题表的每一行一行",
    (
        key("topic_row_id", "来源标识"),
        refers("document_id", "文书", "document", required=True),
        refers("case_id", "案件", "case_main", required=True),
        text("topic_table", "专题表", required=True),
        count("row_number", "该表的行标识"),
    ),
    source="文书解构",
    sort=("case_id",),
)

ORDER_ITEM = Table(
    "order_item",
    "判决主文项",
    "每项主文一行",
    (
        key("order_item_id", "主文项标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("payer_subject_id", "给付人", "subject"),
        refers("payee_subject_id", "受领人", "subject"),
        code("kind", "种类", {"pay": "给付", "act": "行为", "confirm": "确认", "fee": "费用"}),
        fen("amount_fen", "金额"),
        text("rate_text", "利率表述"),
        day("due_on", "履行期限"),
        text("text", "原文"),
    ),
    source="文书解构",
    sort=("case_id",),
)

CITED_ARTICLE = Table(
    "cited_article",
    "引用法条",
    "每份文书裁判依据中的每条一行",
    (
        key("cited_article_id", "引用标识"),
        refers("document_id", "文书", "document"),
        refers("case_id", "案件", "case_main", required=True),
        text("law", "法律名称"),
        text("article", "条"),
        text("paragraph", "款"),
        text("item", "项"),
        count("start", "起始字"),
        count("end", "终止字"),
    ),
    source="文书解构",
    sort=("case_id",),
)

SENTENCE = Table(
    "sentence",
    "刑罚",
    "每名被告人每个罪名一行",
    (
        key("sentence_id", "刑罚标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被告人", "subject"),
        text("offence", "罪名"),
        code(
            "kind",
            "刑种",
            {"fixed": "有期徒刑", "detention": "拘役", "control": "管制", "life": "无期徒刑", "death": "死刑"},
        ),
        count("term_months", "刑期"),
        count("probation_months", "缓刑考验期"),
        day("starts_on", "刑期起"),
        day("ends_on", "刑期止"),
    ),
    source="文书解构",
    sort=("case_id",),
)

FINE = Table(
    "fine",
    "罚金",
    "每名被告人每个罪名一行",
    (
        key("fine_id", "罚金标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被告人", "subject"),
        text("offence", "罪名"),
        code("kind", "方式", {"joint": "并处", "single": "单处", "optional": "可以并处"}),
        fen("fine_fen", "罚金"),
        day("pay_by", "缴纳期限"),
    ),
    source="文书解构",
    sort=("case_id",),
)

CUSTODY = Table(
    "custody",
    "羁押",
    "每段羁押一行",
    (
        key("custody_id", "羁押标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "被告人", "subject"),
        text("place", "羁押场所"),
        day("from_on", "起"),
        day("to_on", "止"),
    ),
    source="审判",
    sort=("case_id",),
)

PROPERTY_SPLIT = Table(
    "property_split",
    "离婚财产分割",
    "每项财产或债务由谁得、由谁担一行",
    (
        key("property_split_id", "分割标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("holder_subject_id", "取得或承担人", "subject"),
        code("kind", "种类", {"asset": "财产", "debt": "债务"}),
        text("item", "名目"),
        yes("real_estate", "不动产"),
        yes("income_producing", "经营性收益财产"),
        fen("value_fen", "价值", "空为未载明"),
        code("reason", "分割理由", {"none": "未说明", "child_support": "抚养子女", "fault": "照顾无过错方"}),
        yes("agreed", "双方合意"),
        day("proposed_on", "提出日"),
    ),
    source="文书解构",
    sort=("case_id",),
)

LOAN = Table(
    "loan",
    "借贷要素",
    "每件借贷案件每笔借款一行",
    (
        key("loan_id", "借款标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("debt_key", "债务标识", note="同一笔债务分期起诉时相同"),
        fen("principal_fen", "本金"),
        number("rate_percent", "年利率"),
        day("agreed_on", "约定日"),
        number("cap_percent", "约定日保护上限", note="约定当日的民间借贷司法保护上限年利率，由法律参数写入"),
        text("contract_key", "合同模板标识", note="文本相似度不低于 0.9 的合同同键，由批处理归集"),
        yes("interest_deducted", "预扣利息"),
        yes("assigned_by_bank", "受让自金融机构"),
    ),
    source="文书解构",
    sort=("case_id",),
)

PUNITIVE_CLAIM = Table(
    "punitive_claim",
    "惩罚性赔偿请求",
    "每件案件每种商品一行",
    (
        key("punitive_claim_id", "请求标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("plaintiff_subject_id", "原告", "subject"),
        refers("seller_subject_id", "销售者", "subject"),
        text("product_code", "商品标识"),
        text("product_name", "商品"),
        count("quantity", "数量", "空为未读出"),
        fen("price_fen", "价款"),
        count("multiple", "倍数", "3 或 10"),
        day("bought_on", "购买日"),
        text("pleading_key", "诉状模板标识", note="文本相似度不低于 0.9 的诉状同键，由批处理归集"),
        yes("malicious_sign", "恶意制造迹象", "敲诈、掉包、自制瑕疵等"),
    ),
    source="文书解构",
    sort=("case_id",),
)

PRODUCT_NORM = Table(
    "product_norm",
    "商品合理购买量",
    "每种商品一行",
    (
        key("product_norm_id", "标识"),
        text("product_code", "商品标识", required=True),
        number("median_quantity", "其他购买者每单中位数"),
        count("shelf_life_days", "保质期"),
        number("use_per_day", "通常每日用量"),
    ),
    source="批处理",
)

CLAIM = Table(
    "claim",
    "诉讼请求",
    "每件案件一行",
    (
        key("claim_id", "请求标识"),
        refers("case_id", "案件", "case_main", required=True),
        text("claim_key", "请求标识键", note="请求文本相似度不低于 0.85 者同键，由批处理归集；空为未读出"),
        text("contract_key", "合同标识", note="所依据的合同；空为未读出"),
        fen("amount_fen", "请求金额"),
        yes("new_fact", "载明新事实"),
        yes("defect_cured", "已补正原缺陷"),
        yes("court_advised_withdrawal", "前案由法院释明撤诉"),
    ),
    source="文书解构",
    sort=("case_id",),
)

OUTSIDE_PRISON = Table(
    "outside_prison",
    "暂予监外执行要项",
    "每件暂予监外执行案件一行",
    (
        key("outside_prison_id", "要项标识"),
        refers("case_id", "案件", "case_main", required=True),
        code("decided_by", "决定机关", {"court": "人民法院", "prison": "监狱管理机关", "police": "公安机关"}),
        day("prosecutor_opinion_on", "检察意见日", "空为未征求"),
        code("medical_by", "诊断组织者", {"court": "人民法院", "other": "其他"}),
        yes("hospital_designated", "省级政府指定医院"),
        day("decision_drafted_on", "决定书制作日", "空为尚未制作"),
        yes("contents_complete", "决定书内容齐备"),
        yes("signatures_match", "署名与合议庭一致"),
    ),
    source="审判",
    sort=("case_id",),
)

TABLES = (
    DOCUMENT,
    INFO_POINT,
    PAPER_VERSION,
    TOPIC_ROW,
    POINT_CORRECTION,
    ORDER_ITEM,
    CITED_ARTICLE,
    SENTENCE,
    FINE,
    CUSTODY,
    PROPERTY_SPLIT,
    LOAN,
    PUNITIVE_CLAIM,
    PRODUCT_NORM,
    CLAIM,
    OUTSIDE_PRISON,
)

"""What governance asks of papers and registers: prices, village collectives, farmland, methadone, firms in distress."""

from mingjing.court.catalogue.registers import register, who
from mingjing.court.catalogue.table import code, count, day, fen, number, refers, text, yes
from mingjing.court.catalogue.topics import topic

PRICE_PAIR = topic(
    "price_pair",
    "价格要素",
    "每件案件每对不一致的价格一行",
    refers("subject_id", "纳税主体", "subject"),
    code("kind", "种类", {"house": "房屋买卖", "share": "股权转让", "pay": "劳动报酬"}),
    fen("written_fen", "网签、备案或工资单的数额"),
    fen("actual_fen", "主张或查明的实际数额"),
    fen("separate_fen", "另行真实支付的部分", "装修、家具、车位等，有单独票据"),
    fen("reference_fen", "计税参考价", "空为未接入"),
    code("source", "实际数额的来源", {"finding": "裁判认定", "statement": "当事人陈述"}),
    yes("forged", "法院认定补充协议系伪造或不成立"),
    yes("explained", "价格偏低有正当理由"),
    text("house_key", "不动产标识", note="房屋买卖"),
    refers("firm_subject_id", "目标公司", "subject"),
)

COLLECTIVE_CONTRACT = topic(
    "collective_contract",
    "农村集体资产合同要素",
    "每件案件每份集体资产合同一行",
    refers("subject_id", "相对人", "subject"),
    refers("cadre_subject_id", "经办的村干部", "subject"),
    text("contract_number", "合同号", note="与集体资产登记相同"),
    code("kind", "种类", {"lease": "出租或发包", "sale": "处分", "invest": "对外投资", "building": "建设用地出租"}),
    number("area", "面积", "亩"),
    number("rent_per_mu", "每亩年租金", "元"),
    day("signed_on", "签订日"),
    count("term_months", "期限"),
    count("left_months", "集体权利剩余期限", "空为不受限制"),
    code("meeting", "民主议定", {"recorded": "有会议记录", "absent": "查明没有", "unseen": "卷宗未见记录"}),
    yes("tender_required", "依规定应公开交易"),
    yes("tendered", "已公开交易"),
    day("unpaid_since", "欠租起", "空为不欠"),
    yes("demanded", "集体已催收或起诉"),
    yes("books_missing", "账册、公章缺失或账户混同"),
    yes("homestead", "农户自有的宅基地房屋"),
)

LAND_TRANSFER = topic(
    "land_transfer",
    "土地经营权流转要素",
    "每件案件每份流转合同一行",
    refers("subject_id", "经营者", "subject"),
    text("village", "村"),
    count("households", "农户数", "空为未读出"),
    text("contract_number", "合同号", note="与集体资产登记相同"),
    day("starts_on", "流转起"),
    day("ends_on", "流转止"),
    day("contract_ends_on", "承包期届满日", "文书所写；登记在先"),
    code("land_use", "用途", {"farm": "农业", "other": "非农"}),
    code("use_basis", "用途的依据", {"finding": "主管部门认定", "photo": "卷内勘查", "admission": "对方承认"}),
    yes("use_approved", "经批准或属设施农业"),
    yes("again", "再流转"),
    yes("consented", "承包方书面同意"),
    yes("filed", "向集体备案"),
    count("idle_months", "弃耕月数"),
    yes("soil_damaged", "土地受损"),
    yes("disaster", "自然灾害所致"),
    yes("register_asked", "已申请登记"),
    yes("company", "工商企业"),
    yes("reviewed", "经资格审查"),
    day("unpaid_since", "欠租起", "空为不欠"),
)

METHADONE_SOURCE = topic(
    "methadone_source",
    "美沙酮来源要素",
    "每件案件每名被告人一行",
    refers("subject_id", "被告人", "subject"),
    refers("buyer_subject_id", "购买人", "subject"),
    yes("methadone", "涉案毒品为美沙酮"),
    code(
        "origin",
        "来源",
        {
            "take_home": "门诊带回的剂量",
            "forged_card": "伪造或冒用治疗卡",
            "clinic": "门诊以其他方式流出",
            "treatment": "本人合法治疗",
            "mention": "只在叙述中提及",
        },
    ),
    text("clinic_code", "门诊代码"),
    count("doses", "剂数"),
    fen("dose_price_fen", "每剂价格"),
)

TABLES = (
    PRICE_PAIR,
    COLLECTIVE_CONTRACT,
    LAND_TRANSFER,
    METHADONE_SOURCE,
    register(
        "ext_clinic",
        "药物维持治疗门诊",
        "每个门诊一行",
        text("clinic_code", "门诊代码"),
        text("name", "门诊名称"),
        text("district", "区"),
    ),
    register(
        "ext_operating_asset",
        "经营性资产与订单",
        "每个企业每项资产或订单一行",
        who(),
        code(
            "kind",
            "种类",
            {
                "patent": "专利",
                "licence": "许可证",
                "land": "土地",
                "brand": "商标",
                "order": "订单",
                "tender": "中标",
            },
        ),
        day("from_on", "起"),
        day("to_on", "止"),
    ),
    register(
        "ext_invoice_sales",
        "开票销售",
        "每个企业每月一行",
        who(),
        day("month_on", "月份"),
        fen("sales_fen", "销售额"),
    ),
)

"""What scenarios of social governance ask of papers and registers: employers, prepaid cards, doubtful loans."""

from mingjing.court.catalogue.registers import named, register, who
from mingjing.court.catalogue.table import Table, code, count, day, fen, key, refers, text, yes

LENDING_SIGN = Table(
    "lending_sign",
    "民间借贷疑点",
    "每件借贷案件一行",
    (
        key("lending_sign_id", "疑点标识"),
        refers("case_id", "案件", "case_main", required=True),
        yes("no_means", "出借人明显没有出借能力"),
        yes("against_sense", "事实与理由明显不合常理"),
        yes("no_voucher", "没有债权凭证或凭证系伪造"),
        yes("party_vague", "当事人不到庭、代理人陈述不清或前后矛盾"),
        yes("no_dispute", "没有争议或当日调解"),
        yes("others_object", "配偶、合伙人或其他债权人提出有事实依据的异议"),
        yes("sold_cheaply", "另有低价转让财产"),
        yes("gave_up", "不正当放弃权利"),
        count("loop_days", "资金回流天数", "空为没有流水"),
        yes("equals_distribution", "诉请与另案分配数额相同"),
        yes("close_contact", "借贷双方同址、同代理人或同保证人"),
        yes("proved_and_disputed", "有流水证明且借款人有理由地争议"),
    ),
    source="文书解构",
    sort=("case_id",),
)

PREPAID_FACT = Table(
    "prepaid_fact",
    "预付式消费要素",
    "每件涉预付式消费的案件一行",
    (
        key("prepaid_fact_id", "要素标识"),
        refers("case_id", "案件", "case_main", required=True),
        yes("prepaid", "预付式消费"),
        fen("unpaid_fen", "判令而未履行的退款"),
    ),
    source="文书解构",
    sort=("case_id",),
)

HOUSING_FACT = Table(
    "housing_fact",
    "涉房要素",
    "每件案件每套涉案房屋一行",
    (
        key("housing_fact_id", "要素标识"),
        refers("case_id", "案件", "case_main", required=True),
        refers("subject_id", "处分人", "subject"),
        text("house_key", "不动产标识"),
        code(
            "act",
            "行为",
            {"sublet": "转租", "lend": "出借", "idle": "闲置", "sale": "出售", "mortgage": "抵押", "lease": "出租"},
        ),
        day("acted_on", "签订或使用日"),
        yes("paid", "已有款项往来"),
        yes("permitted", "住房保障机构准许"),
    ),
    source="文书解构",
    sort=("case_id",),
)

TABLES = (
    LENDING_SIGN,
    PREPAID_FACT,
    HOUSING_FACT,
    register(
        "ext_labour_award",
        "劳动仲裁裁决",
        "每名劳动者每件裁决一行",
        who("employer_id_key", "用人单位证件密键"),
        text("worker_key", "劳动者密键"),
        fen("amount_fen", "裁决金额"),
        fen("unpaid_fen", "未履行金额", "空为不明"),
        day("made_on", "裁决日"),
    ),
    register(
        "ext_social_insurance",
        "社会保险参保",
        "每个单位每月一行",
        who(),
        named(),
        day("month_on", "月份"),
        count("insured", "参保人数"),
    ),
)

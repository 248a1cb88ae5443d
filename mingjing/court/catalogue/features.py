"""Tables that batch jobs write: values computed outside the models, read by them like any other source."""

from mingjing.court.catalogue.table import Table, code, count, day, fen, key, number, refers, text, yes

FEATURE = Table(
    "feature",
    "特征",
    "每个案件或主体每项特征的一段取值一行",
    (
        key("feature_id", "特征标识"),
        text("name", "特征名", required=True, note="由算子、名称与表单内容确定"),
        text("version", "版本", note="学得模型的摘要；不由学习得来的为空"),
        refers("case_id", "案件", "case_main"),
        refers("subject_id", "主体", "subject"),
        count("whole", "整数值"),
        fen("amount_fen", "金额值"),
        number("number", "数值"),
        text("words", "文字值"),
        day("day_on", "日期值"),
        yes("holds", "是否值"),
    ),
    source="批处理",
)

SIMILAR_NAME = Table(
    "similar_name",
    "相似名称",
    "每对名称相近的主体一行，标识小的在前",
    (
        key("similar_name_id", "相似对标识"),
        refers("left_id", "主体", "subject", required=True),
        refers("right_id", "另一主体", "subject", required=True),
        code("kind", "候选依据", {"born_on": "同姓且出生日期相同", "name_start": "名称开头六字相同"}),
        number("score", "相似度", "0 至 1，按字计"),
    ),
    source="批处理",
)

SIMILAR_TEXT = Table(
    "similar_text",
    "相似文书",
    "每对内容相近的文书一行，标识小的在前",
    (
        key("similar_text_id", "相似对标识"),
        refers("left_id", "文书", "document", required=True),
        refers("right_id", "另一文书", "document", required=True),
        code("kind", "候选依据", {"same_party": "同一当事人的同种文书"}),
        number("score", "相似度", "0 至 1，按五字一段共有的比例"),
    ),
    source="批处理",
)

TABLES = (FEATURE, SIMILAR_NAME, SIMILAR_TEXT)

"""What scenarios of social care ask of papers: who paid for an injury, and signs of violence in a family.

Where an element of a case is not known, its column is empty; no value is guessed.
"""

from __future__ import annotations

from mingjing.court.catalogue.table import code, day, fen, number, refers, yes
from mingjing.court.catalogue.topics import topic

INJURY_PAYMENT = topic(
    "injury_payment",
    "人身损害医疗费",
    "每件案件每名受害人一行",
    refers("subject_id", "受害人", "subject"),
    day("injured_on", "受伤日"),
    fen("medical_fee_fen", "认定或拟判的医疗费"),
    fen("claimed_fee_fen", "请求的医疗费"),
    fen("fund_paid_fen", "文书载明的医保统筹支付", "空为未载明"),
    number("share_percent", "第三人责任比例", "空为未认定"),
    yes("deducted", "统筹部分已扣除或已返还"),
    yes("work_injury", "由工伤保险基金支付"),
)

VIOLENCE_RECORD = topic(
    "violence_record",
    "家庭暴力线索",
    "每件案件每条线索一行",
    refers("subject_id", "受害人", "subject"),
    code(
        "kind",
        "依据",
        {
            "order": "人身安全保护令",
            "warning": "公安告诫书",
            "alarm": "出警记录",
            "medical": "就诊记录",
            "admission": "对方自认",
            "words": "诉称",
        },
    ),
    day("happened_on", "发生或作出日"),
    yes("granted", "保护令准许", "仅保护令"),
    day("expires_on", "保护令届满日", "仅保护令"),
    yes("family", "家庭成员或共同生活的人之间", "空为未查明"),
    yes("minor", "受害人未成年"),
    day("told_on", "告知申请权利日", "空为未告知"),
    day("pushed_on", "通知公安、妇联、居委日", "空为未通知"),
)

TABLES = (INJURY_PAYMENT, VIOLENCE_RECORD)

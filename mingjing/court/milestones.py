"""Milestones (节点) of the case process: where scenarios can fire.

Source: the process model of the court, 83 milestones; the code is stable and is what events carry.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Milestone:
    """One point of the case process; `order` sorts milestones as a case passes them within its flow."""

    code: str
    label: str
    identifier: str
    order: int


_ROWS = (
    ("P01", "诉前调解登记", "pre_mediation_register", 1),
    ("P02", "人身安全保护令", "protect_order", 1),
    ("P03", "委派/委托调解", "mediation_assign", 2),
    ("P04", "诉前调解终结", "mediation_end", 3),
    ("P05", "司法确认", "judicial_confirm", 4),
    ("P06", "诉前保全", "pre_suit_preservation", 0),
    ("C01", "网上递交", "e_submit", 5),
    ("C02", "立案审查", "filing_review", 6),
    ("C03", "立案登记", "file", 7),
    ("C04", "受理缴费分案", "accept_assign", 8),
    ("C05", "送达", "service", 9),
    ("C06", "诉讼保全", "preservation", 9),
    ("C07", "答辩举证", "answer", 10),
    ("C08", "反诉/追加", "counter_join", 10),
    ("C09", "管辖异议/移送", "jurisdiction", 10),
    ("C10", "委托鉴定/审计/评估", "appraisal_out", 11),
    ("C11", "鉴定意见回", "appraisal_back", 12),
    ("C12", "证据交换/庭前会议", "pretrial_conf", 13),
    ("C13", "排期", "schedule", 14),
    ("C14", "审判组织组成", "panel_form", 10),
    ("C15", "开庭", "hearing", 15),
    ("C16", "延期开庭", "adjourn", 16),
    ("C17", "中止/恢复", "stay", 16),
    ("C18", "调解", "mediation", 16),
    ("C19", "程序转换", "convert", 16),
    ("C20", "审限延长/扣除", "extend_deduct", 16),
    ("C21", "合议评议", "deliberate", 17),
    ("C22", "专业法官会议/审委会", "committee", 18),
    ("C23", "院庭长阅核", "review_sign", 19),
    ("C24", "文书制作", "draft", 19),
    ("C25", "宣判签发", "pronounce", 20),
    ("C26", "结案", "close", 21),
    ("C27", "裁判送达", "judgment_service", 22),
    ("C28", "生效", "effective", 23),
    ("C29", "上诉", "appeal", 23),
    ("C30", "上诉移送", "appeal_transfer", 24),
    ("C31", "二审立案", "second_file", 25),
    ("C32", "二审审理结案", "second_close", 26),
    ("C33", "文书公开", "publish", 27),
    ("C34", "归档", "archive", 28),
    ("C35", "申请再审审查", "retrial_review", 29),
    ("C36", "再审审理", "retrial_trial", 30),
    ("K01", "收案审查", "crim_review", 1),
    ("K02", "刑事立案", "crim_file", 2),
    ("K05", "送达起诉书/法律援助", "crim_service", 3),
    ("K07", "庭前会议", "crim_pretrial", 4),
    ("K08", "刑事排期", "crim_schedule", 5),
    ("K10", "刑事开庭", "crim_hearing", 6),
    ("K12", "要素提取", "crim_elements", 6),
    ("K15", "认罪认罚审查", "plea_check", 6),
    ("K18", "补充侦查延期", "supplement", 7),
    ("K20", "刑事文书", "crim_draft", 8),
    ("K22", "刑事宣判", "crim_pronounce", 9),
    ("K24", "上诉抗诉", "crim_appeal", 10),
    ("K26", "交付执行", "deliver_execution", 11),
    ("K28", "社区矫正衔接", "correction_handover", 11),
    ("K30", "减刑假释/暂外", "commutation", 12),
    ("K32", "财产刑执行", "fine_execution", 12),
    ("A01", "行政登记立案", "admin_file", 6),
    ("A04", "被告答辩举证", "admin_answer", 9),
    ("A08", "负责人出庭", "head_attend", 15),
    ("A12", "行政裁判", "admin_judge", 20),
    ("E01", "申请执行审查", "exec_apply", 1),
    ("E02", "执行立案", "exec_file", 2),
    ("E04", "执行通知", "exec_notice", 3),
    ("E06", "报告财产", "property_report", 3),
    ("E08", "网络查控", "net_inquiry", 4),
    ("E10", "查封冻结", "seizure", 5),
    ("E12", "财产处置参考价", "valuation", 6),
    ("E14", "网络拍卖", "auction", 7),
    ("E20", "惩戒措施", "measure", 6),
    ("E22", "变更追加", "change_party", 6),
    ("E24", "执行和解", "exec_settle", 8),
    ("E26", "终本", "ended_round", 9),
    ("E28", "恢复执行", "resume", 10),
    ("E30", "案款发放", "payout", 9),
    ("E32", "措施解除", "release", 10),
    ("E34", "执行结案", "exec_close", 11),
    ("E36", "执行异议复议", "exec_objection", 99),
    ("E38", "参与分配", "distribution", 9),
    ("V01", "信访登记", "petition_reg", 1),
    ("V03", "信访答复", "petition_reply", 2),
    ("V05", "申诉审查", "appeal_review", 3),
)

MILESTONES: dict[str, Milestone] = {r[0]: Milestone(*r) for r in _ROWS}
"""Milestone by code."""

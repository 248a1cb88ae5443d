"""Rulings that end a round of enforcement."""

from __future__ import annotations

from mingjing.sample.papers.civil import Paper
from mingjing.sample.papers.facts import CaseFacts
from mingjing.sample.papers.frame import head, party_lines, signature
from mingjing.sample.papers.norms import cited, round_ended
from mingjing.sample.papers.words import plain_day, yuan


def ended_round(case: CaseFacts) -> Paper:
    """终结本次执行程序."""
    norms = (round_ended(case.closed_on),)
    matter, creditor, debtor = case.matter, case.names("A"), case.names("B")
    basis = f"{matter['basis_number']}{'仲裁裁决书' if matter['award'] else '民事法律文书'}"
    opening = (
        f"申请执行人{creditor}与被执行人{debtor}{case.cause_name}一案，"
        f"{basis}已经发生法律效力。因被执行人未履行义务，申请执行人于{plain_day(case.filed_on)}向"
        f"本院申请强制执行，要求被执行人支付人民币{yuan(matter['due_fen'])}元。"
    )
    course = (
        "执行中，本院依法向被执行人发出执行通知书，并通过网络查控系统查询其名下财产，"
        f"共执行到位人民币{yuan(matter['paid_fen'] or 0)}元，尚余人民币{yuan(matter['unpaid_fen'] or 0)}"
        "元未执行，未发现其他可供执行的财产。申请执行人亦不能提供财产线索。"
    )
    lines = [
        *head(case, "执行裁定书"),
        *party_lines(case),
        opening,
        course,
        "本院认为，被执行人暂无可供执行的财产，本次执行程序应予终结。",
        f"依照{cited(norms)}规定，裁定如下：",
        "终结本次执行程序。",
        "申请执行人发现被执行人有可供执行财产的，可以再次申请执行，不受申请执行时效期间的限制。",
        "本裁定送达后立即生效。",
        *signature(case),
    ]
    return "执行裁定书", lines, norms

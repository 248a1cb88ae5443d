"""金融借款要素式审判辅助：证据清单、逐笔重算、主文草稿。"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from docx import Document

from mingjing.assist import Sheet, draft_of, guide, guides_for, sheet_of
from mingjing.assist.checking import checked
from mingjing.assist.drafting import save_docx
from mingjing.assist.errors import UnknownElement
from mingjing.assist.papers import CasePaper
from mingjing.assist.reckoning import reckoned
from mingjing.law.calculator import ask
from mingjing.law.errors import BadInput
from mingjing.reading import read
from mingjing.reading.points import points

DAY = dt.date(2025, 6, 1)
CLAIM = """民事起诉状
原告：某某银行股份有限公司某支行，住所地某市某区某路1号。
被告：李某某，男，1980年2月3日出生。
诉讼请求：
1.判令被告归还借款本金{principal}元；
2.判令被告支付截至2024年12月31日的利息{interest}元、罚息{penalty}元、复利{compound}元；
3.本案诉讼费用由被告负担。
事实与理由：
2023年1月10日，原告与被告签订《借款合同》，约定借款金额1000000元，年利率4.5%，借款期限自2023年1月10日至2024年1月10日，逾期罚息利率在合同利率基础上上浮50%，对未支付的利息计收复利。2023年1月10日，原告向被告李某某发放贷款1000000元。{security}
证据：1.借款合同；2.借款借据；{statement}4.欠息清单；5.授权委托书{more}。
此致
某区人民法院
"""
OWED = {"principal": "818875", "interest": "21904.91", "penalty": "54659.91", "compound": "1462.15"}
PAID = {"repayments": "2023-06-10:200000"}


def sheet_for(
    *,
    security: str = "",
    statement: str = "3.账户明细；",
    more: str = "",
    said: dict[str, str] | None = None,
    **claimed: str,
) -> Sheet:
    text = CLAIM.format(security=security, statement=statement, more=more, **(OWED | claimed))
    paper = read(text, "起诉状")
    papers = [CasePaper("起诉状", paper, points(paper))]
    return sheet_of(guide("financial_loan"), papers, DAY, PAID if said is None else said)


def warned(sheet: Sheet) -> list[str]:
    return [w.check.id for w in checked(sheet, reckoned(sheet))]


def test_a_claim_equal_to_the_account_raises_nothing() -> None:
    assert warned(sheet_for()) == []


def test_a_claim_overstated_by_1204_yuan_is_shown() -> None:
    assert warned(sheet_for(penalty="55863.91")) == ["L1"]


def test_a_difference_of_one_yuan_is_within_rounding() -> None:
    assert warned(sheet_for(penalty="54660.90")) == []


def test_a_mortgage_without_its_certificate_is_listed_as_missing() -> None:
    sheet = sheet_for(security="被告以其名下位于某区某路2号的房屋提供抵押担保。", more="；6.抵押合同")
    assert {e.item.id for e in sheet.evidence if e.state == "missing"} == {"certificate"}
    assert warned(sheet) == ["L2"]


def test_evidence_for_security_is_not_wanted_where_there_is_none() -> None:
    states = {e.item.id: e.state for e in sheet_for().evidence}
    assert (states["mortgage"], states["guarantee"], states["contract"]) == ("not_wanted", "not_wanted", "found")


def test_a_statement_that_is_denied_is_missing() -> None:
    sheet = sheet_for(statement="3.原告未提交账户明细；")
    assert {e.item.id for e in sheet.evidence if e.state == "missing"} == {"statement"}


def test_without_the_day_of_the_loan_nothing_is_reckoned() -> None:
    paper = read("民事起诉状\n原告：某某银行股份有限公司。\n诉讼请求：判令被告归还借款本金100元。\n", "起诉状")
    sheet = sheet_of(guide("financial_loan"), [CasePaper("起诉状", paper, points(paper))], DAY)
    assert all(one.answer.need and one.answer.value is None for one in reckoned(sheet))


def test_the_draft_links_each_figure_and_leaves_blanks_blank(tmp_path: Path) -> None:
    sheet = sheet_for(security="被告以其名下位于某区某路2号的房屋提供抵押担保。")
    draft = draft_of(sheet, reckoned(sheet))
    assert draft.blanks == ("【待填：抵押登记证明号】",)
    slots = [p for paragraph in draft.paragraphs for p in paragraph if p.slot and not p.blank]
    assert all(p.link for p in slots)
    save_docx(draft, tmp_path / "draft.docx")
    saved = Document(str(tmp_path / "draft.docx"))
    assert "归还原告某某银行股份有限公司某支行借款本金818875元" in "\n".join(p.text for p in saved.paragraphs)
    assert len(list(saved.comments)) == len(slots)


def test_a_clean_file_yields_a_full_draft() -> None:
    sheet = sheet_for()
    assert draft_of(sheet, reckoned(sheet)).blanks == ()


def test_credit_cards_are_outside_the_guide_and_an_unknown_cause_has_none() -> None:
    assert [g.name for g in guides_for("金融借款合同纠纷")] == ["financial_loan"]
    assert guides_for("信用卡纠纷") == ()
    assert guides_for("海上货物运输合同纠纷") == ()


def test_what_a_person_says_stands_above_the_papers() -> None:
    line = sheet_for(said={**PAID, "rate": "4.35"}).lines["rate"]
    assert (line.state, line.written) == ("confirmed", "4.35")


def test_an_answer_that_does_not_fit_is_refused() -> None:
    with pytest.raises(BadInput, match="合同年利率"):
        sheet_for(said={"rate": "很高"})
    with pytest.raises(UnknownElement, match="没有要素「ratee」"):
        sheet_for(said={"ratee": "4"})


def test_the_account_equals_a_reckoning_day_by_day() -> None:
    given = {
        "principal": "1000000",
        "percent": "4.5",
        "from_on": "2023-01-10",
        "due_on": "2024-01-10",
        "until_on": "2024-12-31",
        "payments": "2023-06-10:200000;2024-03-01:50000",
    }
    answer = ask("loan_account", given, DAY)
    assert abs(int(answer.value) - by_days()) <= 1  # type: ignore[arg-type]


def by_days() -> int:
    """Each day alone, in floating fen."""
    principal, interest, penalty, compound = 100_000_000.0, 0.0, 0.0, 0.0
    paid = {dt.date(2023, 6, 10): 20_000_000.0, dt.date(2024, 3, 1): 5_000_000.0}
    day, due, daily = dt.date(2023, 1, 10), dt.date(2024, 1, 10), 0.045 / 360
    while day < dt.date(2024, 12, 31):
        if day < due:
            interest += principal * daily
        else:
            penalty, compound = penalty + principal * daily * 1.5, compound + interest * daily * 1.5
        day += dt.timedelta(1)
        rest = paid.get(day, 0.0)
        compound, rest = compound - min(rest, compound), rest - min(rest, compound)
        penalty, rest = penalty - min(rest, penalty), rest - min(rest, penalty)
        interest, rest = interest - min(rest, interest), rest - min(rest, interest)
        principal -= rest
    return round(principal + interest + penalty + compound)

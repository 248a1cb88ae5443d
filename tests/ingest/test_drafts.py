"""Drafts: saved versions are read at once, replace what the one before said, and history keeps them all."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from mingjing.cli.main import main
from mingjing.ingest.drafts import save_draft
from mingjing.ingest.papers import import_papers
from mingjing.reading.errors import NoCaseNumber, OlderDraft
from mingjing.sample import build

NINE = dt.datetime(2024, 5, 6, 9, 0)
TEN = dt.datetime(2024, 5, 6, 10, 0)
ELEVEN = dt.datetime(2024, 5, 6, 11, 0)
NOW = "_to = TIMESTAMP '9999-12-31'"


def loan(amount: str, number: int = 7) -> str:
    """An invented judgment in the making."""
    return f"""某市甲区人民法院
民事判决书
（2024）某0101民初{number}号
原告：张山，男，1970年1月2日出生，汉族，住某市甲区东路1号。
被告：李水，女，1975年3月4日出生，回族，住某市甲区西路2号。
原告张山与被告李水民间借贷纠纷一案，本院于2024年3月1日立案后，依法公开开庭进行了审理。本案现已审理终结。
原告张山向本院提出诉讼请求：判令被告归还借款{amount}元。
经审理查明，2023年5月6日，被告向原告借款{amount}元，双方约定月利率1%。
本院认为，借款应当归还。依照《中华人民共和国民法典》第六百七十五条之规定，判决如下：
被告李水于本判决生效之日起十日内归还原告张山借款{amount}元。
案件受理费300元，由被告李水负担。
审判员　王木
二〇二四年五月六日
书记员　陈火
"""


def sentence(term: str, fine: str) -> str:
    """An invented criminal judgment in the making."""
    return f"""某市甲区人民法院
刑事判决书
（2024）某0101刑初9号
公诉机关某市甲区人民检察院。
被告人赵金，男，1990年2月3日出生，汉族，无业，住某市甲区。因涉嫌盗窃罪于2024年1月5日被刑事拘留，同年2月1日被逮捕。现羁押于某市看守所。
某市甲区人民检察院以甲检刑诉〔2024〕1号起诉书指控被告人赵金犯盗窃罪，于2024年3月1日向本院提起公诉。本院依法公开开庭审理了本案。现已审理终结。
经审理查明，2024年1月4日，被告人赵金盗走手机一部，价值人民币3200元。
本院认为，被告人赵金的行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
被告人赵金犯盗窃罪，判处有期徒刑{term}，并处罚金人民币{fine}元。
审判员　王木
二〇二四年五月六日
书记员　陈火
"""


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql, values).fetchall()


def known_at(path: Path, at: dt.datetime) -> list[tuple[object, ...]]:
    """Text and principal as they were known at a moment."""
    sql = """SELECT d.text, l.principal_fen FROM document d JOIN loan l USING (case_id)
             WHERE d._from <= $1 AND $1 < d._to AND l._from <= $1 AND $1 < l._to"""
    return rows(path, sql, at)


def test_a_new_version_ends_the_rows_of_the_one_before(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    first = save_draft(into, loan("30000"), NINE, "草稿")
    second = save_draft(into, loan("50000"), TEN, "草稿")
    assert (first.document, first.case) == (second.document, second.case)
    assert (first.version, second.version) == (1, 2)
    assert known_at(into, NINE) == [(loan("30000"), 3_000_000)]
    assert known_at(into, TEN) == [(loan("50000"), 5_000_000)]
    in_force = f"SELECT count(DISTINCT _from), min(_from) FROM info_point WHERE {NOW}"
    assert rows(into, in_force) == [(1, TEN)]
    assert rows(into, f"SELECT count(*) FROM order_item WHERE {NOW} AND amount_fen = 5000000") == [(1,)]


def test_no_key_has_two_rows_at_one_moment(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    for at, amount in ((NINE, "30000"), (TEN, "50000"), (ELEVEN, "60000")):
        save_draft(into, loan(amount), at, "草稿")
    for table in ("document", "info_point", "loan", "order_item", "claim", "topic_row", "paper_version"):
        twice = f"""SELECT count(*) FROM {table} a JOIN {table} b
                    ON a.{table}_id = b.{table}_id AND a._from < b._from AND b._from < a._to"""
        assert rows(into, twice) == [(0,)], table
        assert rows(into, f"SELECT count(*) FROM {table} WHERE _from >= _to") == [(0,)], table


def test_the_same_text_again_changes_nothing(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    save_draft(into, loan("30000"), NINE, "草稿")
    again = save_draft(into, loan("30000"), TEN, "草稿")
    assert (again.version, again.changed) == (1, False)
    assert rows(into, "SELECT count(*) FROM document") == [(1,)]


def test_a_signed_version_is_kept_and_a_new_draft_is_another_paper(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    draft = save_draft(into, loan("30000"), NINE, "草稿")
    signed = save_draft(into, loan("30000"), TEN, "签发", issued=True)
    assert (signed.document, signed.version, signed.status) == (draft.document, 2, "issued")
    assert save_draft(into, loan("30000"), ELEVEN, "草稿").status == "issued"
    assert save_draft(into, loan("90000"), ELEVEN, "草稿").document != draft.document


def test_a_draft_puts_only_its_own_case_in_step(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    save_draft(into, loan("30000"), NINE, "甲")
    save_draft(into, loan("40000", number=8), NINE, "乙")
    save_draft(into, loan("50000"), TEN, "甲")
    assert rows(into, f"SELECT principal_fen, _from FROM loan WHERE {NOW} ORDER BY 1") == [
        (4_000_000, NINE),
        (5_000_000, TEN),
    ]


def test_terms_and_fines_follow_the_draft(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    save_draft(into, sentence("一年", "五千"), NINE, "草稿")
    save_draft(into, sentence("十个月", "三千"), TEN, "草稿")
    sql = f"""SELECT s.offence, s.kind, s.term_months, f.fine_fen, c.from_on, c.place, p.name
              FROM sentence s JOIN fine f USING (case_id) JOIN custody c USING (case_id)
              JOIN subject p ON p.subject_id = s.subject_id
              WHERE s.{NOW} AND f.{NOW} AND c.{NOW}"""
    assert rows(into, sql) == [("盗窃罪", "fixed", 10, 300_000, dt.date(2024, 1, 5), "某市看守所", "赵金")]


def test_a_case_with_a_draft_is_under_way(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    save_draft(into, loan("30000"), NINE, "草稿")
    assert rows(into, "SELECT status, closed_on, disposition FROM case_main") == [("open", None, None)]


def test_an_imported_paper_feeds_the_topic_tables(tmp_path: Path) -> None:
    file, into = tmp_path / "papers.jsonl", tmp_path / "court.duckdb"
    lines = [{"id": "a", "text": loan("30000")}, {"id": "b", "text": sentence("一年", "五千")}]
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    import_papers([file], into, lambda stage, share: None)
    assert rows(into, "SELECT principal_fen, rate_percent, agreed_on FROM loan") == [(3_000_000, 12.0, None)]
    assert rows(into, "SELECT term_months FROM sentence") == [(12,)]


def test_a_topic_table_that_another_source_feeds_is_left_to_it(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    save_draft(into, loan("30000"), NINE, "草稿")
    with duckdb.connect(str(into)) as con:
        con.execute("DELETE FROM topic_row WHERE topic_table = 'loan'")
    save_draft(into, loan("50000"), TEN, "草稿")
    assert rows(into, f"SELECT principal_fen FROM loan WHERE {NOW}") == [(3_000_000,)]


@pytest.mark.parametrize(
    ("text", "at", "error"),
    [("草稿：原告张某。", TEN, NoCaseNumber), (loan("50000"), NINE, OlderDraft)],
)
def test_what_cannot_be_saved_leaves_everything_as_it_was(
    tmp_path: Path, text: str, at: dt.datetime, error: type[Exception]
) -> None:
    into = tmp_path / "court.duckdb"
    save_draft(into, loan("30000"), NINE, "草稿")
    with pytest.raises(error):
        save_draft(into, text, at, "草稿")
    assert rows(into, "SELECT count(*) FROM document") == [(1,)]


def test_a_draft_is_saved_in_a_court_that_is_there_already(tmp_path: Path) -> None:
    into = tmp_path / "court.duckdb"
    build(300, 5, into, None, None)
    number, court = rows(into, "SELECT case_number, k.name FROM case_main c JOIN court k USING (court_id) LIMIT 1")[0]
    text = loan("30000").replace("（2024）某0101民初7号", str(number)).replace("某市甲区人民法院", str(court))
    saved = save_draft(into, text, dt.datetime(2026, 1, 5, 9), "草稿")
    assert rows(into, "SELECT case_number FROM case_main WHERE case_id = ?", saved.case)[0] == (number,)


def test_the_command_saves_a_draft(tmp_path: Path) -> None:
    file, into = tmp_path / "草稿.txt", tmp_path / "court.duckdb"
    file.write_text(loan("30000"), encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "--draft", str(file), "--into", str(into), "--json"])
    assert result.exit_code == 0, result.output
    (saved,) = json.loads(result.stdout.splitlines()[-1])["saved"]
    assert saved["version"] == 1 and saved["status"] == "draft" and saved["points"] > 30


@pytest.mark.parametrize("arguments", [["--issued", "草稿.txt"], ["--draft"]])
def test_a_draft_needs_its_file_and_issued_a_draft(tmp_path: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["import", *arguments, "--into", str(tmp_path / "court.duckdb")])
    assert result.exit_code == 2

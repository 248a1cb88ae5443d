"""Papers into the court's tables: nothing lost, nothing doubled, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import duckdb
import pytest

import mingjing
from mingjing.ingest.papers import import_papers

GOLDEN = Path(__file__).parents[1] / "golden"
PAPERS = sorted(GOLDEN.glob("*/*.txt"))


def silent(stage: str, share: float) -> None:
    """No progress."""


def buyer(number: int, day: str, seller: str, name: str = "钱多多", birth: str = "1980年2月3日") -> str:
    """An invented judgment of a buyer against a shop."""
    return f"""上海市浦东新区人民法院
民 事 判 决 书
（2024）沪0115民初{number}号
原告：{name}，男，{birth}出生，汉族，住上海市浦东新区。
被告：{seller}，住所地上海市浦东新区。
法定代表人：孙某，总经理。
原告{name}与被告{seller}买卖合同纠纷一案，本院于2024年3月{number}日立案后，依法适用简易程序公开开庭进行了审理。本案现已审理终结。
原告{name}向本院提出诉讼请求：1.判令被告退还货款100元；2.判令被告支付价款十倍的赔偿金1,000元。事实和理由：原告在被告处购买了蜂蜜一瓶，不符合食品安全标准。
本院经审理认定事实如下：原告为消费者，在被告处购买蜂蜜。
本院认为，被告销售不符合食品安全标准的食品，应承担责任。依照《中华人民共和国食品安全法》第一百四十八条第二款规定，判决如下：
被告{seller}于本判决生效之日起十日内退还原告{name}货款100元并赔偿1,000元。
审判员　李某
{day}
书记员　周某
"""


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_every_paper_becomes_a_case_with_parties_and_a_document(tmp_path: Path) -> None:
    into = tmp_path / "real.duckdb"
    report = import_papers(PAPERS, into, silent)
    assert report.taken == len(PAPERS) and not report.refused
    assert query(into, "SELECT count(*) FROM document") == [(len(PAPERS),)]
    assert query(into, "SELECT count(*) FROM case_main WHERE court_id IS NULL") == [(0,)]
    unplaced = """
        SELECT count(*) FROM info_point i JOIN document d USING (document_id)
        WHERE substr(d.text, i."start" + 1, i."end" - i."start") <> i.raw
    """
    assert query(into, unplaced) == [(0,)]


def test_the_same_paper_twice_is_one_paper(tmp_path: Path) -> None:
    into = tmp_path / "real.duckdb"
    import_papers(PAPERS, into, silent)
    again = import_papers(PAPERS[:3], into, silent)
    assert (again.taken, again.repeated) == (0, 3)
    assert query(into, "SELECT count(*) FROM document") == [(len(PAPERS),)]


def test_a_bad_line_is_named_and_the_others_are_taken_in(tmp_path: Path) -> None:
    file, into = tmp_path / "papers.jsonl", tmp_path / "real.duckdb"
    good = json.dumps({"id": "a", "text": buyer(1, "二〇二四年五月一日", "上海某甲食品有限公司")}, ensure_ascii=False)
    file.write_text(f"{good}\n{{broken\n{good}\n", encoding="utf-8")
    report = import_papers([file], into, silent)
    assert (report.taken, report.repeated) == (1, 1)
    assert "第2行" in report.refused[0].reason


def test_when_nothing_can_be_read_no_file_is_made(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"not a pdf")
    report = import_papers([tmp_path / "bad.pdf"], tmp_path / "real.duckdb", silent)
    assert "PDF" in report.refused[0].reason
    assert not (tmp_path / "real.duckdb").exists()


def test_when_writing_fails_there_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(con: duckdb.DuckDBPyConnection) -> None:
        raise duckdb.IOException("disk full")

    monkeypatch.setattr("mingjing.ingest.papers.rebuild_ledger", broken)
    with pytest.raises(duckdb.IOException):
        import_papers(PAPERS[:1], tmp_path / "real.duckdb", silent)
    assert list(tmp_path.iterdir()) == []


def test_when_writing_fails_an_old_file_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into = tmp_path / "real.duckdb"
    import_papers(PAPERS[:2], into, silent)

    def broken(con: duckdb.DuckDBPyConnection) -> None:
        raise duckdb.IOException("disk full")

    monkeypatch.setattr("mingjing.ingest.papers.rebuild_ledger", broken)
    with pytest.raises(duckdb.IOException):
        import_papers(PAPERS, into, silent)
    assert query(into, "SELECT count(*) FROM document") == [(2,)]
    assert query(into, "SELECT count(*) > 0 FROM case_party") == [(True,)]


def test_a_word_file_reads_like_its_text(tmp_path: Path) -> None:
    paper = docx.Document()
    for line in buyer(5, "二〇二四年五月一日", "上海甲食品有限公司").splitlines():
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "paper.docx"))
    import_papers([tmp_path / "paper.docx"], tmp_path / "real.duckdb", silent)
    assert query(tmp_path / "real.duckdb", "SELECT case_number, cause_name FROM case_main") == [
        ("（2024）沪0115民初5号", "买卖合同纠纷")
    ]


def import_texts(texts: list[str], folder: Path) -> Path:
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(text, encoding="utf-8")
    into = folder / "real.duckdb"
    import_papers(sorted(folder.glob("*.txt")), into, silent)
    return into


def test_three_suits_against_one_shop_in_a_month_are_a_clue_but_only_a_suspicion(tmp_path: Path) -> None:
    texts = [buyer(n, "二〇二四年五月一日", "上海甲食品有限公司") for n in (1, 2, 3)]
    with mingjing.open(import_texts(texts, tmp_path)) as court:
        clues = court.screen("serial_buyer").clues()
    assert {c.case_number for c in clues} == {f"（2024）沪0115民初{n}号" for n in (1, 2, 3)}
    assert {c.level for c in clues} == {"low"} and {c.subject for c in clues} == {"钱多多"}


def test_people_of_one_name_born_on_different_days_are_not_one_person(tmp_path: Path) -> None:
    births = ("1980年2月3日", "1981年2月3日", "1982年2月3日")
    texts = [buyer(n, "二〇二四年五月一日", "上海甲食品有限公司", birth=b) for n, b in enumerate(births, 1)]
    with mingjing.open(import_texts(texts, tmp_path)) as court:
        assert court.screen("serial_buyer").rows.num_rows == 0


def test_masked_names_are_not_joined_across_cases(tmp_path: Path) -> None:
    texts = [buyer(n, "二〇二四年五月一日", "上海甲食品有限公司", name="钱某") for n in (1, 2, 3)]
    with mingjing.open(import_texts(texts, tmp_path)) as court:
        assert court.screen("serial_buyer").rows.num_rows == 0

"""What an invented judgment says reaches the tables that the paper scenarios read."""

from __future__ import annotations

from pathlib import Path

import duckdb
import orjson

from mingjing.ingest.criminal_topics import chapter_of
from mingjing.ingest.papers import import_papers

THEFT = """某市甲区人民法院
刑事判决书
（2020）某0101刑初12号
公诉机关某市甲区人民检察院。
被告人孙某，男，1990年1月2日出生，汉族。
某市甲区人民检察院指控被告人孙某犯盗窃罪，于2020年3月1日向本院提起公诉。
经审理查明，2020年1月2日，被告人孙某盗走手机一部，价值人民币3200元。
本院认为，被告人孙某的行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
被告人孙某犯盗窃罪，判处有期徒刑七个月，并处罚金人民币五百元。
如不服本判决，可在接到判决书的第二日起十日内上诉于某市中级人民法院。
审判员王某
二〇二〇年四月六日
书记员赵某
"""


def test_a_conviction_is_read_with_its_fine_and_its_day(tmp_path: Path) -> None:
    papers, court = tmp_path / "papers.jsonl", tmp_path / "court.duckdb"
    papers.write_bytes(orjson.dumps({"text": THEFT}) + b"\n")
    import_papers([papers], court, lambda stage, share: None)
    with duckdb.connect(str(court), read_only=True) as con:
        rows = con.execute("SELECT offence, term_months, fine_fen, judged_on::VARCHAR FROM conviction").fetchall()
        norms = con.execute("SELECT count(*) FROM norm_validity").fetchall()
    assert rows == [("盗窃罪", 7, 50_000, "2020-04-06")]
    assert norms[0][0] > 20


def test_an_offence_stands_in_its_chapter() -> None:
    assert [chapter_of(c) for c in ("交通肇事罪", "故意伤害罪", "抢劫罪", "寻衅滋事罪")] == [2, 4, 5, 6]

"""The texts of the sample court agree with its rows."""

from __future__ import annotations

from mingjing.court.numerals import parse_date
from mingjing.sample.papers.words import chinese_day
from mingjing.store.schema import END_OF_TIME
from tests.sample.conftest import Court

NOW = f"_to = TIMESTAMP '{END_OF_TIME}'"


def test_a_paper_names_its_case_court_day_and_parties(court: Court) -> None:
    rows = court.ask(f"""
        SELECT d.text, c.case_number, k.name, d.signed_on, c.closed_on, list(p.name_as_written)
        FROM document d JOIN case_main c USING (case_id) JOIN court k USING (court_id) JOIN party p USING (case_id)
        WHERE c.{NOW} AND p.{NOW} GROUP BY ALL""")
    assert len(rows) > 50
    for text, number, name, signed_on, closed_on, parties in rows:
        assert text.startswith(name)
        assert number in text
        assert signed_on == closed_on
        assert chinese_day(signed_on) in text.splitlines()
        assert parse_date(chinese_day(signed_on)) == signed_on
        assert all(party in text for party in parties)


def test_a_judgment_orders_what_the_order_rows_say(court: Court) -> None:
    rows = court.ask(
        "SELECT d.text, o.text FROM document d JOIN order_item o USING (case_id) WHERE d.doc_type = '判决书'"
    )
    assert rows
    assert all(order in text for text, order in rows)


def test_several_kinds_of_papers_occur(court: Court) -> None:
    assert {kind for (kind,) in court.ask("SELECT DISTINCT doc_type FROM document")} >= {
        "判决书",
        "调解书",
        "裁定书",
        "执行裁定书",
    }

"""The rows of the sample court keep the promises of the catalogue."""

from __future__ import annotations

from mingjing.court import case_number
from mingjing.court.catalogue import TABLES, Column, Table
from mingjing.store.schema import END_OF_TIME
from tests.sample.conftest import Court

NOW = f"_to = TIMESTAMP '{END_OF_TIME}'"
NOT_NUMBERED_BY_TRIALS = ("信访", "诉前调", "财保", "调确", "民保令", "破申")
"""Kinds whose numbers the reader of case numbers may not take for those of a trial."""


def referring() -> list[tuple[Table, Column]]:
    """Every column that refers to another table."""
    return [(table, column) for table in TABLES.values() for column in table.columns if column.refers]


def test_no_table_is_empty_but_those_that_reading_fills(court: Court) -> None:
    assert {name for name, count in court.report.rows.items() if count == 0} == {
        "info_point",
        "cited_article",
        "feature",
        "similar_name",
        "similar_text",
        "paper_version",
        "topic_row",
        "point_correction",
        "register_load",
        "quality_score",
        "quality_fault",
        "register_reject",
        "subject_name",
        "subject_link",
    }


def test_a_key_has_one_row_at_any_moment(court: Court) -> None:
    for table in TABLES.values():
        following = f"lead(_from) OVER (PARTITION BY {table.key[0]} ORDER BY _from)"
        spans = f"SELECT _from, _to, {following} AS next FROM {table.name}"
        assert court.one(f"SELECT count(*) FROM ({spans}) WHERE _from >= _to OR next < _to") == 0, table.name


def test_references_lead_somewhere(court: Court) -> None:
    for table, column in referring():
        target = TABLES[column.refers or ""]
        known = f"SELECT {target.key[0]} FROM {target.name}"
        lost = f'FROM {table.name} WHERE "{column.name}" IS NOT NULL AND "{column.name}" NOT IN ({known})'
        assert court.one(f"SELECT count(*) {lost}") == 0, (table.name, column.name)


def test_codes_are_of_the_lists(court: Court) -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.codes:
                values = {value for (value,) in court.ask(f'SELECT DISTINCT "{column.name}" FROM {table.name}')}
                assert values <= {code for code, _ in column.codes} | {None}, (table.name, column.name)


def test_required_columns_are_filled(court: Court) -> None:
    for table in TABLES.values():
        empty = " OR ".join(f'"{column.name}" IS NULL' for column in table.columns if column.required)
        assert court.one(f"SELECT count(*) FROM {table.name} WHERE {empty}") == 0, table.name


def test_everything_was_known_before_the_day_of_the_data(court: Court) -> None:
    day = "TIMESTAMP '2025-12-31'"
    for table in TABLES.values():
        late = f"_from >= {day} OR (_to >= {day} AND NOT {NOW})"
        assert court.one(f"SELECT count(*) FROM {table.name} WHERE {late}") == 0, table.name


def test_rows_lie_in_the_order_in_which_they_are_read(court: Court) -> None:
    for table in TABLES.values():
        if table.sort and not table.derived:
            back = f"SELECT {table.sort[0]} < lag({table.sort[0]}) OVER (ORDER BY rowid) AS back FROM {table.name}"
            assert court.one(f"SELECT count(*) FROM ({back}) WHERE back") == 0, table.name


def test_case_numbers_are_unique_and_well_formed(court: Court) -> None:
    rows = court.ask(f"SELECT case_number, case_kind, year(filed_on) FROM case_main WHERE {NOW}")
    assert len({number for number, _, _ in rows}) == len(rows)
    for number, kind, year in rows:
        read = case_number.parse(number)
        assert kind in NOT_NUMBERED_BY_TRIALS or (read and (read.text, read.kind, read.year) == (number, kind, year))


def test_all_courts_and_most_kinds_of_cases_occur(court: Court) -> None:
    assert court.one("SELECT count(DISTINCT court_id) FROM case_main") >= 20
    assert court.one("SELECT count(DISTINCT case_kind) FROM case_main") >= 20


def test_milestones_lie_between_filing_and_closing(court: Court) -> None:
    spans = "SELECT case_id, min(_from) AS known, max(filed_on) AS f, max(closed_on) AS c FROM case_main GROUP BY 1"
    outside = "passed_at < known OR passed_at::DATE < f OR passed_at::DATE > c"
    assert court.one(f"SELECT count(*) FROM milestone_event JOIN ({spans}) USING (case_id) WHERE {outside}") == 0


def test_every_case_has_parties_milestones_and_a_judge_of_its_court(court: Court) -> None:
    for table in ("party", "milestone_event"):
        assert court.one(f"SELECT count(*) FROM case_main ANTI JOIN {table} USING (case_id)") == 0, table
    strangers = "case_main c JOIN court_member m ON m.member_id = c.judge_in_charge_id WHERE m.court_id <> c.court_id"
    assert court.one(f"SELECT count(*) FROM {strangers}") == 0


def test_a_case_is_open_until_its_closing_is_known(court: Court) -> None:
    assert court.one("SELECT count(*) FROM case_main WHERE (status = 'open') <> (closed_on IS NULL)") == 0
    assert court.one("SELECT count(*) FROM case_main WHERE closed_on > _from::DATE") == 0
    assert court.one("SELECT count(*) FROM case_main WHERE closed_on IS NULL AND disposition IS NOT NULL") == 0


def test_the_ledger_holds_every_party_now(court: Court) -> None:
    parties, ledger = (court.one(f"SELECT count(*) FROM {name} WHERE {NOW}") for name in ("party", "case_party"))
    assert parties == ledger > 0


def test_some_facts_are_known_late_and_some_are_put_right(court: Court) -> None:
    assert court.one("SELECT count(*) FROM case_main WHERE _from::DATE > closed_on AND archived_on IS NULL") > 0
    assert court.one("SELECT count(*) FROM ext_death WHERE _from::DATE > died_on + 39") > 0
    amounts = "SELECT count(DISTINCT amount_in_dispute_fen) AS n FROM case_main GROUP BY case_id"
    assert court.one(f"SELECT count(*) FROM ({amounts}) WHERE n > 1") > 0

"""Rows of a source become rows of the court, with history, once each and together with their position."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingjing.ingest.apply import pipeline
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.apply.running import Following
from mingjing.ingest.errors import NoKey, ShapeBroken, SlotLost, SourceBusy
from tests.ingest.platform.pair import Pair, asked

NUMBER = "（2025）沪0115民初{0}号"
CASE = f"INSERT INTO aj VALUES ({{0}}, '{NUMBER}', 1, '0301', '民间借贷纠纷', '2025-03-01', NULL, NULL, {{1}}, '10')"
PARTY = "INSERT INTO dsr VALUES ({0}, {1}, '张某{0}', '1', '{2}', NULL, '19800229', '某路{0}号')"
NOW = "_to = TIMESTAMP '9999-12-31'"
BIG = "(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 1000) n)"
"""A value so long that PostgreSQL keeps it apart, and does not send it when it did not change."""


def test_rows_that_are_there_and_rows_that_come_are_mapped(trial: Pair) -> None:
    trial.at_source(CASE.format(7, "120000.50"))
    trial.follow()
    trial.at_source(CASE.format(8, "0.07"))
    trial.at_source(PARTY.format(1, 8, 2))
    trial.follow()
    cases = f"SELECT case_id, case_kind, amount_in_dispute_fen, status FROM case_main WHERE {NOW} ORDER BY 1"
    assert trial.at_target(cases) == [(7, "民初", 12_000_050, "open"), (8, "民初", 7, "open")]
    ledger = f"SELECT case_id, role, name, case_kind FROM case_party WHERE {NOW}"
    assert trial.at_target(ledger) == [(8, "defendant", "张某1", "民初")]


def test_a_row_keeps_what_it_was(trial: Pair) -> None:
    trial.at_source(CASE.format(7, 100))
    trial.follow()
    trial.at_source("UPDATE aj SET zt = '90', jarq = '2025-05-01', jafs = '01' WHERE ajbs = 7")
    trial.follow()
    versions = trial.at_target(f"SELECT status, disposition, {NOW} FROM case_main WHERE case_id = 7 ORDER BY _from")
    assert versions == [("open", None, False), ("closed", "judgment", True)]
    assert trial.at_target("SELECT count(*) FROM case_main a JOIN case_main b ON a._to = b._from") == [(1,)]


def test_a_row_that_is_gone_ends_and_the_log_tells_the_story(trial: Pair) -> None:
    trial.at_source(CASE.format(7, 100))
    trial.follow()
    trial.at_source("UPDATE aj SET bdje = 200 WHERE ajbs = 7")
    trial.follow()
    trial.at_source("DELETE FROM aj WHERE ajbs = 7")
    trial.follow()
    assert trial.at_target(f"SELECT count(*) FROM case_main WHERE {NOW}") == [(0,)]
    told = trial.at_target("SELECT op::text FROM mj_change WHERE table_name = 'case_main' ORDER BY change_id")
    assert told == [("I",), ("U",), ("D",)]
    moments = trial.at_target("SELECT at FROM mj_change ORDER BY change_id")
    assert moments == sorted(moments)


def test_a_change_that_the_court_does_not_see_makes_no_version(trial: Pair) -> None:
    trial.at_source(CASE.format(7, 100))
    trial.follow()
    trial.at_source("UPDATE aj SET gxsj = now() WHERE ajbs = 7")
    trial.follow()
    assert trial.at_target("SELECT count(*) FROM case_main") == [(1,)]
    assert trial.mirrored("aj")


def test_the_ledger_follows_its_case_and_its_subject(trial: Pair) -> None:
    trial.at_source(CASE.format(7, 100))
    trial.at_source(PARTY.format(1, 7, 1))
    trial.follow()
    trial.at_source("UPDATE aj SET zt = '90' WHERE ajbs = 7")
    trial.at_source("UPDATE dsr SET xm = '李某' WHERE dsrbs = 1")
    trial.follow()
    assert trial.at_target(f"SELECT status, name FROM case_party WHERE {NOW}") == [("closed", "李某")]
    trial.at_source("DELETE FROM dsr WHERE dsrbs = 1")
    trial.follow()
    assert trial.at_target(f"SELECT count(*) FROM case_party WHERE {NOW}") == [(0,)]


def test_a_value_that_was_not_sent_stays_what_it_was(trial: Pair) -> None:
    trial.at_source("ALTER TABLE dsr ALTER dz SET STORAGE EXTERNAL")
    for number in range(1, 21):
        trial.at_source(f"INSERT INTO dsr SELECT {number}, 1, '甲', '1', '1', NULL, NULL, {BIG}")
    trial.follow()
    trial.at_source("UPDATE dsr SET xm = '乙' WHERE dsrbs <= 10")
    trial.follow()
    assert trial.mirrored("dsr")
    assert trial.at_target(f"SELECT min(length(address)) FROM party WHERE {NOW}") == [(32_000,)]


def test_a_row_that_comes_changes_and_moves_in_one_transaction_keeps_its_value(trial: Pair) -> None:
    trial.at_source("ALTER TABLE dsr ALTER dz SET STORAGE EXTERNAL")
    trial.at_source(f"INSERT INTO dsr SELECT 5, 1, '甲', '1', '1', NULL, NULL, {BIG}")
    trial.follow()
    trial.at_source(
        f"BEGIN; INSERT INTO dsr SELECT 100, 1, '丙', '1', '1', NULL, NULL, {BIG};"
        "UPDATE dsr SET xm = '丁' WHERE dsrbs = 100; UPDATE dsr SET dsrbs = 200 WHERE dsrbs = 100;"
        "UPDATE dsr SET dsrbs = 300 WHERE dsrbs = 5; DELETE FROM dsr WHERE dsrbs = 200;"
        "INSERT INTO dsr VALUES (200, 1, '戊', '1', '2', NULL, NULL, '短'); COMMIT"
    )
    trial.follow()
    assert trial.mirrored("dsr")
    parties = trial.at_target(f"SELECT party_id, length(address) FROM party WHERE {NOW} ORDER BY 1")
    assert parties == [(200, 1), (300, 32_000)]


def test_a_table_that_is_emptied_and_filled_in_one_transaction(trial: Pair) -> None:
    for number in (1, 2, 3):
        trial.at_source(CASE.format(number, 100))
    trial.follow()
    trial.at_source(f"BEGIN; TRUNCATE aj; {CASE.format(2, 100)}; {CASE.format(9, 5)}; COMMIT")
    trial.follow()
    assert trial.mirrored("aj")
    assert trial.at_target(f"SELECT case_id FROM case_main WHERE {NOW} ORDER BY 1") == [(2,), (9,)]
    assert trial.at_target("SELECT count(*) FROM case_main WHERE case_id = 2") == [(1,)]


def test_what_was_rolled_back_never_comes(trial: Pair) -> None:
    trial.follow()
    trial.at_source(f"BEGIN; {CASE.format(1, 1)}; ROLLBACK")
    trial.follow()
    assert trial.at_target("SELECT count(*) FROM mj_source_change") == [(0,)]


def test_a_column_added_with_a_default_has_it_in_the_old_rows_too(trial: Pair) -> None:
    trial.at_source(CASE.format(1, 1))
    trial.follow()
    trial.at_source("ALTER TABLE aj ADD COLUMN fxdj INT DEFAULT 3")
    trial.at_source(CASE.format(2, 1))
    trial.at_source("UPDATE aj SET fxdj = 5 WHERE ajbs = 2")
    trial.follow()
    assert trial.at_target("SELECT ajbs, fxdj FROM src_trial.aj ORDER BY 1") == [(1, 3), (2, 5)]
    assert "增加列 fxdj" in str(trial.at_target("SELECT what FROM mj_schema_change"))


def test_a_default_made_row_by_row_marks_the_table_until_it_is_loaded_again(trial: Pair) -> None:
    trial.at_source(CASE.format(1, 1))
    trial.follow()
    trial.at_source("ALTER TABLE aj ADD COLUMN sjs FLOAT8 DEFAULT random()")
    trial.at_source(CASE.format(2, 1))
    trial.follow()
    assert trial.at_target("SELECT state FROM mj_source_table WHERE table_name = 'aj'") == [("incomplete",)]
    trial.reload("aj")
    assert trial.mirrored("aj")
    assert trial.at_target("SELECT state FROM mj_source_table WHERE table_name = 'aj'") == [("ready",)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE aj ALTER ay TYPE text", "类型由"),
        ("ALTER TABLE aj DROP COLUMN gxsj", "已被来源删除"),
        ("ALTER TABLE jd ALTER jddm TYPE varchar(20)", "类型由"),
    ],
)
def test_a_table_that_changes_its_shape_is_followed_and_the_change_is_kept(trial: Pair, change: str, said: str) -> None:
    trial.at_source(CASE.format(1, 1))
    trial.at_source("INSERT INTO jd VALUES (1, 1, 'C03', '2025-03-01 09:00')")
    trial.follow()
    trial.at_source(change)
    trial.at_source(CASE.format(2, 1))
    trial.at_source("INSERT INTO jd VALUES (2, 1, 'C05', '2025-03-02 09:00')")
    trial.follow()
    assert said in str(trial.at_target("SELECT what FROM mj_schema_change"))
    assert trial.at_target(f"SELECT count(*) FROM case_main WHERE {NOW}") == [(2,)]
    assert trial.at_target("SELECT state FROM mj_source_table WHERE state <> 'ready'") == []


def test_a_transaction_larger_than_memory_is_seen_whole_or_not_at_all(
    trial: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "FLUSH", 500)
    trial.follow()
    trial.at_source("INSERT INTO jd SELECT n, 1, 'C03', '2025-03-01' FROM generate_series(1, 4000) n")
    trial.at_source("UPDATE jd SET jddm = 'C05' WHERE jdbs <= 4000")
    seen = []
    following = Following(trial.system, trial.source, trial.target)
    following.prepare()
    write = following.mirror.apply

    def looked(net: TableNet, position: int) -> None:
        write(net, position)
        seen.append(trial.at_target("SELECT count(*), count(*) FILTER (WHERE milestone = 'C05') FROM milestone_event"))

    monkeypatch.setattr(following.mirror, "apply", looked)
    following.run(stop=following.past_now(), idle=0.01)
    following.close()
    assert len(seen) >= 16 and {tuple(rows[0]) for rows in seen} <= {(0, 0), (4000, 0)}
    assert trial.at_target(f"SELECT count(*) FROM milestone_event WHERE {NOW} AND milestone = 'C05'") == [(4000,)]


def test_a_row_that_cannot_be_mapped_is_parked_with_its_reason_and_mapped_when_it_can(trial: Pair) -> None:
    trial.at_source(CASE.format(1, 1).replace("'0301'", "'0999'"))
    trial.at_source(CASE.format(2, 1))
    trial.follow()
    trial.at_source(PARTY.format(1, 2, 1).replace("19800229", "19810229"))
    trial.follow()
    assert trial.at_target(f"SELECT case_id FROM case_main WHERE {NOW}") == [(2,)]
    reasons = [r for (r,) in trial.at_target("SELECT reason FROM mj_parked ORDER BY feed")]
    assert reasons == ["案件类型的代码不在代码表 case_kinds 内：0999", "出生日期不是日期：19810229"]
    trial.at_source("UPDATE aj SET ajlx = '0302' WHERE ajbs = 1")
    trial.follow()
    assert trial.at_target(f"SELECT case_kind FROM case_main WHERE {NOW} AND case_id = 1") == [("民终",)]
    assert trial.at_target("SELECT feed FROM mj_parked") == [("subject",)]


def test_a_slot_that_was_dropped_halts_the_source_loudly_until_it_is_loaded_again(trial: Pair) -> None:
    trial.at_source(CASE.format(1, 1))
    trial.at_source(CASE.format(2, 1))
    trial.follow()
    trial.left_alone()
    trial.at_source(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()"
    )
    trial.at_source("DELETE FROM aj WHERE ajbs = 1")
    trial.at_source(CASE.format(3, 1))
    with pytest.raises(SlotLost, match="resnapshot"):
        trial.follow()
    assert "复制槽" in str(trial.at_target("SELECT problem FROM mj_position"))
    trial.reload()
    assert trial.mirrored("aj")
    assert trial.at_target(f"SELECT case_id FROM case_main WHERE {NOW} ORDER BY 1") == [(2,), (3,)]
    assert trial.at_target("SELECT count(*) FROM case_main WHERE case_id = 2") == [(1,)]


def test_a_slot_that_someone_else_moved_on_is_not_taken_for_ours(trial: Pair) -> None:
    trial.follow()
    trial.at_source(CASE.format(1, 1))
    trial.at_source("SELECT pg_switch_wal()")
    trial.left_alone()
    trial.at_source(
        "SELECT pg_replication_slot_advance(slot_name, pg_current_wal_lsn()) FROM pg_replication_slots "
        "WHERE database = current_database()"
    )
    with pytest.raises(SlotLost, match="已推进到"):
        trial.follow()


def test_only_one_process_may_follow_a_source(trial: Pair) -> None:
    first = Following(trial.system, trial.source, trial.target)
    with pytest.raises(SourceBusy):
        Following(trial.system, trial.source, trial.target)
    first.close()


def test_a_table_without_a_key_is_refused(trial: Pair) -> None:
    trial.at_source("ALTER TABLE jd DROP CONSTRAINT jd_pkey")
    with pytest.raises(NoKey, match="jd"):
        trial.follow()


def test_changes_of_other_tables_do_not_pin_the_sources_log(trial: Pair) -> None:
    trial.follow()
    trial.at_source("CREATE TABLE other AS SELECT repeat('x', 1000) FROM generate_series(1, 5000)")
    trial.follow()
    slot = "FROM pg_replication_slots WHERE database = current_database()"
    lag = f"SELECT pg_current_wal_lsn() - confirmed_flush_lsn {slot}"
    assert int(str(trial.at_source(lag)[0][0])) < 100_000


def test_a_clock_that_goes_back_turns_no_moment_back(trial: Pair) -> None:
    trial.at_source(CASE.format(1, 1))
    trial.follow()
    trial.at_target("UPDATE mj_position SET moment = TIMESTAMP '2199-01-01'")
    trial.at_source("UPDATE aj SET bdje = 2 WHERE ajbs = 1")
    trial.follow()
    assert asked(trial.target, f"SELECT _from > TIMESTAMP '2199-01-01' FROM case_main WHERE {NOW}") == [(True,)]


def test_a_mapped_column_that_is_dropped_halts_the_source_until_the_declaration_is_mended(trial: Pair) -> None:
    trial.at_source(CASE.format(1, 1))
    trial.follow()
    trial.at_source("ALTER TABLE aj DROP COLUMN jarq")
    trial.at_source("UPDATE aj SET zt = '90' WHERE ajbs = 1")
    with pytest.raises(ShapeBroken, match="jarq"):
        trial.follow()
    assert trial.at_target("SELECT state FROM mj_position") == [("halted",)]
    assert trial.at_target(f"SELECT status FROM case_main WHERE {NOW}") == [("open",)]
    feed = trial.system.tables[1].feeds[0]
    kept = {name: value for name, value in feed.columns.items() if name != "closed_on"}
    mended = replace(trial.system.tables[1], feeds=(replace(feed, columns=kept),))
    trial.system = replace(trial.system, tables=(trial.system.tables[0], mended, *trial.system.tables[2:]))
    trial.follow()
    assert trial.at_target(f"SELECT status FROM case_main WHERE {NOW}") == [("closed",)]

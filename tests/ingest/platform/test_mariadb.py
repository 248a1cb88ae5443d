"""A MariaDB followed by its binlog: what its types become, what its schema changes do, what killing leaves."""

from __future__ import annotations

import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pymysql
import pytest

from mingjing.ingest.apply.binlog import FollowedBinlog, followed_binlog
from mingjing.ingest.apply.kinds import verified
from mingjing.ingest.capture.binlog import settings
from mingjing.ingest.capture.maria_server import MariaServer
from mingjing.ingest.declared.loading import read_system
from mingjing.ingest.declared.system import System
from mingjing.ingest.errors import BadSystem, ShapeBroken, SlotLost, SourceGone, WrongSettings
from tests.ingest.platform.pair import asked, new_database
from tests.ingest.platform.pushing_house import apply_all, for_ever

NUMBERS = count(1)
NOW = "_to = TIMESTAMP '9999-12-31'"
COURT = f"SELECT case_id, case_number, amount_in_dispute_fen FROM case_main WHERE {NOW} ORDER BY 1"
DECLARED = """
name: maria
title: 执行系统
kind: mariadb
connection: MINGJING_MARIA
codes:
  case_kinds: {"0301": 民初}
tables:
  aj:
    label: 案件
    columns: {ajbs: [bigint, 案件标识], ah: [text, 案号], ajlx: [text, 类型代码], bdje: [numeric, 标的额（元）], larq: [date, 立案日], gxsj: [timestamptz, 更新], djsj: [timestamp, 登记], tbsq: [smallint, 特别授权], lsh: [numeric, 流水号]}
    feeds:
      case_main:
        key: ajbs
        columns: {case_number: ah, case_kind: {codes: case_kinds, of: ajlx}, amount_in_dispute_fen: {yuan: bdje}, filed_on: larq}
"""  # noqa: E501
TABLE = """
CREATE TABLE aj (ajbs BIGINT PRIMARY KEY, bz VARCHAR(20) DEFAULT 'x', ah VARCHAR(60), ajlx CHAR(4), bdje DECIMAL(18, 2),
  larq DATE, gxsj TIMESTAMP(6) NULL, djsj DATETIME(3), tbsq TINYINT(1), lsh BIGINT UNSIGNED)"""
ROW = "INSERT INTO aj (ajbs, ah, ajlx, bdje) VALUES ({0}, '案{0}', '0301', {1})"
FULL = (
    "INSERT INTO aj VALUES (7, 'x', '案7😀𠮷', '0301', -1234567890123456.78, '2025-03-01', "
    "'2025-03-01 08:00:00.123456', '2025-03-01 09:30:00.500', 1, 18446744073709551615)"
)


@pytest.fixture(scope="module")
def server() -> Iterator[MariaServer]:
    folder = Path(tempfile.mkdtemp(prefix="mj-maria-"))
    folder.chmod(0o755)
    try:
        with MariaServer(folder) as running:
            yield running
    finally:
        shutil.rmtree(folder)


class Maria:
    """A database of the server, its declaration, and the court that it is followed into."""

    def __init__(self, server: MariaServer, cluster: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server, self.name = server, f"court_{next(NUMBERS)}"
        self.target = new_database(cluster, f"maria_{self.name}")
        self.path = here / "maria.yaml"
        self.path.write_text(DECLARED, encoding="utf-8")
        self.database = ""
        self.do(f"CREATE DATABASE {self.name}")
        self.database = self.name
        self.do(TABLE)
        monkeypatch.setenv("MINGJING_MARIA", server.url(self.name))

    def do(self, *statements: str) -> None:
        """Statements, each a transaction."""
        said = settings(self.server.url(self.database)) | {"database": self.database or None}
        with closing(pymysql.connect(**said, autocommit=True, init_command="SET time_zone='+08:00'")) as con:
            for sql in statements:
                con.cursor().execute(sql)

    @property
    def system(self) -> System:
        return read_system(self.path)

    def made(self) -> FollowedBinlog:
        return followed_binlog(self.system, self.target)

    def follow(self) -> None:
        apply_all(self.made)

    def asked(self, sql: str) -> list[tuple[object, ...]]:
        return asked(self.target, sql)

    def differing(self, *, repair: bool = False) -> int:
        following = self.made()
        following.look_only()
        found = verified(following, following.system.tables[0], repair=repair)
        following.close()
        return found.found


@pytest.fixture
def maria(server: MariaServer, logical: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maria:
    return Maria(server, logical, tmp_path, monkeypatch)


@pytest.mark.parametrize("copied", [True, False])
def test_values_are_the_same_whether_copied_or_followed(maria: Maria, copied: bool) -> None:
    maria.do(*([FULL] if copied else []))
    maria.follow()
    maria.do(*([] if copied else [FULL]))
    maria.follow()
    values = "SELECT ah, bdje::text, larq::text, gxsj::text, djsj::text, tbsq, lsh::text FROM src_maria.aj"
    assert maria.asked(values.replace("gxsj::text", "(gxsj AT TIME ZONE 'UTC')::text")) == [
        ("案7😀𠮷", "-1234567890123456.78", "2025-03-01", "2025-03-01 00:00:00.123456", "2025-03-01 09:30:00.5", 1,
         "18446744073709551615")
    ]  # fmt: skip
    assert maria.differing() == 0


@pytest.mark.parametrize("copied", [True, False])
@pytest.mark.parametrize(
    ("column", "value"), [("larq", "0000-00-00"), ("djsj", "0000-00-00 00:00:00"), ("larq", "2025-02-00")]
)
def test_a_date_that_is_none_is_parked_and_the_others_go_on(
    maria: Maria, copied: bool, column: str, value: str
) -> None:
    odd = f"INSERT INTO aj (ajbs, ah, ajlx, {column}) VALUES (7, '案7', '0301', '{value}')"
    maria.do(*([odd] if copied else []))
    maria.follow()
    maria.do(*([] if copied else [odd]), ROW.format(8, 1))
    maria.follow()
    ((key, reason),) = maria.asked("SELECT row_key, reason FROM mj_parked")
    assert key == "7" and "不是" in str(reason) and "日期" in str(reason) and column in str(reason)
    assert maria.asked(COURT) == [(8, "案8", 100)]
    maria.do(f"UPDATE aj SET {column} = '2025-03-01' WHERE ajbs = 7")
    maria.follow()
    assert maria.asked("SELECT * FROM mj_parked") == [] and len(maria.asked(COURT)) == 2


def test_changes_become_versions_and_each_is_told_once(maria: Maria) -> None:
    maria.do(ROW.format(7, 1), ROW.format(8, 2))
    maria.follow()
    maria.do(
        "UPDATE aj SET bdje = 3 WHERE ajbs = 7",
        "UPDATE aj SET ajbs = 9 WHERE ajbs = 8",
        "DELETE FROM aj WHERE ajbs = 7",
    )
    maria.do("BEGIN", ROW.format(10, 5), "ROLLBACK")
    maria.follow()
    maria.follow()
    assert maria.asked(COURT) == [(9, "案8", 200)]
    log = maria.asked("SELECT op::text, row_key FROM mj_source_change ORDER BY position, seq")
    assert log == [("U", "7"), ("U", "9"), ("D", "7")]
    maria.do("TRUNCATE TABLE aj")
    maria.follow()
    assert maria.asked(COURT) == [] and maria.differing() == 0


def test_columns_that_are_not_declared_may_come_and_go(maria: Maria) -> None:
    maria.follow()
    maria.do(
        "ALTER TABLE aj ADD COLUMN xin INT DEFAULT 5 FIRST",
        ROW.format(7, 1),
        "ALTER TABLE aj DROP COLUMN bz",
        ROW.format(8, 2),
    )
    maria.follow()
    assert maria.asked(COURT) == [(7, "案7", 100), (8, "案8", 200)]
    assert maria.asked("SELECT count(*) FROM mj_schema_change") == [(2,)]


def test_a_declared_column_that_is_gone_halts_the_source_until_the_declaration_is_mended(maria: Maria) -> None:
    maria.follow()
    following = maria.made()
    following.prepare()
    maria.do(ROW.format(7, 1), "ALTER TABLE aj DROP COLUMN tbsq", ROW.format(8, 2))
    with pytest.raises(ShapeBroken, match="没有列 tbsq"):
        following.run(idle=0.01)
    following.close()
    assert maria.asked("SELECT state FROM mj_position") == [("halted",)]
    maria.path.write_text(DECLARED.replace("tbsq: [smallint, 特别授权], ", ""), encoding="utf-8")
    maria.follow()
    assert maria.asked(COURT) == [(7, "案7", 100), (8, "案8", 200)]


def test_values_rewritten_by_the_source_without_a_word_in_its_log_mark_the_table(maria: Maria) -> None:
    maria.do(ROW.format(7, 1.25))
    maria.follow()
    maria.do("ALTER TABLE aj MODIFY bdje DECIMAL(18, 0)")
    maria.follow()
    assert maria.asked("SELECT state FROM mj_source_table") == [("incomplete",)] and maria.differing() == 1
    following = maria.made()
    following.reload(["aj"])
    following.close()
    maria.follow()
    assert maria.asked(COURT) == [(7, "案7", 100)]
    assert maria.asked("SELECT state FROM mj_source_table") == [("ready",)] and maria.differing() == 0


def test_a_column_declared_later_is_marked_until_its_table_is_copied_anew(maria: Maria) -> None:
    maria.path.write_text(DECLARED.replace("tbsq: [smallint, 特别授权], ", ""), encoding="utf-8")
    maria.do(FULL)
    maria.follow()
    maria.path.write_text(DECLARED, encoding="utf-8")
    maria.follow()
    assert maria.asked("SELECT state FROM mj_source_table") == [("incomplete",)]


def test_a_row_changed_behind_its_back_is_found_and_mended(maria: Maria) -> None:
    maria.do(*(ROW.format(n, n) for n in range(1, 31)))
    maria.follow()
    maria.asked("UPDATE src_maria.aj SET bdje = 0 WHERE ajbs = 7")
    maria.asked("DELETE FROM src_maria.aj WHERE ajbs = 8")
    maria.asked("INSERT INTO src_maria.aj (ajbs) VALUES (99)")
    assert maria.differing(repair=True) >= 3
    assert maria.differing() == 0 and len(maria.asked(COURT)) == 30


WRONG = [
    ("ajbs: [bigint", "bz: [text, 备注], ajbs: [bigint", BadSystem, "来源的主键是 ajbs，声明的是 bz"),
    ("djsj: [timestamp,", "djsj: [timestamptz,", BadSystem, "来源的类型是 datetime，声明 timestamptz 须是 timestamp"),
    ("tbsq:", "tbsq2:", ShapeBroken, "没有列 tbsq2"),
]


@pytest.mark.parametrize(("was", "now", "error", "words"), WRONG)
def test_a_declaration_that_does_not_fit_the_source_is_refused(
    maria: Maria, was: str, now: str, error: type[Exception], words: str
) -> None:
    text = DECLARED.replace(was, now).replace("key: ajbs", "key: {hashed: [bz]}" if "bz" in now else "key: ajbs")
    maria.path.write_text(text, encoding="utf-8")
    with closing(maria.made()) as following, pytest.raises(error, match=words):
        following.prepare()


def test_a_source_whose_log_would_tell_less_is_refused(maria: Maria) -> None:
    maria.do("SET GLOBAL binlog_row_metadata = 'MINIMAL'")
    try:
        with closing(maria.made()) as following, pytest.raises(WrongSettings, match="binlog_row_metadata=FULL"):
            following.prepare()
    finally:
        maria.do("SET GLOBAL binlog_row_metadata = 'FULL'")


def test_a_place_that_the_source_has_forgotten_halts_it_loudly_until_it_is_copied_anew(maria: Maria) -> None:
    maria.do(ROW.format(7, 1))
    maria.follow()
    maria.do(ROW.format(8, 2), "FLUSH BINARY LOGS", ROW.format(9, 3), "FLUSH BINARY LOGS")
    ((last,),) = _rows(maria, "SHOW MASTER STATUS", 0)
    until = time.monotonic() + 20
    while (
        len(_rows(maria, "SHOW BINARY LOGS", 0)) > 1 and time.monotonic() < until
    ):  # readers that left hold it a while
        maria.do(f"PURGE BINARY LOGS TO '{last}'")
        time.sleep(0.1)
    maria.do("DELETE FROM aj WHERE ajbs = 7")
    with pytest.raises(SlotLost):
        maria.follow()
    following = maria.made()
    following.reload([])
    following.close()
    maria.follow()
    assert maria.asked(COURT) == [(8, "案8", 200), (9, "案9", 300)]


def _rows(maria: Maria, sql: str, column: int) -> list[tuple[Any, ...]]:
    with closing(pymysql.connect(**settings(maria.server.url(maria.name)))) as con, con.cursor() as cur:
        cur.execute(sql)
        return [(row[column],) for row in cur.fetchall()]


class Clerk(threading.Thread):
    """Somebody at work: new rows, changed rows, rows taken back, money moved between two cases, a ledger of it all."""

    def __init__(self, url: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.url, self.rng, self.over, self.next = url, random.Random(seed), threading.Event(), seed * 1_000_000

    def run(self) -> None:
        while not self.over.is_set():
            with suppress(pymysql.MySQLError), closing(pymysql.connect(**settings(self.url))) as con:
                while not self.over.is_set():
                    self.work(con)
                    time.sleep(0.004)
            time.sleep(0.1)

    def work(self, con: Any) -> None:
        a, b = self.rng.sample(range(1, 51), 2)
        self.next += 1
        run = con.cursor().execute
        run(ROW.format(self.next, 0))
        told = [self.next]
        if self.rng.random() < 0.3:
            run(f"DELETE FROM aj WHERE ajbs = {self.next}")
            told.append(self.next)
        for case in sorted((a, b)):
            run(f"UPDATE aj SET bdje = bdje + {5 if case == a else -5} WHERE ajbs = {case}")
            told.append(case)
        run("INSERT INTO tally (k) VALUES " + ", ".join(f"({k})" for k in told))
        (con.rollback if self.rng.random() < 0.1 else con.commit)()


def progress(maria: Maria) -> None:
    """Wait until something more has been applied; a process that found its source away has ended by then."""
    changes = "SELECT changes FROM mj_position"
    before, until = maria.asked(changes), time.monotonic() + 3
    while maria.asked(changes) == before and time.monotonic() < until:
        time.sleep(0.02)


def faults(maria: Maria, rounds: int, seed: int) -> None:
    """Kill the reader or the source while people work: all that was told is the source's own ledger."""
    maria.do(
        *(ROW.format(n, 1000) for n in range(1, 51)),
        "CREATE TABLE tally (n BIGINT AUTO_INCREMENT PRIMARY KEY, k BIGINT)",
    )
    maria.follow()
    rng, process, totals = random.Random(seed), for_ever(maria.made), set()
    clerks = [Clerk(maria.server.url(maria.name), n) for n in (1, 2)]
    for clerk in clerks:
        clerk.start()
    for number in range(rounds):
        progress(maria)
        time.sleep(rng.uniform(0.0, 0.2))
        totals |= set(maria.asked(f"SELECT sum(amount_in_dispute_fen)::bigint FROM case_main WHERE {NOW}"))
        if number % 5 == 3:
            maria.server.kill()
            maria.server.start()
        else:
            process.kill()
            process.join()
        if not process.is_alive():
            process = for_ever(maria.made)
    for clerk in clerks:
        clerk.over.set()
        clerk.join(30)
    process.kill()
    process.join()
    assert maria.asked("SELECT changes > 200 FROM mj_position") == [(True,)]  # by those that were killed
    maria.follow()
    assert totals == {(5_000_000,)}, "money moved between two cases was seen half moved"
    told: dict[str, int] = {}
    for (key,) in _rows(maria, "SELECT k FROM tally", 0):
        told[str(key)] = told.get(str(key), 0) + 1
    heard = dict(maria.asked("SELECT row_key, count(*) FROM mj_source_change GROUP BY 1"))
    assert heard == told
    assert maria.differing() == 0


# the driver leaves its socket to the garbage when a server does not answer
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
def test_whatever_is_killed_nothing_is_lost_doubled_or_out_of_order(maria: Maria) -> None:
    faults(maria, rounds=10, seed=4)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5, 10))
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
def test_a_hundred_kills_lose_nothing(maria: Maria, seed: int) -> None:
    faults(maria, rounds=20, seed=seed)


def test_a_source_that_is_gone_says_so_and_is_taken_up_again(maria: Maria) -> None:
    maria.do(ROW.format(7, 1))
    maria.follow()
    following = maria.made()
    following.prepare()
    threading.Timer(0.3, maria.server.kill).start()
    with pytest.raises(SourceGone):
        following.run(idle=0.01)
    following.close()
    maria.server.start()
    maria.do(ROW.format(8, 2))
    maria.follow()
    assert maria.asked(COURT) == [(7, "案7", 100), (8, "案8", 200)]

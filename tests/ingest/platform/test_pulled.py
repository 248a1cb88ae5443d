"""Tables pulled by their watermark: what is new, what is late, what is gone, whatever is killed."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import psycopg
import pytest

from mingjing.ingest.apply.kinds import verified
from mingjing.ingest.apply.pulled import pulled
from mingjing.ingest.declared.loading import read_system
from mingjing.ingest.declared.system import System
from mingjing.ingest.errors import BadSystem
from tests.ingest.platform.pair import asked, new_database
from tests.ingest.platform.pushing_house import CASES, apply_all, for_ever, wait_for_changes

NUMBERS = count(1)
NOW = "_to = TIMESTAMP '9999-12-31'"
COURT = f"SELECT case_id, amount_in_dispute_fen FROM case_main WHERE {NOW} ORDER BY 1"
TABLE = """
    CREATE TABLE aj (ajbs BIGINT PRIMARY KEY, ah VARCHAR(60), ajlx CHAR(4), bdje NUMERIC(18, 2), larq DATE,
      gxsj TIMESTAMPTZ DEFAULT clock_timestamp())"""
ROW = "INSERT INTO aj VALUES ({0}, '案{0}', '0301', {1}, '2025-03-01')"


class Pull:
    """A source that may only be read, and the court that it is read into."""

    def __init__(self, cluster: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        number = next(NUMBERS)
        self.source, self.target = (new_database(cluster, f"pull_{n}_{number}") for n in ("from", "into"))
        self.path = here / "pull.yaml"
        columns = CASES.replace("larq: [date, 立案日]}", "larq: [date, 立案日], gxsj: [timestamptz, 更新]}")
        self.path.write_text(
            "name: pull\ntitle: 旧系统\nkind: pull\nconnection: MINGJING_PULL\n" + columns, encoding="utf-8"
        )
        monkeypatch.setenv("MINGJING_PULL", self.source)
        self.do(TABLE)

    def do(self, sql: str) -> list[tuple[object, ...]]:
        return asked(self.source, sql)

    def system(self, **said: object) -> System:
        made = read_system(self.path)
        reading = {"watermark": "gxsj", "overlap": 1, "every_seconds": 0} | said
        return replace(made, tables=(replace(made.tables[0], reading=reading),))

    def read(self, **said: object) -> None:
        apply_all(lambda: pulled(self.system(**said), self.target))

    def asked(self, sql: str) -> list[tuple[object, ...]]:
        return asked(self.target, sql)

    def differing(self, *, repair: bool = False) -> int:
        following = pulled(self.system(), self.target)
        following.look_only()
        found = verified(following, following.system.tables[0], repair=repair)
        following.close()
        return found.found


@pytest.fixture
def pull(logical: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pull:
    return Pull(logical, tmp_path, monkeypatch)


def test_what_is_new_is_read_and_what_is_the_same_is_no_change(pull: Pull) -> None:
    pull.do(f"{ROW.format(7, 1)}; {ROW.format(8, 2)}")
    pull.read()
    pull.read()
    pull.do("UPDATE aj SET bdje = 3, gxsj = clock_timestamp() WHERE ajbs = 7")
    pull.read()
    assert pull.asked(COURT) == [(7, 300), (8, 200)]
    assert pull.asked("SELECT row_key FROM mj_source_change ORDER BY position, seq") == [("7",), ("8",), ("7",)]
    assert pull.differing() == 0


def test_what_is_gone_and_what_no_watermark_told_of_is_found_by_the_keys(pull: Pull) -> None:
    pull.do(f"{ROW.format(7, 1)}; {ROW.format(8, 2)}")
    pull.read()
    pull.do(f"DELETE FROM aj WHERE ajbs = 7; {ROW.format(9, 3)}; UPDATE aj SET gxsj = '2020-01-01' WHERE ajbs = 9")
    pull.do(f"{ROW.format(10, 4)}; UPDATE aj SET gxsj = NULL WHERE ajbs = 10")
    pull.read()
    assert pull.asked(COURT) == [(8, 200), (9, 300), (10, 400)]


def test_a_value_that_does_not_fit_is_parked_and_the_others_go_on(pull: Pull) -> None:
    pull.do("ALTER TABLE aj ALTER larq TYPE TEXT")
    pull.do(f"{ROW.format(7, 1)}; {ROW.format(8, 2)}; UPDATE aj SET larq = '二月' WHERE ajbs = 7")
    pull.read()
    assert pull.asked(COURT) == [(8, 200)]
    assert "列 larq 的值“二月”不是日期" in str(pull.asked("SELECT reason FROM mj_parked"))


def test_a_row_changed_behind_its_back_is_found_and_mended(pull: Pull) -> None:
    pull.do("; ".join(ROW.format(n, n) for n in range(1, 21)))
    pull.read()
    pull.asked("UPDATE src_pull.aj SET bdje = 0 WHERE ajbs = 7; DELETE FROM src_pull.aj WHERE ajbs = 8")
    assert pull.differing(repair=True) >= 2 and pull.differing() == 0


def test_a_declaration_without_a_watermark_is_refused(pull: Pull) -> None:
    with pytest.raises(BadSystem, match="watermark 须是一个声明了的列"):
        pulled(pull.system(watermark="ah"), pull.target)


class Clerk(threading.Thread):
    """Somebody at work, who moves the watermark with every change, and takes rows back."""

    def __init__(self, dsn: str) -> None:
        super().__init__(daemon=True)
        self.dsn, self.rng, self.over, self.next = dsn, random.Random(5), threading.Event(), 1000

    def run(self) -> None:
        with suppress(psycopg.Error), psycopg.connect(self.dsn) as con:
            while not self.over.is_set():
                self.next += 1
                con.execute(ROW.format(self.next, 1))
                con.execute(
                    "UPDATE aj SET bdje = bdje + 1, gxsj = clock_timestamp() WHERE ajbs = %s",
                    (self.rng.randrange(1, 50),),
                )
                con.execute("DELETE FROM aj WHERE ajbs = %s", (self.rng.randrange(1001, self.next + 5),))
                con.commit()
                time.sleep(0.005)


def test_whatever_is_killed_the_rows_are_the_sources(pull: Pull) -> None:
    pull.do("; ".join(ROW.format(n, 0) for n in range(1, 51)))
    pull.read()
    system, rng, clerk = pull.system(compare_seconds=0), random.Random(6), Clerk(pull.source)
    clerk.start()
    process = for_ever(lambda: pulled(system, pull.target))
    for _ in range(20):
        time.sleep(rng.uniform(0.1, 0.5))
        process.kill()
        process.join()
        process = for_ever(lambda: pulled(system, pull.target))
    clerk.over.set()
    clerk.join(30)
    wait_for_changes(pull.asked, 150)
    process.kill()
    process.join()
    pull.read()
    assert pull.asked(COURT) == pull.do("SELECT ajbs, (bdje * 100)::bigint FROM aj ORDER BY 1")
    assert pull.differing() == 0
    versions = """
        SELECT count(*) FROM case_main a JOIN case_main b
        ON a.case_id = b.case_id AND a._from < b._from AND b._from < a._to"""
    assert pull.asked(versions) == [(0,)]

"""Files laid down in a folder: four kinds, two encodings, each read once, and nothing bent on the way."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from mingjing.ingest.apply import folder as reading
from mingjing.ingest.apply.folder import laid_down
from mingjing.ingest.apply.kinds import verified
from mingjing.ingest.declared.system import System
from mingjing.ingest.errors import BadSystem, SourceGone
from tests.ingest.platform.pair import asked, new_database
from tests.ingest.platform.pushing_house import apply_all, case, declared, for_ever, wait_for_changes

NUMBERS = count(1)
HEADER = "ajbs,ah,ajlx,bdje,larq\n"
ROWS = "7,案7,0301,12.34,2025-03-01\n8,案8,0302,,\n"
NOW = "_to = TIMESTAMP '9999-12-31'"
COURT = f"SELECT case_id, case_number, case_kind, amount_in_dispute_fen, filed_on FROM case_main WHERE {NOW} ORDER BY 1"
SEVEN = (7, "案7", "民初", 1234, dt.date(2025, 3, 1))
EIGHT = (8, "案8", "民终", None, None)


class Drop:
    """A folder of files, its declaration, and the court that they are read into."""

    def __init__(self, cluster: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.target = new_database(cluster, f"dropped_{next(NUMBERS)}")
        self.folder = here / "drop"
        self.folder.mkdir()
        self.here = here
        monkeypatch.setenv("MINGJING_DROP", str(self.folder))

    def system(self, files: str, more: str = "") -> System:
        made = declared(self.here, "drop", "files")
        table = made.tables[0]
        said = {"files": files} | (json.loads(more) if more else {})
        return type(made)(
            made.name, made.title, made.kind, made.connection, (type(table)(**_fields(table, said)),), made.codes
        )

    def read(self, system: System) -> None:
        apply_all(lambda: laid_down(system, self.target))

    def asked(self, sql: str) -> list[tuple[object, ...]]:
        return asked(self.target, sql)


def _fields(table: Any, said: dict[str, Any]) -> dict[str, Any]:
    return {n: getattr(table, n) for n in table.__dataclass_fields__} | {"reading": said}


@pytest.fixture
def drop(logical: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drop:
    return Drop(logical, tmp_path, monkeypatch)


def workbook(path: Path, *rows: list[Any]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER.strip().split(","), *rows):
        sheet.append(row)
    book.save(path)
    book.close()


def a_parquet(path: Path) -> None:
    rows = [
        {"ajbs": 7, "ah": "案7", "ajlx": "0301", "bdje": Decimal("12.34"), "larq": dt.date(2025, 3, 1)},
        {"ajbs": 8, "ah": "案8", "ajlx": "0302", "bdje": None, "larq": None},
    ]
    parquet.write_table(pa.Table.from_pylist(rows), path)


def json_lines(path: Path) -> None:
    rows = [case(7, bdje=12.34), case(8, ajlx="0302", bdje=None, larq=None)]
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


WRITERS: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "utf-8": ("aj.csv", lambda p: p.write_text(HEADER + ROWS, encoding="utf-8")),
    "utf-8 with a mark": ("aj.csv", lambda p: p.write_text(HEADER + ROWS, encoding="utf-8-sig")),
    "gb18030": ("aj.csv", lambda p: p.write_text(HEADER + ROWS, encoding="gb18030")),
    "xlsx": (
        "aj.xlsx",
        lambda p: workbook(
            p, [7, "案7", "0301", 12.34, dt.datetime(2025, 3, 1)], [8, "案8", "0302", None, None], [None] * 5
        ),
    ),
    "parquet": ("aj.parquet", a_parquet),
    "jsonl": ("aj.jsonl", json_lines),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_becomes_rows_of_the_court_once(drop: Drop, kind: str) -> None:
    name, write = WRITERS[kind]
    system = drop.system(name, '{"encoding": "gb18030"}' if kind == "gb18030" else "")
    write(drop.folder / name)
    drop.read(system)
    assert drop.asked(COURT) == [SEVEN, EIGHT]
    drop.read(system)
    assert drop.asked("SELECT count(*) FROM mj_source_change") == [(2,)]
    assert drop.asked("SELECT * FROM mj_parked") == []


def written_exactly(path: Path, number: str, row: list[Any]) -> None:
    """A workbook whose file says 77.5 with other digits: the library would round them, as Excel does not."""
    workbook(path, row)
    with ZipFile(path) as book:
        parts = {n: book.read(n) for n in book.namelist()}
    with ZipFile(path, "w") as book:
        for name, body in parts.items():
            book.writestr(name, body.replace(b"<v>77.5</v>", f"<v>{number}</v>".encode()))


BENT: list[tuple[str, Callable[[Path], Any], str]] = [
    ("aj.xlsx", lambda p: workbook(p, [7, 20250115, "0301", 1, None]), "列 ah 的值“20250115”不是文字"),
    ("aj.xlsx", lambda p: written_exactly(p, "310115199001011230", [77.5, "案7", "0301", 1, None]),
     "列 ajbs 的值“3.101151990010112e+17”是浮点数，15 位以后"),
    ("aj.xlsx", lambda p: written_exactly(p, "310115199001011230", [7, 77.5, "0301", 1, None]),
     "列 ah 的值“3.101151990010112e+17”不是文字"),
    ("aj.xlsx", lambda p: written_exactly(p, "0.30000000000000004", [7, "案7", "0301", 77.5, None]),
     "列 bdje 的值“0.30000000000000004”是浮点数"),
    ("aj.xlsx", lambda p: workbook(p, [7, "案7", "0301", "=1+1", None]), "“=1+1”是公式，请粘贴为值"),
    ("aj.xlsx", lambda p: workbook(p, [7, "案7", "0301", 1, dt.datetime(2025, 3, 1, 9)]), "带有时刻，而该列是日期"),
    ("aj.csv", lambda p: p.write_text(HEADER + "7,案7,0301,12.34\n", "utf-8"), "有 4 个字段，表头有 5 列"),
    ("aj.csv", lambda p: p.write_text(HEADER + ROWS, "gb18030"), "文件 aj.csv 第 2 行起不是声明的编码 utf-8"),
    ("aj.csv", lambda p: p.write_text("ajbs,ajbs\n7,7\n", "utf-8"), "文件 aj.csv 第一行须是列名，不空、不重复"),
    ("aj.csv", lambda p: p.write_text("ajbs,ah\n7,案7\n", "utf-8"), "缺少列 ajlx（没有值请写 null）"),
    ("aj.jsonl", lambda p: p.write_text("[7]\n", "utf-8"), "不是一个 JSON 对象"),
    ("aj.parquet", lambda p: p.write_text("PAR1"), "文件 aj.parquet 读不出"),
    ("aj.xlsx", lambda p: p.write_text("no book"), "文件 aj.xlsx 读不出"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "write", "reason"), BENT)
def test_what_would_be_bent_is_parked_in_words(
    drop: Drop, name: str, write: Callable[[Path], Any], reason: str
) -> None:
    write(drop.folder / name)
    drop.read(drop.system(name))
    ((found,),) = drop.asked("SELECT reason FROM mj_parked")
    assert reason in str(found)
    assert drop.asked(COURT) == []


def test_a_file_of_another_encoding_is_not_read_as_rubbish_and_is_let_go_once_it_is_right(drop: Drop) -> None:
    system = drop.system("aj.csv", '{"encoding": "gb18030"}')
    (drop.folder / "aj.csv").write_text(HEADER + ROWS, encoding="utf-8")
    drop.read(system)
    assert "像 UTF-8" in str(drop.asked("SELECT reason FROM mj_parked"))
    (drop.folder / "aj.csv").write_text(HEADER + ROWS, encoding="gb18030")
    drop.read(system)
    assert drop.asked("SELECT * FROM mj_parked") == [] and drop.asked(COURT) == [SEVEN, EIGHT]


def test_a_whole_delivery_ends_what_it_has_no_more_unless_a_key_cannot_be_read(drop: Drop) -> None:
    system = drop.system("aj_*.csv", '{"whole": true}')
    for day, rows in (("1", ROWS), ("2", "8,案8,0302,,\n七,,,,\n"), ("3", "8,案8,0302,,\n")):
        (drop.folder / f"aj_{day}.csv").write_text(HEADER + rows, encoding="utf-8")
        drop.read(system)
        assert (7,) in [r[:1] for r in drop.asked(COURT)] or day == "3"
    assert drop.asked(COURT) == [EIGHT]
    assert drop.asked("SELECT count(*) FROM case_main WHERE case_id = 8") == [(1,)]


def test_what_is_still_being_written_is_left_alone(drop: Drop) -> None:
    (drop.folder / "aj_1.csv.part").write_text(HEADER + ROWS, encoding="utf-8")
    (drop.folder / ".aj_1.csv").write_text(HEADER + ROWS, encoding="utf-8")
    drop.read(drop.system("aj_*.csv"))
    assert drop.asked("SELECT count(*) FROM mj_file") == [(0,)]


def test_a_file_that_is_gone_half_read_halts_the_source(drop: Drop) -> None:
    system = drop.system("aj.csv")
    drop.read(system)
    drop.asked(
        "INSERT INTO mj_file VALUES ('drop', 1, 'aj', 'aj.csv', 'x');"
        f"UPDATE mj_position SET position = {reading.ROWS + 5}"
    )
    with pytest.raises(SourceGone, match="读到第 5 行后不见了"):
        drop.read(system)
    assert drop.asked("SELECT state FROM mj_position") == [("halted",)]


def test_a_declaration_that_does_not_say_how_to_read_is_refused(drop: Drop) -> None:
    for files, more in (("aj.doc", ""), ("aj.csv", '{"encoding": "big5"}')):
        with pytest.raises(BadSystem):
            laid_down(drop.system(files, more), drop.target)


def test_what_was_changed_behind_its_back_is_found_and_mended(drop: Drop) -> None:
    system = drop.system("aj.csv")
    (drop.folder / "aj.csv").write_text(HEADER + ROWS, encoding="utf-8")
    drop.read(system)
    drop.asked("UPDATE src_drop.aj SET bdje = 1 WHERE ajbs = 7")
    following = laid_down(system, drop.target)
    following.look_only()
    following.capture.start(0)
    assert verified(following, system.tables[0], repair=True).repaired == 1
    assert verified(following, system.tables[0]).found == 0
    following.close()


def test_whatever_is_killed_every_row_of_every_file_is_applied_once(
    drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TRANSACTION", 50)
    rng, system = random.Random(2), drop.system("aj_*.csv")
    drop.read(system)
    process, rows = for_ever(lambda: laid_down(system, drop.target)), 0
    for number in range(20):
        body = "".join(f"{n},案{n},0301,{number},2025-03-01\n" for n in rng.sample(range(1, 2000), 400))
        rows += 400
        part = (
            drop.folder / f"aj_{rng.randrange(10**6):06}_{number}.csv.part"
        )  # names do not follow the order of arrival
        part.write_text(HEADER + body, encoding="utf-8")
        part.rename(part.with_suffix(""))
        time.sleep(rng.uniform(0.1, 0.5))
        process.kill()
        process.join()
        process = for_ever(lambda: laid_down(system, drop.target))
    wait_for_changes(drop.asked, 100)
    process.kill()
    process.join()
    drop.read(system)
    assert drop.asked("SELECT count(*), count(DISTINCT (position, seq)) FROM mj_source_change") == [(rows, rows)]
    assert drop.asked("SELECT count(*), count(DISTINCT digest) FROM mj_file") == [(20, 20)]
    following = laid_down(system, drop.target)
    following.look_only()
    assert verified(following, system.tables[0]).found == 0
    following.close()

"""A court of a few cases with the real schema, until the sample court is there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

import mingjing.store
from mingjing.court.catalogue import TABLES, VERSION
from mingjing.court.courts import BY_CODE, SHANGHAI
from mingjing.store.schema import create_statements

XUHUI, PUDONG = 9, 18
KNOWN, END = dt.datetime(2024, 1, 1), dt.datetime(9999, 12, 31)


def put(con, table, rows):
    for row in rows:
        row = {"_from": KNOWN, "_to": END, **row}
        marks = ", ".join("?" * len(row))
        con.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def build(out: Path, dead: int = 30) -> None:
    con = duckdb.connect(str(out))
    for s in create_statements():
        con.execute(s)
    put(con, "court", [
        {"court_id": c.court_id, "code": c.code, "name": c.name, "level": c.level,
         "parent_id": BY_CODE[c.above].court_id if c.above else None} for c in SHANGHAI])
    for i in range(1, 2 * dead + 1):
        court = XUHUI if i % 3 else PUDONG
        put(con, "case_main", [{
            "case_id": i, "case_number": f"（2025）沪01{court:02}民初{i}号", "court_id": court, "case_kind": "民初",
            "cause_name": "民间借贷纠纷", "filed_on": dt.date(2025, 3, 1), "status": "open", "secret_level": 2 if i == 4 else 0,
            "juvenile": i == 5, "amount_in_dispute_fen": 12345600}])
        put(con, "subject", [{"subject_id": i, "kind": "person", "id_key": f"key{i:028}", "name": f"王甲{i % 10}"}])
        put(con, "party", [{"party_id": i, "case_id": i, "subject_id": i, "role": "defendant", "side": "B", "name_as_written": f"王甲{i % 10}"}])
        put(con, "milestone_event", [{"milestone_event_id": i, "case_id": i, "milestone": "C03", "passed_at": dt.datetime(2025, 3, 1, 2)}])
        put(con, "document", [{"document_id": i, "case_id": i, "doc_type": "起诉状", "signed_on": dt.date(2025, 3, 1), "text": f"被告王甲{i % 10}"}])
        if i <= dead:
            key = TABLES["ext_death"].columns[0].name
            put(con, "ext_death", [{key: i, "id_key": f"key{i:028}", "name": f"王甲{i % 10}", "died_on": dt.date(2024, 5, 1), "status": "valid", "source_agency": "公安"}])
    con.execute((Path(mingjing.store.__file__).parent / "ledger.sql").read_text(encoding="utf-8"))
    con.execute("CREATE TABLE _mingjing (key VARCHAR, value VARCHAR)")
    con.executemany("INSERT INTO _mingjing VALUES (?, ?)", [["catalogue_version", str(VERSION)], ["data_as_of", "2025-12-31"]])
    con.close()

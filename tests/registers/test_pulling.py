"""Registers pulled from a hub, dropped as files or pushed: once, with history, and never silently wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from mingjing.identity.keys import Sm3Keyring
from mingjing.identity.numbers import person_number
from mingjing.registers.contract import FOLDER, contract, read_contract
from mingjing.registers.errors import BadContract
from mingjing.registers.pulling import pull
from mingjing.registers.rest import Hub
from mingjing.store.opening import connect
from tests.registers.conftest import AT, DAY, QUICK, death

DEATH = contract("death")
NEXT = AT + dt.timedelta(days=1)


def ask(court, sql):
    with connect(court) as con:
        return con.execute(sql).fetchall()


def in_force(court):
    return ask(court, "SELECT count(*) FROM ext_death WHERE _to = TIMESTAMP '9999-12-31'")[0][0]


def next_edition(hub, rows):
    hub.rows["death"], hub.data_on = rows, DAY + dt.timedelta(days=1)


def test_every_page_arrives(court, places):
    (kept,) = pull(court, [DEATH], places, AT)
    assert (kept.read, kept.added, kept.problem) == (4500, 4500, "")
    row = ask(court, "SELECT id_key, died_on, status, source_agency, data_on, _from FROM ext_death LIMIT 1")
    assert row == [("k1", dt.date(2025, 6, 1), "valid", "市公安局", DAY, AT)]


def test_the_same_delivery_is_taken_once(court, places):
    pull(court, [DEATH], places, AT)
    assert pull(court, [DEATH], places, NEXT) == []
    assert ask(court, "SELECT count(*) FROM ext_death") == [(4500,)]


def test_what_changed_and_what_ended_keeps_its_history(court, hub, places):
    pull(court, [DEATH], places, AT)
    next_edition(hub, [death(1, zt="2"), *(death(n) for n in range(3, 4501)), death(9000)])
    (kept,) = pull(court, [DEATH], places, NEXT)
    assert (kept.added, kept.changed, kept.ended) == (1, 1, 1)
    history = ask(court, "SELECT status, _from, _to FROM ext_death WHERE death_record_id = 1 ORDER BY _from")
    assert history == [("valid", AT, NEXT), ("revoked", NEXT, dt.datetime(9999, 12, 31))]
    assert in_force(court) == 4500


def test_unchanged_rows_are_not_written_again(court, hub, places):
    pull(court, [DEATH], places, AT)
    next_edition(hub, hub.rows["death"])
    (kept,) = pull(court, [DEATH], places, NEXT)
    assert (kept.added, kept.changed, kept.ended) == (0, 0, 0)
    assert ask(court, "SELECT max(data_on) FROM register_load") == [(DAY + dt.timedelta(days=1),)]


def test_a_hiccup_is_tried_again(court, hub, places):
    hub.hiccups = 2
    (kept,) = pull(court, [DEATH], places, AT)
    assert kept.added == 4500 and hub.asked > 3


def test_a_stopped_register_is_noted_and_the_others_go_on(court, hub, places):
    hub.stopped.add("death")
    hub.rows["marriage"] = [{"jlbh": 1, "zjmy": "a", "pozjmy": "b", "lb": "结婚", "djrq": "20200101"}]
    failed, taken = pull(court, [DEATH, contract("marriage")], places, AT)
    assert "没有取到死亡登记" in failed.problem and taken.added == 1
    assert in_force(court) == 0
    hub.stopped.clear()
    assert pull(court, [DEATH], places, NEXT)[0].added == 4500


@pytest.mark.parametrize(("url", "key", "said"), [("http://127.0.0.1:9", "", "没有应答"), (None, "wrong", "答以 401")])
def test_why_nothing_came_is_said(court, hub, places, url, key, said):
    elsewhere = dataclasses.replace(places, hub=Hub(url or hub.url, key, QUICK))
    assert said in pull(court, [DEATH], elsewhere, AT)[0].problem


def test_rows_that_cannot_be_kept_are_parked_and_end_nothing(court, hub, places):
    pull(court, [DEATH], places, AT)
    bad = [death(1, zt="7"), death(2, swrq="20250230"), death(3), death(3), {"mc": "无号"}, "not a row"]
    next_edition(hub, bad)
    (kept,) = pull(court, [DEATH], places, NEXT)
    assert (kept.rejected, kept.ended, in_force(court)) == (5, 0, 4500)
    reasons = [r for (r,) in ask(court, "SELECT reason FROM register_reject ORDER BY register_reject_id")]
    assert [r[:9] for r in reasons] == [
        "登记状态的代码“7",
        "死亡日期“2025",
        "记录标识 3 在同",
        "记录标识为空",
        "不是「字段: 值」",
    ]


def test_a_number_is_keyed_at_the_door_and_not_kept(court, hub, places):
    number = "310101199003071230"
    hub.rows["death"] = [death(1, zjmy="", zjhm=number), death(2, zjmy="", zjhm="310101199003071231")]
    ring = Sm3Keyring(bytes(range(16)))
    (kept,) = pull(court, [DEATH], dataclasses.replace(places, ring=ring), AT)
    assert ask(court, "SELECT id_key FROM ext_death") == [(ring.key(person_number(number)),)]
    ((given, reason),) = ask(court, "SELECT given, reason FROM register_reject")
    assert kept.rejected == 1 and "校验位不符" in reason and "19900307" not in given
    assert json.loads(given)["zjhm"] == "310***********1231"


def test_numbers_without_a_secret_are_refused_not_kept_bare(court, hub, places):
    hub.rows["death"] = [death(1, zjmy="", zjhm="310101199003071230")]
    assert pull(court, [DEATH], places, AT)[0].rejected == 1


def test_files_of_a_folder_are_taken_in_order_and_once(court, places):
    folder = Path(places.drop) / "housing_fund"
    folder.mkdir(parents=True)
    fund = contract("housing_fund")
    (folder / "2025-06-29-a.csv").write_text("jlbh,zjmy,yeje,zt\n1,k1,1234.56,正常\n", encoding="utf-8-sig")
    rows = [
        {"jlbh": 1, "zjmy": "k1", "yeje": "2000", "zt": "封存"},
        {"jlbh": 2, "zjmy": "k2", "yeje": 0.1, "zt": "正常"},
    ]
    (folder / "2025-06-30-b.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "2025-07-01-c.json.part").write_text("[", encoding="utf-8")
    first, second = pull(court, [fund], places, AT)
    assert (first.added, second.added, second.changed) == (1, 1, 1)
    assert ask(court, "SELECT balance_fen FROM ext_housing_fund ORDER BY _from, 1") == [(10,), (200000,)]
    assert pull(court, [fund], places, NEXT) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("新数据.json", "[]", "文件名"), ("2025-06-30-a.json", "{", "读不出"), ("2025-06-30-a.json", "{}", "读不出")],
)
def test_a_file_that_cannot_be_read_is_told(court, places, name, text, said):
    folder = Path(places.drop) / "vehicle"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    assert said in pull(court, [contract("vehicle")], places, AT)[0].problem


def test_an_expired_agreement_is_not_used(court, places):
    (kept,) = pull(court, [dataclasses.replace(DEATH, expires_on=dt.date(2025, 6, 29))], places, AT)
    assert "到期" in kept.problem and in_force(court) == 0


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("status: {from: zt", "state: {from: zt", "没有列 state"),
        ("death_record_id: {from: jlbh}", "id_key: {from: zjmy}", "没有说明记录标识"),
        ("as: yyyymmdd", "as: yuan", "不能按 yuan 读"),
        ('"1": valid', '"1": alive', "没有代码 alive"),
        ("by: rest", "by: post", "须是 rest"),
        ("fresh_days: 7", "fresh_day: 7", "fresh_days"),
    ],
)
def test_a_contract_that_does_not_fit_the_catalogue_is_refused(tmp_path, was, now, said):
    path = tmp_path / "death.yaml"
    path.write_text((FOLDER / "death.yaml").read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    with pytest.raises(BadContract, match=said):
        read_contract(path)

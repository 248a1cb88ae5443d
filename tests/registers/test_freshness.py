"""How fresh a register is, what may not alert on it, and the way round from a sample court through the hub."""

from __future__ import annotations

import datetime as dt

import pytest

from mingjing.registers.contract import contract, contracts
from mingjing.registers.demo_hub import DemoHub, lay_down, rows_of_court, running
from mingjing.registers.freshness import limits, standings, too_old
from mingjing.registers.pulling import Places, pull
from mingjing.registers.rest import Hub
from mingjing.scenario import library
from mingjing.store.opening import connect
from mingjing.store.writing import opened_for_writing
from tests.registers.conftest import AT, QUICK

NAMES = ("dead_party", "overdue_payout")


def later(days: int) -> dt.datetime:
    return AT + dt.timedelta(days=days)


def test_a_scenario_says_how_old_its_registers_may_be_else_the_contract_does():
    assert limits(library.load("dead_party")) == {"death": 30, "population": 60}
    assert limits(library.load("deregistered_company")) == {"company": contract("company").fresh_days}


def test_a_register_goes_from_never_to_fresh_to_stale_and_failing(court, hub, places):
    def state(at):
        with connect(court) as con:
            return next(s.state for s in standings(con, at) if s.contract.name == "death")

    assert state(AT) == "never"
    pull(court, [contract("death")], places, AT)
    assert (state(later(7)), state(later(8))) == ("fresh", "stale")
    hub.stopped.add("death")
    pull(court, [contract("death")], places, later(2))
    assert (state(later(2)), state(later(1))) == ("failing", "fresh")


@pytest.mark.parametrize(("days", "silent"), [(30, False), (31, True)])
def test_a_scenario_may_not_alert_on_what_is_older_than_it_allows(court, places, days, silent):
    pull(court, [contract("death")], places, AT)
    with connect(court) as con:
        found = too_old(con, [library.load(n) for n in NAMES], later(days))
    assert set(found) == ({"dead_party"} if silent else set())
    assert not silent or found["dead_party"] == "数据过期，未提醒：死亡登记数据截至 2025-06-30，已 31 天，超过 30 天"


def test_a_register_that_was_never_delivered_is_not_judged(court):
    with connect(court) as con:
        assert too_old(con, [library.load("dead_party")], AT) == {}


def test_what_was_not_known_yet_does_not_count(court, places):
    pull(court, [contract("death")], places, later(40))
    with connect(court) as con:
        assert too_old(con, [library.load("dead_party")], later(39)) == {}


def test_a_court_fed_through_the_hub_has_the_same_registers(small_court, court, tmp_path):
    rows, day = rows_of_court(small_court.data)
    assert lay_down(rows, day, tmp_path / "drop") > 5
    with running(DemoHub(("127.0.0.1", 0), rows, day)) as hub:
        places = Places(Hub(hub.url, "", QUICK), str(tmp_path / "drop"), tmp_path / "inbox")
        kept = pull(court, [c for c in contracts().values() if c.by != "push"], places, AT)
    assert [k.problem for k in kept] == [""] * len(kept) and sum(k.rejected for k in kept) == 0
    with opened_for_writing(court) as con:
        con.execute(f"ATTACH '{small_court.data}' AS was (READ_ONLY)")
        for c in contracts().values():
            columns = ", ".join(f'"{f.column}"' for f in c.fields)
            if c.by != "push":
                there = f"SELECT {columns} FROM was.{c.table} WHERE _to = TIMESTAMP '9999-12-31'"
                ours = f"SELECT {columns} FROM {c.table}"
                assert con.execute(f"({ours} EXCEPT {there}) UNION ({there} EXCEPT {ours})").fetchall() == []

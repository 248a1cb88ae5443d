"""The commands of the registers, against a hub that answers over HTTP."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from program import answer, run

from mingjing.registers.contract import contracts
from mingjing.registers.demo_hub import DemoHub, running
from mingjing.store.writing import opened_for_writing


def test_a_register_is_pulled_its_standing_told_and_a_stopped_one_found(tmp_path: Path) -> None:
    data = tmp_path / "court.duckdb"
    with opened_for_writing(data):
        pass
    rows = {name: [] for name in contracts()} | {"death": [{"jlbh": 1, "zjmy": "k", "zt": "1", "swrq": "20250601"}]}
    with running(DemoHub(("127.0.0.1", 0), rows, dt.date.today())) as hub:
        kept = answer("registers", "pull", "death", "--hub", hub.url, "--data", data)["deliveries"]
        assert [(k["register"], k["added"]) for k in kept] == [("death", 1)]
        hub.stopped.add("marriage")
        done = run("registers", "pull", "marriage", "--hub", hub.url, "--data", data)
        assert done.returncode == 1 and "没有取到婚姻登记" in done.stdout
    done = run("registers", "status", "--data", data, "--json")
    states = {r["name"]: r["state"] for r in json.loads(done.stdout.splitlines()[-1])["registers"]}
    assert done.returncode == 1 and (states["death"], states["marriage"], states["tax"]) == (
        "fresh",
        "failing",
        "never",
    )


def test_every_contract_tells_its_purpose_basis_and_end() -> None:
    for c in answer("registers", "list")["registers"]:
        assert c["purpose"] and c["basis"] and c["expires_on"] and c["fresh_days"] > 0
    done = run("registers", "pull", "no_such")
    assert done.returncode == 2 and "没有名为“no_such”的登记约定" in done.stderr

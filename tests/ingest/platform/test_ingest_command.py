"""The program follows a source, tells how it stands, compares and mends it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from mingjing.cli.main import main
from mingjing.ingest.supervising import Worker
from tests.ingest.platform.pair import Pair

CASE = "INSERT INTO aj VALUES ({0}, '案{0}', 1, '{1}', '民间借贷纠纷', '2025-03-01', NULL, NULL, 1, '10')"


def program(pair: Pair, monkeypatch: pytest.MonkeyPatch, *args: str) -> Result:
    monkeypatch.setenv("MINGJING_SOURCE_TRIAL", pair.source)
    monkeypatch.setenv("MINGJING_DATABASE", pair.target)
    return CliRunner().invoke(main, ["ingest", *args])


def test_a_source_is_followed_compared_and_mended(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.at_source(CASE.format(7, "0301"))
    assert program(trial, monkeypatch, "run", "trial", "--once").exit_code == 0
    assert program(trial, monkeypatch, "status").exit_code == 0
    assert program(trial, monkeypatch, "verify", "trial").exit_code == 0
    trial.at_target("UPDATE src_trial.aj SET ah = '改过' WHERE ajbs = 7")
    found = program(trial, monkeypatch, "verify", "trial", "--json")
    assert found.exit_code == 1 and json.loads(found.stdout.splitlines()[-1])["differing"] >= 1
    assert "已改正" in program(trial, monkeypatch, "verify", "trial", "aj", "--repair").output
    assert program(trial, monkeypatch, "verify", "trial").exit_code == 0


def test_a_refused_row_is_told_and_mapped_again(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.at_source(CASE.format(7, "0999"))
    program(trial, monkeypatch, "run", "trial", "--once")
    status = program(trial, monkeypatch, "status", "--json")
    (source,) = json.loads(status.stdout.splitlines()[-1])["sources"]
    assert status.exit_code == 1 and source["parked"] == 1 and not source["sound"]
    assert "存留 1 行" in program(trial, monkeypatch, "status").output
    assert program(trial, monkeypatch, "replay", "trial").exit_code == 1


def test_tables_are_loaded_again(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.at_source(CASE.format(7, "0301"))
    program(trial, monkeypatch, "run", "trial", "--once")
    trial.at_target("DELETE FROM src_trial.aj")
    assert program(trial, monkeypatch, "resnapshot", "trial", "aj").exit_code == 0
    assert trial.mirrored("aj")
    assert program(trial, monkeypatch, "resnapshot", "trial", "nothing").exit_code == 2


def test_what_cannot_be_followed_says_why(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有声明名为 nothing" in program(trial, monkeypatch, "run", "nothing").output
    trial.source = ""
    assert "MINGJING_SOURCE_TRIAL" in program(trial, monkeypatch, "run", "trial", "--once").output
    monkeypatch.delenv("MINGJING_DATABASE")
    assert "没有说汇入哪个业务库" in CliRunner().invoke(main, ["ingest", "status"]).output


def test_a_process_that_dies_is_started_again_but_not_one_that_was_used_wrongly() -> None:
    for code, again in ((3, True), (2, False)):
        said: list[str] = []
        worker = Worker("trial", ["/bin/sh", "-c", f"exit {code}"])
        worker.look(said.append)
        assert worker.process is not None
        worker.process.wait()
        worker.look(said.append)
        worker.next_at = 0.0
        worker.look(said.append)
        assert (worker.process is not None) is again and len(said) == 1
        worker.stop()

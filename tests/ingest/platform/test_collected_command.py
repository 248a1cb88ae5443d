"""The program follows, tells, compares and maps anew what no database of the source could be asked for."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mingjing.cli.main import main
from tests.ingest.platform.pair import asked, new_database
from tests.ingest.platform.pushing_house import CASES

NUMBERS = count(1)


@pytest.fixture
def target(logical: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of files, its declaration, and the court's database."""
    found = new_database(logical, f"collected_{next(NUMBERS)}")
    read = CASES.replace("    label: 案件\n", '    label: 案件\n    read: {files: "aj_*.csv"}\n')
    (tmp_path / "laid.yaml").write_text(
        "name: laid\ntitle: 旧系统\nkind: files\nconnection: MINGJING_LAID\n" + read, encoding="utf-8"
    )
    (tmp_path / "aj_1.csv").write_text(
        "ajbs,ah,ajlx,bdje,larq\n7,案7,0301,1,\n8,案8,0999,1,\n九,,,,\n", encoding="utf-8"
    )
    monkeypatch.setenv("MINGJING_SOURCES", str(tmp_path))
    monkeypatch.setenv("MINGJING_LAID", str(tmp_path))
    monkeypatch.setenv("MINGJING_DATABASE", found)
    return found


def program(*args: str) -> Result:
    return CliRunner().invoke(main, ["ingest", *args])


def test_files_are_followed_told_compared_mended_and_mapped_anew(target: str) -> None:
    assert "应用 2 笔变更" in program("run", "laid", "--once").output
    (source,) = json.loads(program("status", "--json").stdout.splitlines()[-1])["sources"]
    assert (source["state"], source["parked"], source["sound"]) == ("running", 2, False)
    assert program("verify", "laid").exit_code == 0
    asked(target, "UPDATE src_laid.aj SET ah = '改过' WHERE ajbs = 7")
    assert program("verify", "laid").exit_code == 1
    assert "已改正" in program("verify", "laid", "--repair").output
    assert "仍存留 2 行" in program("replay", "laid").output
    assert program("resnapshot", "laid", "aj").exit_code == 0
    assert asked(target, "SELECT case_id, case_number FROM case_main") == [(7, "案7")]


def test_a_source_without_its_address_says_which_variable(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGJING_LAID")
    assert "MINGJING_LAID" in program("run", "laid", "--once").output

"""The main job on real papers: import the judgments, screen for serial buyers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"
PROGRAM = Path(sys.executable).with_name("mingjing")

pytestmark = pytest.mark.real


def run(*args: str) -> dict[str, object]:
    """The JSON object that a command ends with."""
    done = subprocess.run([PROGRAM, *args, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    judgments = DATA / "judgments.jsonl.gz"
    assert judgments.is_file(), f"{judgments} is missing: put the folder of real papers there"
    into = tmp_path_factory.mktemp("real") / "real.duckdb"
    report = run("import", str(judgments), "--into", str(into))
    assert report["papers"] == report["taken"] == 2185
    return into


def test_real_serial_buyers_are_found_with_their_cases(real: Path) -> None:
    found = run("screen", "serial_buyer", "--data", str(real))
    rows = found["rows"]
    assert isinstance(rows, list)
    buyers = {r["subject_id"] for r in rows}
    assert len(rows) >= 50 and len(buyers) >= 10
    assert all(r["level"] == "low" for r in rows), "without id numbers a clue stays 疑似"
    assert all(len(r["evidence"]) >= 3 for r in rows), "each clue shows the suits that were counted"


def test_importing_the_same_papers_again_changes_nothing(real: Path) -> None:
    report = run("import", str(DATA / "judgments.jsonl.gz"), "--into", str(real))
    assert report["taken"] == 0 and report["repeated"] == 2185


def test_gold_papers_come_out_in_the_form_of_their_labels() -> None:
    done = subprocess.run(
        [PROGRAM, "read", str(DATA / "gold.jsonl"), "--as", "gold", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    labels = [json.loads(line) for line in (DATA / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in rows] == [r["id"] for r in labels]
    right = sum(r["gold"].get("case_no") == g["gold"].get("case_no") for r, g in zip(rows, labels, strict=True))
    assert right / len(rows) >= 0.92

"""The README's first screen shows what a newcomer will see."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingjing.cli.main import main

README = Path(__file__).parents[2] / "README.md"
SHOWN = re.compile(r"```console\n(\$ \.venv/bin/mingjing sample .*?)```", re.DOTALL)
SECONDS = re.compile(r"[\d.]+ 秒")


def test_the_scenario_on_the_first_screen_finds_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = SHOWN.search(README.read_text(encoding="utf-8"))
    assert shown
    commands = re.findall(r"^\$ \.venv/bin/mingjing (.+)$", shown[1], re.MULTILINE)
    said = [CliRunner().invoke(main, shlex.split(c), catch_exceptions=False).output for c in commands]
    found = shown[1].split(commands[-1])[1].strip()
    assert SECONDS.sub("", said[-1]).startswith(SECONDS.sub("", found))

"""The test rows of every scenario, found by walking the folders; a new scenario needs no test code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.scenario import library
from mingjing.scenario.yaml12 import load

FOLDERS = library.folders()
NAMES = library.names()
KEYS = {"name", "given", "as_of", "params", "expect", "undecided"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One row of a cases.yaml."""

    scenario: str
    row: Row

    @property
    def id(self) -> str:
        return f"{self.scenario}: {self.row['name']}"


def read_cases(folder: Path) -> list[Row]:
    """The rows of a folder; `shared` holds only what the rows refer to."""
    content = load((folder / "cases.yaml").read_text(encoding="utf-8"))
    assert set(content) <= {"shared", "rows"}, f"{folder.name}/cases.yaml 只有 shared 与 rows 两部分"
    for row in content["rows"]:
        assert set(row) <= KEYS, f"{folder.name}「{row.get('name')}」有不认识的字段：{set(row) - KEYS}"
        assert {"name", "given", "as_of", "expect"} <= set(row), f"{folder.name}「{row.get('name')}」不完整"
    return list(content["rows"])


def all_cases() -> list[Case]:
    """Every row of every scenario."""
    written = {name: FOLDERS[name] for name in NAMES if (FOLDERS[name] / "cases.yaml").is_file()}
    return [Case(name, row) for name, folder in written.items() for row in read_cases(folder)]

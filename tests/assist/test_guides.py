"""Every guide that comes with the program can be used, and a broken one says where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mingjing.assist import GUIDES, draft_of, guide, sheet_of
from mingjing.assist.checking import checked
from mingjing.assist.errors import BrokenGuide, UnknownGuide
from mingjing.assist.loading import load_guide
from mingjing.assist.reckoning import reckoned

DAY = dt.date(2025, 6, 1)
EXAMPLES = {
    "money": "1000",
    "date": "2024-01-02",
    "int": "3",
    "decimal": "3.5",
    "percent": "5",
    "months": "12",
    "bool": "是",
    "text": "某某",
    "payments": "2024-05-01:100",
}


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_with_nothing_known_reckons_nothing_and_guesses_nothing(name: str) -> None:
    sheet = sheet_of(guide(name), [], DAY)
    made = reckoned(sheet)
    assert all(one.answer.value is None for one in made)
    assert all(p.blank for paragraph in draft_of(sheet, made).paragraphs for p in paragraph if p.slot)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_with_everything_filled_in_can_be_checked_and_drafted(name: str) -> None:
    found = guide(name)
    said = {
        e.id: dict(e.asked.choices).get(e.asked.choices[0][0]) if e.asked.choices else EXAMPLES[e.asked.kind]
        for e in found.elements.values()
    }
    sheet = sheet_of(found, [], DAY, said)
    made = reckoned(sheet)
    checked(sheet, made)
    assert sheet.count("confirmed") == len(found.elements)
    assert draft_of(sheet, made).text


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_has_an_owner_a_basis_and_core_elements(name: str) -> None:
    found = guide(name)
    assert found.owner and found.basis and any(e.core for e in found.elements.values())
    assert found.out_of_date(dt.date(2030, 1, 1)) and not found.out_of_date(found.made_on)


def test_an_unknown_guide_names_those_there_are() -> None:
    with pytest.raises(UnknownGuide, match="drunk_driving"):
        guide("nothing")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("kind: money, points: [J999]", "没有编号为 J999 的信息点"),
        ("kind: monye", "应为 choice 或"),
    ],
)
def test_a_broken_guide_says_where(tmp_path: Path, wrong: str, says: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "title: 某\nscenario: S\ncauses: [某]\nowner: 某\nversion: 1\nmade_on: 2025-01-01\nreview_by: 2026-01-01\n"
        f"basis: []\nelements:\n  a: {{name: 甲, group: 乙, {wrong}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(BrokenGuide, match=says):
        load_guide(path)

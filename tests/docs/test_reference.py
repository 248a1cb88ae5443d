"""The reference pages say what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.cli.docs_command import pages
from mingjing.court.catalogue import TABLES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", list(pages()))
def test_a_reference_page_is_as_the_declarations_are(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], "run make docs"


def test_every_reference_between_tables_leads_to_a_table() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert column.refers is None or column.refers in TABLES, (table.name, column.name)


def test_every_name_and_identity_column_is_marked_as_personal_data() -> None:
    telling = ("id_key", "name_as_written", "legal_representative", "address")
    for table in TABLES.values():
        for column in table.columns:
            if column.name in telling or column.name.endswith("_id_key"):
                assert column.personal.value != "none", (table.name, column.name)


def test_every_link_in_the_documents_leads_somewhere() -> None:
    root = REFERENCE.parents[1]
    for page in [root / "README.md", *root.glob("docs/**/*.md"), root / "CONTRIBUTING.md"]:
        for target in linked(page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def linked(text: str) -> list[str]:
    """Targets of the links of a page that are files of ours."""
    parts = [p.split(")", 1)[0] for p in text.split("](")[1:]]
    return [p.split("#")[0] for p in parts if p and not p.startswith(("http", "#"))]

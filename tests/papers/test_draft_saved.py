"""The case system hands in a draft when a judge saves it: the court's data says it within the second."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import PAPERS_OF, XUHUI
from test_uploads import TEXT

from mingjing.lifecycle import court_data
from mingjing.lifecycle.cases import opened

pytestmark = pytest.mark.django_db
NUMBER = "SELECT case_number FROM case_main WHERE case_id = ? AND _to = TIMESTAMP '9999-12-31'"
AMOUNTS = """
    SELECT DISTINCT value, _to = TIMESTAMP '9999-12-31' FROM info_point
    WHERE document_id = ? AND value IN ('500000', '600000') ORDER BY ALL"""
SECONDS = 3.0
"""Of processor time, on a machine that runs other tests; the bench says how long it takes on a quiet one."""


@pytest.fixture
def own(settings, sample_path: Path, tmp_path: Path) -> Iterator[Path]:
    """Court data that the test may write to."""
    settings.MINGJING_DATA = Path(shutil.copy(sample_path, tmp_path / "court.duckdb"))
    yield settings.MINGJING_DATA
    court_data._open.cache_clear()


@pytest.fixture
def draft(own, db) -> str:
    """A draft of a case of 徐汇."""
    _, case = opened().con.execute(PAPERS_OF, [XUHUI]).fetchone()
    (number,) = opened().con.execute(NUMBER, [case]).fetchone()
    return TEXT.replace("（2031）沪0104民初99901号", number)


def test_a_saved_draft_stands_in_the_data_and_the_next_one_replaces_it(browse, draft):
    me = browse("judge")
    started = time.process_time()
    status, first = me("POST", "/papers/drafts", {"text": draft, "name": "判决书草稿"})
    assert (status, first["version"], first["status"], first["changed"]) == (200, 1, "draft", True)
    assert time.process_time() - started < SECONDS
    status, second = me("POST", "/papers/drafts", {"text": draft.replace("5,000元", "6,000元"), "name": "判决书草稿"})
    assert (status, second["version"], second["key"]) == (200, 2, first["key"])
    told = opened().con.execute(AMOUNTS, [int(first["key"][1:])]).fetchall()
    assert told == [("500000", False), ("600000", True)]
    assert me("GET", f"/papers/{first['key']}")[0] == 200


def test_the_same_text_is_no_new_version(browse, draft):
    me = browse("judge")
    me("POST", "/papers/drafts", {"text": draft, "name": "判决书草稿"})
    status, again = me("POST", "/papers/drafts", {"text": draft, "name": "判决书草稿"})
    assert (status, again["version"], again["changed"]) == (200, 1, False)


def test_a_draft_of_another_court_or_of_no_case_is_refused(browse, draft):
    assert browse("judge")("POST", "/papers/drafts", {"text": TEXT, "name": "草稿"})[0] == 403
    assert browse("judge")("POST", "/papers/drafts", {"text": "本院认为，……", "name": "草稿"})[0] == 422
    assert browse("engineer")("POST", "/papers/drafts", {"text": draft, "name": "草稿"})[0] == 403

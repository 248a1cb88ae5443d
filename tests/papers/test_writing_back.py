"""What people say on the screen reaches the court's data, which is closed to readers for that moment only."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from house import PAPERS_OF, XUHUI
from test_checking import corrected, point

from mingjing.lifecycle import court_data
from mingjing.lifecycle.cases import opened
from mingjing.papers.models import Paper
from mingjing.papers.writing_back import waiting, write_back
from mingjing.store.errors import NotCourtData

pytestmark = pytest.mark.django_db
STANDS = """SELECT value, read_by FROM info_point
    WHERE document_id = ? AND code = ? AND _to = TIMESTAMP '9999-12-31'"""


@pytest.fixture
def own(settings, sample_path: Path, tmp_path: Path) -> Path:
    """Court data that the test may write to."""
    settings.MINGJING_DATA = Path(shutil.copy(sample_path, tmp_path / "court.duckdb"))
    yield settings.MINGJING_DATA
    court_data._open.cache_clear()


@pytest.fixture
def paper(own, db) -> str:
    return f"d{opened().con.execute(PAPERS_OF, [XUHUI]).fetchone()[0]}"


def stands(paper: str, code: str) -> list[tuple[str, str]]:
    return opened().con.execute(STANDS, [int(paper[1:]), code]).fetchall()


def test_the_next_screening_finds_the_corrected_value(browse, paper):
    me = browse("judge")
    assert corrected(me, paper, "J001", "人民法院")["written"] is False
    assert write_back(waiting()) > 0
    assert stands(paper, "J001") == [("人民法院", "人工更正：judge先生")]
    assert me("GET", f"/papers/{paper}")[1]["written"] is True
    assert waiting() is None


def test_what_is_taken_back_comes_back(browse, paper):
    me = browse("judge")
    before = stands(paper, "J001")
    number = corrected(me, paper, "J001", "人民法院")["history"][0]["id"]
    write_back(waiting())
    me("DELETE", f"/papers/{paper}/corrections/{number}")
    assert waiting() is not None
    write_back(waiting())
    assert stands(paper, "J001") == before


def test_the_screen_says_the_same_before_and_after(browse, paper):
    me = browse("judge")
    corrected(me, paper, "J001", "人民法院")
    before = me("GET", f"/papers/{paper}")[1]["points"]
    write_back(waiting())
    assert me("GET", f"/papers/{paper}")[1]["points"] == before
    assert point({"points": before}, "J001")["act"] == "change"


def test_a_paper_that_is_only_uploaded_is_in_no_court_data(browse, paper):
    corrected(browse("judge"), paper, "J001", "人民法院")
    Paper.objects.update(document_id=None)
    assert waiting() is None


def test_while_somebody_reads_nothing_is_written_and_it_waits(browse, paper, monkeypatch):
    monkeypatch.setattr(court_data, "TRIES", 1)
    corrected(browse("judge"), paper, "J001", "人民法院")
    reading = opened()
    with pytest.raises(NotCourtData):
        write_back(waiting())
    assert reading.con.execute("SELECT 1").fetchone() == (1,)
    assert waiting() is not None
    del reading
    assert write_back(waiting()) > 0


def test_readers_wait_for_the_writer_and_then_see_what_was_written(own, db):
    seen = []
    with court_data.written() as con:
        con.execute("CREATE TABLE said (word VARCHAR)")
        reader = threading.Thread(
            target=lambda: seen.append(opened().con.execute("SELECT count(*) FROM said").fetchone())
        )
        reader.start()
        reader.join(0.2)
        assert reader.is_alive() and seen == []
    reader.join(10)
    assert seen == [(0,)]

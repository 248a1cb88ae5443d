"""A court that checks its cases in PostgreSQL: what people say reaches it in the same moment, with row history."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest
from house import PAPERS_OF, XUHUI
from test_checking import corrected
from test_uploads import TEXT

from mingjing.court.catalogue import HISTORY, TABLES
from mingjing.ingest.in_step import OWN, bring_in_step
from mingjing.ingest.topics import TOPICS
from mingjing.lifecycle import court_data, operational
from mingjing.lifecycle.cases import opened
from mingjing.papers.writing_back import waiting, write_back
from mingjing.store.errors import StoresDiffer, Unreachable
from mingjing.store.loading import load
from mingjing.store.postgres import connect

pytestmark = pytest.mark.django_db
NUMBER = """SELECT case_number FROM case_main JOIN document USING (case_id)
    WHERE document_id = ? AND case_main._to = TIMESTAMP '9999-12-31' LIMIT 1"""
STANDS = """SELECT value, read_by FROM info_point
    WHERE document_id = $1 AND code = $2 AND _to = TIMESTAMP '9999-12-31'"""


@pytest.fixture(scope="module")
def loaded(cluster: str, sample_path: Path) -> str:
    """The sample court in PostgreSQL, to make copies of."""
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE corrected_court")
    address = cluster.replace("/postgres?", "/corrected_court?")
    load(sample_path, address, lambda stage, share: None)
    return address


@pytest.fixture
def store(loaded: str, cluster: str, settings) -> Iterator[str]:
    """An operational store of the test's own."""
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE own_court TEMPLATE corrected_court")
    settings.MINGJING_STORE = cluster.replace("/postgres?", "/own_court?")
    operational.HELD.__dict__.pop("court", None)
    yield settings.MINGJING_STORE
    if (held := operational.HELD.__dict__.pop("court", None)) is not None:
        held.close()
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("DROP DATABASE own_court WITH (FORCE)")


@pytest.fixture
def own(store: str, settings, sample_path: Path, tmp_path: Path) -> Iterator[Path]:
    """The data file beside it."""
    settings.MINGJING_DATA = Path(shutil.copy(sample_path, tmp_path / "court.duckdb"))
    yield settings.MINGJING_DATA
    court_data._open.cache_clear()


@pytest.fixture
def paper(own: Path, db) -> str:
    return f"d{opened().con.execute(PAPERS_OF, [XUHUI]).fetchone()[0]}"


def stands(store: str, paper: str) -> list[tuple[object, ...]]:
    with connect(store) as con:
        return con.execute(STANDS, [int(paper[1:]), "J001"]).fetchall()


def histories(own: Path, store: str) -> Iterator[tuple[str, set[tuple[object, ...]], set[tuple[object, ...]]]]:
    """All rows that ever were of every table that corrections touch, in both stores."""
    with duckdb.connect(str(own), read_only=True) as here, connect(store) as there:
        for table in (*OWN, *TOPICS):
            columns = ", ".join(f'"{c.name}"' for c in (*TABLES[table].columns, *HISTORY))
            asked = f'SELECT {columns} FROM "{table}"'
            yield table, set(here.execute(asked).fetchall()), set(there.execute(asked).fetchall())


def both_say_the_same(own: Path, store: str) -> bool:
    court_data._open.cache_clear()
    return all(here == there for _, here, there in histories(own, store))


def test_a_check_in_the_store_finds_the_corrected_value(browse, paper, store, own):
    corrected(browse("judge"), paper, "J001", "人民法院")
    assert write_back(waiting()) > 0
    assert stands(store, paper) == [("人民法院", "人工更正：judge先生")]
    assert waiting() is None
    assert both_say_the_same(own, store)


def test_what_is_taken_back_comes_back_with_its_history(browse, paper, store, own):
    me, before = browse("judge"), stands(store, paper)
    number = corrected(me, paper, "J001", "人民法院")["history"][0]["id"]
    write_back(waiting())
    me("DELETE", f"/papers/{paper}/corrections/{number}")
    write_back(waiting())
    assert stands(store, paper) == before
    assert both_say_the_same(own, store)


def test_a_saved_draft_reaches_the_store_with_every_version(browse, paper, store, own):
    (number,) = opened().con.execute(NUMBER, [int(paper[1:])]).fetchone()
    draft = TEXT.replace("（2031）沪0104民初99901号", number)
    for words in (draft, draft.replace("5,000元", "6,000元")):
        assert browse("judge")("POST", "/papers/drafts", {"text": words, "name": "判决书草稿"})[0] == 200
    assert both_say_the_same(own, store)


def test_a_store_that_cannot_be_reached_leaves_the_file_as_it_was(browse, paper, store, own, settings):
    corrected(browse("judge"), paper, "J001", "人民法院")
    settings.MINGJING_STORE = store.replace("/own_court?", "/no_court?")
    with pytest.raises(Unreachable):
        write_back(waiting())
    assert waiting() is not None
    settings.MINGJING_STORE = store
    assert both_say_the_same(own, store)
    assert write_back(waiting()) > 0
    assert both_say_the_same(own, store)


def test_a_paper_whose_case_the_store_does_not_have_is_left_to_the_next_load(paper, store, own):
    court_data._open.cache_clear()
    with duckdb.connect(str(own), read_only=True) as here, connect(store) as there:
        there.execute("DELETE FROM info_point")
        there.execute("UPDATE case_main SET case_id = -case_id")
        assert bring_in_step(here, there, [int(paper[1:])]) == 0
        there.execute("UPDATE case_main SET case_id = -case_id")
        assert bring_in_step(here, there, [int(paper[1:])]) > 0


def test_a_number_that_means_another_row_there_stops_the_writing(browse, paper, store, own):
    with connect(store) as con:
        con.execute("UPDATE info_point SET document_id = -1 WHERE document_id = $1", [int(paper[1:])])
    corrected(browse("judge"), paper, "J001", "人民法院")
    with pytest.raises(StoresDiffer) as raised:
        write_back(waiting())
    assert raised.value.table == "info_point" and waiting() is not None


def test_a_store_that_says_the_same_is_left_alone(paper, store, own):
    court_data._open.cache_clear()
    with duckdb.connect(str(own), read_only=True) as here, connect(store) as there:
        assert bring_in_step(here, there, [int(paper[1:])]) == 0

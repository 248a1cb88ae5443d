"""An alert is not given on register data older than the scenario allows; when fresh data come, it is."""

from __future__ import annotations

import datetime as dt
import shutil

import duckdb
import pytest
from house import END, NARROW

from mingjing.autorun import actions
from mingjing.autorun.embedding import Asker, embed
from mingjing.autorun.models import Passage
from mingjing.autorun.moments import stored
from mingjing.lifecycle.models import Clue
from mingjing.registers.keeping import Kept, note
from mingjing.running.court import Court
from mingjing.running.duckdb_store import DuckdbStore
from mingjing.store.opening import sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def clue(db):
    embed(NARROW, ["C03"], Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")
    return Clue.objects.filter(scenario_id=NARROW, level="high").order_by("id").first()


def delivered(court, days_ago: int) -> None:
    """Note a delivery of deaths that speaks for so many days before the milestone, in this test's transaction only."""
    at = stored(END)
    note(court.con, Kept("death", f"batch {days_ago}", at.date() - dt.timedelta(days=days_ago)), at)


@pytest.fixture
def own_court(court, tmp_path):
    """A copy of the court that may be written."""
    path = tmp_path / "court.duckdb"
    shutil.copy(court.path, path)
    with sound(duckdb.connect(str(path))) as con:
        yield Court.on(DuckdbStore(con))


def test_a_scenario_is_silent_on_old_data_and_says_so(own_court, clue):
    delivered(own_court, 31)
    assert actions.run_milestone(own_court, clue.case_id, "C03", END) == []
    passage = Passage.objects.get(case_id=clue.case_id)
    assert passage.error.startswith("数据过期，未提醒：死亡登记") and passage.checked_at


def test_it_speaks_on_data_that_are_fresh_enough(own_court, clue):
    delivered(own_court, 30)
    assert clue.fingerprint in {a.fingerprint for a in actions.run_milestone(own_court, clue.case_id, "C03", END)}

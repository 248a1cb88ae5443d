"""After a change, exactly what full screening would say anew is told, from the cases that the change may concern."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest

from mingjing.algebra.errors import NotReachable
from mingjing.algebra.reach import affected
from mingjing.algebra.relation import Aggregate, Source
from mingjing.algebra.types import Field, Type
from mingjing.running.clue import Clue
from mingjing.running.court import Court
from mingjing.running.reacting import Change, reach_of, tables_of
from mingjing.scenario import library

NAMES = library.names()
INSTANT = dt.timedelta(microseconds=1)
FEW, MANY = 3, 40
SHOWN = ("dead_party", "deregistered_company", "fake_divorce", "paid_elsewhere")
"""Where a few changes already bring or withdraw some clue."""
BY_THE_DAY = {"overdue_payout"}
"""What it reports comes about as days go by, and hardly ever when a row changes."""
Screened = Callable[[str], list[Clue]]


def moments(court: Court, name: str, clues: list[Clue], many: int) -> list[dt.datetime]:
    """When rows behind some clues became known or ceased to be, and when other rows of the same tables did."""
    rng = random.Random(f"react {name}")
    shown = [e for c in rng.sample(clues, min(len(clues), many)) for e in c.evidence[:1]]
    found = {t for e in shown for t in times(court, f'WHERE "{key_of(court, e.table)}" = {e.key}', e.table)}
    for table in tables_of(library.load(name)):
        found |= set(times(court, "ORDER BY hash(_from) LIMIT 1", table))
    return sorted(t for t in found if t.year < 9000)


def times(court: Court, which: str, table: str) -> list[dt.datetime]:
    """When some rows of a table became known and ceased to be."""
    return [t for row in court.con.execute(f'SELECT _from, _to FROM "{table}" {which}').fetchall() for t in row]


def key_of(court: Court, table: str) -> str:
    """The first column of a table, which is its key."""
    return str(court.con.execute(f'SELECT * FROM "{table}" LIMIT 0').description[0][0])


def screened_at(court: Court, name: str, at: dt.datetime) -> dict[str, Clue]:
    """What full screening says at a moment."""
    scenario = library.load(name)
    return {c.fingerprint: c for c in court.described(scenario, court.store.screen(scenario.result, at), at)}


def equals_screening(court: Court, name: str, at: dt.datetime) -> int:
    """Compare; gives how many clues came or went."""
    (found,) = court.react([name], at - INSTANT, at)
    was, now = screened_at(court, name, at - INSTANT), screened_at(court, name, at)
    assert {c.fingerprint for c in found.new} == now.keys() - was.keys()
    assert {c.fingerprint for c in found.withdrawn} == was.keys() - now.keys()
    assert {c.fingerprint for c in found.unchanged} == {
        f for f in was.keys() & now.keys() if now[f].case_id in found.cases
    }
    return len(found.new) + len(found.withdrawn)


@pytest.mark.parametrize("name", SHOWN)
def test_a_change_tells_what_full_screening_would_tell_anew(name: str, court: Court, screened: Screened) -> None:
    told = [equals_screening(court, name, at) for at in moments(court, name, screened(name), FEW)]
    assert sum(told) > 0, "no change changed anything, so nothing was shown"


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_many_changes_tell_what_full_screening_would_tell_anew(name: str, court: Court, screened: Screened) -> None:
    told = [equals_screening(court, name, at) for at in moments(court, name, screened(name), MANY)]
    assert sum(told) > 0 or name in BY_THE_DAY


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_scenario_reaches_its_cases(name: str) -> None:
    assert all(reach_of(library.load(name), table) for table in tables_of(library.load(name)))


def test_a_change_concerns_few_cases(court: Court, case_ids: list[int]) -> None:
    for name in NAMES:
        (found,) = court.react([name], court_day(court) - INSTANT, court_day(court))
        assert len(found.cases) < len(case_ids) / 20


def court_day(court: Court) -> dt.datetime:
    """When some death became known."""
    ((at,),) = court.con.execute("SELECT min(_from) FROM ext_death").fetchall()
    return at


def test_a_column_that_no_model_reads_changes_nothing(court: Court) -> None:
    row = dict.fromkeys(d[0] for d in court.con.execute("SELECT * FROM ext_death LIMIT 0").description)
    change = Change("ext_death", ({**row, "source": "a"},), ({**row, "source": "b"},))
    reach = reach_of(library.load("dead_party"), "ext_death")
    assert reach is not None and "source" not in reach.changed.columns
    assert change.images(reach.changed.columns) == []


def test_a_table_that_the_scenario_does_not_read_reaches_nothing() -> None:
    assert reach_of(library.load("dead_party"), "loan") is None


def test_what_is_added_up_from_other_rows_leads_to_no_case() -> None:
    t = Source("t", (Field("case_id", Type.INT), Field("k", Type.INT)))
    last = Aggregate(t, ("k",), ((Field("last", Type.INT), "max", "case_id"),))
    with pytest.raises(NotReachable, match="last"):
        affected([last], "t", "last")

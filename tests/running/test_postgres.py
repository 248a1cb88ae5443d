"""The same court in PostgreSQL says what it says in its data file: screened, checked and replayed."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import psycopg
import pytest
from click.testing import CliRunner

from mingjing.algebra.relation import Source
from mingjing.algebra.types import Field, Type
from mingjing.cli.bench import by_hand
from mingjing.cli.main import main
from mingjing.running import postgres_indexes
from mingjing.running.clue import Clue
from mingjing.running.court import Court, end_of, silent
from mingjing.running.errors import ModelFailed, UnknownCase
from mingjing.running.measured import measured, rows_per_value
from mingjing.running.node_session import REST_SECONDS, STRIKES, TRIED, NodeSession, written
from mingjing.running.postgres_store import FOR_CHECKS, MICRO_BATCH, PostgresStore
from mingjing.running.reacting import tables_of
from mingjing.scenario import library
from mingjing.store.errors import AlreadyLoaded, NotCourtData, Unreachable
from mingjing.store.loading import load
from mingjing.store.postgres import connect
from mingjing.store.prepared import Prepared

NAMES = library.names()
EARLIER = dt.date(2024, 6, 30)
AT = dt.datetime(2025, 12, 31, 23, 59, 59)
FROM_ON, TO_ON = dt.date(2024, 1, 1), dt.date(2024, 3, 31)
Screened = Callable[[str], list[Clue]]
each_scenario = pytest.mark.parametrize("name", NAMES)


def new_database(cluster: str, name: str) -> str:
    """An empty database of the cluster; gives its address."""
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}")
    return cluster.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def court_dsn(cluster: str, small_court: tuple[Path, Path]) -> str:
    """The small court in PostgreSQL, with its indexes."""
    dsn = new_database(cluster, "small_court")
    load(small_court[0], dsn, silent)
    with connect(dsn) as con:
        postgres_indexes.make_indexes(con, silent)
    return dsn


@pytest.fixture
def session(court_dsn: str) -> Iterator[NodeSession]:
    """A session for checks."""
    with connect(court_dsn, FOR_CHECKS) as con:
        yield NodeSession(con, measured(con))


@pytest.fixture(scope="session")
def in_postgres(court_dsn: str) -> Iterator[Court]:
    with Court(court_dsn) as opened:
        yield opened


def said(clues: Iterable[Clue]) -> list[str]:
    """Everything a clue says, in an order of its own."""
    return sorted(repr(c.to_json()) for c in clues)


@each_scenario
def test_screening_says_the_same(name: str, in_postgres: Court, screened: Screened) -> None:
    assert said(in_postgres.screen(name).clues()) == said(screened(name))


@each_scenario
def test_screening_as_of_an_earlier_day_says_the_same(name: str, in_postgres: Court, court: Court) -> None:
    assert said(in_postgres.screen(name, EARLIER).clues()) == said(court.screen(name, EARLIER).clues())


def test_the_cases_that_could_not_be_evaluated_are_the_same(in_postgres: Court, court: Court) -> None:
    for name in NAMES:
        assert in_postgres.screen(name).not_evaluated == court.screen(name).not_evaluated


def asked(screened: Screened, case_ids: list[int]) -> list[int]:
    """Random cases and some hits of each scenario."""
    hits = [random.Random(2).sample(found, min(len(found), 6)) for found in map(screened, NAMES)]
    return [*random.Random(1).sample(case_ids, 60), *(c.case_id for some in hits for c in some)]


def test_all_models_in_one_statement_say_of_a_case_what_screening_says(
    in_postgres: Court, screened: Screened, case_ids: list[int]
) -> None:
    by_case = defaultdict(list)
    for clue in (c for name in NAMES for c in screened(name)):
        by_case[clue.case_id].append(clue)
    for case in asked(screened, case_ids):
        assert said(in_postgres.check(NAMES, [case])) == said(by_case[case])


@each_scenario
def test_one_model_alone_says_what_it_says_among_all(
    name: str, in_postgres: Court, screened: Screened, case_ids: list[int]
) -> None:
    cases = asked(screened, case_ids)[: MICRO_BATCH + 20]
    assert said(in_postgres.check([name], cases)) == said(
        c for c in in_postgres.check(NAMES, cases) if c.scenario == name
    )


@each_scenario
def test_asking_about_every_case_says_what_screening_says(
    name: str, in_postgres: Court, screened: Screened, case_ids: list[int]
) -> None:
    assert len(case_ids) > MICRO_BATCH
    assert said(in_postgres.check([name], case_ids)) == said(screened(name))


@pytest.mark.parametrize("name", sorted(p.stem for p in by_hand.FOLDER.glob("*.sql")))
def test_a_statement_by_hand_says_the_same_with_the_same_evidence(
    name: str, in_postgres: Court, screened: Screened, case_ids: list[int]
) -> None:
    scenario, store = library.load(name), in_postgres.store
    assert isinstance(store, PostgresStore)
    hand = by_hand.ByHand(store, scenario, end_of(in_postgres.as_of))
    hits = sorted({c.case_id for c in screened(name)})
    assert hits
    for case in (*hits, *random.Random(1).sample(case_ids, 60)):
        assert by_hand.said_by_us(store, scenario, case, hand.at) == hand.said(case)
    assert all(hand.said(case)[0] for case in hits)


def test_a_case_is_judged_by_what_was_known_then(in_postgres: Court, court: Court, screened: Screened) -> None:
    cases = [c.case_id for name in NAMES for c in screened(name)[:5]]
    assert said(in_postgres.check(NAMES, cases, EARLIER)) == said(court.check(NAMES, cases, EARLIER))


@each_scenario
def test_replay_gives_the_same_alerts(name: str, in_postgres: Court, court: Court) -> None:
    ours, theirs = (sorted(map(repr, c.replay([name], FROM_ON, TO_ON))) for c in (in_postgres, court))
    assert ours == theirs


@pytest.mark.parametrize("cases", [[999_999_999], [-1] * 3, [*range(-MICRO_BATCH - 1, 0)]])
def test_a_case_that_is_not_there_is_named(in_postgres: Court, cases: list[int]) -> None:
    with pytest.raises(UnknownCase, match=f"没有标识为 {cases[0]} 的案件"):
        in_postgres.check(["dead_party"], cases)


def test_asking_about_no_case_or_by_no_model_gives_nothing(in_postgres: Court, case_ids: list[int]) -> None:
    assert in_postgres.check(NAMES, []) == []
    assert in_postgres.check([], case_ids[:1]) == []


def test_no_check_can_hold_up_the_others_for_long(in_postgres: Court) -> None:
    store = in_postgres.store
    assert isinstance(store, PostgresStore)
    for name, value in FOR_CHECKS.items():
        assert store.checks.execute("SELECT current_setting($1)", [name]).fetchall() in ([(value,)], [("1min",)])


def test_another_thread_may_ask_the_same_court(in_postgres: Court, screened: Screened) -> None:
    case = screened(NAMES[0])[0].case_id
    with in_postgres.cursor() as other:
        assert said(other.check(NAMES, [case])) == said(in_postgres.check(NAMES, [case]))


def test_a_database_that_holds_a_court_is_not_loaded_over(court_dsn: str, small_court: tuple[Path, Path]) -> None:
    with pytest.raises(AlreadyLoaded, match="--force"):
        load(small_court[0], court_dsn, silent)


def test_a_load_that_fails_leaves_nothing(cluster: str, small_court: tuple[Path, Path]) -> None:
    dsn = new_database(cluster, "half_loaded")

    def stop(stage: str, share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(small_court[0], dsn, stop)
    with connect(dsn) as con:
        assert con.execute("SELECT count(*) FROM pg_class WHERE relname = 'case_main'").fetchall() == [(0,)]


def test_a_database_without_a_court_is_refused(cluster: str) -> None:
    with pytest.raises(NotCourtData, match="mingjing load"):
        Court(new_database(cluster, "empty"))


def test_a_database_that_is_not_there_is_named_without_its_password(cluster: str) -> None:
    with pytest.raises(Unreachable, match="连不上数据库") as refusal:
        Court(cluster.replace("/postgres?", "/nowhere?").replace("postgres@", "postgres:secret@"))
    assert "secret" not in str(refusal.value) and "nowhere" in str(refusal.value)


def test_every_index_that_the_models_want_is_there_and_listed(court_dsn: str) -> None:
    said = CliRunner().invoke(main, ["indexes", "--data", court_dsn, "--json"])
    assert said.exit_code == 0, said.output
    assert '"missing":0' in said.stdout and "by_case_party_subject_id" in said.stdout


def test_an_index_that_is_missing_is_listed_and_made(cluster: str, court_dsn: str) -> None:
    with connect(court_dsn) as con:
        con.execute("DROP INDEX by_case_main_case_id")
    assert '"missing":1' in CliRunner().invoke(main, ["indexes", "--data", court_dsn, "--json"]).stdout
    assert '"missing":0' in CliRunner().invoke(main, ["indexes", "--make", "--data", court_dsn, "--json"]).stdout


def test_every_access_of_a_check_goes_by_an_index(in_postgres: Court, session: NodeSession) -> None:
    """A plan that reads a table from end to end would be a thousand times slower on a real court."""
    scenarios = library.load_all()
    session.warm(scenarios)
    tests = [t for asked in (scenarios, *((s,) for s in scenarios)) for t in session.node(asked).statements]
    statements = [*tests, *(session.model(s).statement for s in scenarios)]
    for name in (s.name.decode() for s in statements):
        explained = session.con.execute(f"EXPLAIN EXECUTE {name} ('{{1}}', '2025-12-31')").fetchall()
        assert explained and not [line for (line,) in explained if "Seq Scan" in str(line)]


def test_a_model_that_has_hits_passes_its_test(session: NodeSession, screened: Screened) -> None:
    """The tests leave out no model that would say something, and most of those that would not."""
    scenarios = library.load_all()
    passed = 0
    for place, s in enumerate(scenarios):
        for case in {c.case_id for c in screened(s.name)[:30]}:
            found = session.node(scenarios).rows(written([case], AT))
            assert place in {int(p or 0) for p, _ in found}
            passed += sum(int(p or 0) >= 0 for p, _ in found)
    assert passed < 30 * len(scenarios) * len(scenarios) / 2


@each_scenario
def test_the_first_test_of_a_model_spares_no_case_that_hits(
    session: NodeSession, screened: Screened, name: str
) -> None:
    test = session.node([library.load(name)])
    for case in {c.case_id for c in screened(name)[:30]}:
        test.asked = test.excluded = 0  # so that the first one is asked each time
        assert [int(p or 0) for p, _ in test.rows(written([case], AT))] == [0]


def test_a_first_test_that_seldom_excludes_is_asked_no_more(session: NodeSession, screened: Screened) -> None:
    test = session.node([library.load("fake_divorce")])
    assert len(test.statements) == 2
    for case in [c.case_id for c in screened("fake_divorce")[:1]] * (TRIED + 5):
        test.rows(written([case], AT))
    assert (test.asked, test.excluded, test.pays) == (TRIED, 0, False)


def test_cases_of_a_heavy_party_can_be_left_for_later(session: NodeSession, case_ids: list[int]) -> None:
    heavy = session.ask(library.load_all(), case_ids[:50], AT, heavy_too=False).heavy
    lane = session.con.execute(
        "SELECT DISTINCT p.case_id FROM case_party p JOIN party_degree g USING (subject_id) WHERE p.case_id = ANY($1)",
        [case_ids[:50]],
    ).fetchall()
    assert sorted(heavy) == sorted(c for (c,) in lane)


def test_what_is_left_for_later_is_not_answered_now(session: NodeSession, screened: Screened) -> None:
    case = screened(NAMES[0])[0].case_id
    with session.con.transaction(force_rollback=True):
        session.con.execute(
            "INSERT INTO party_degree SELECT subject_id, 1000 FROM case_party WHERE case_id = $1 LIMIT 1", [case]
        )
        later = session.ask(library.load_all(), [case], AT, heavy_too=False)
        now = session.ask(library.load_all(), [case], AT)
    assert (later.heavy, now.heavy) == ([case], [])
    assert not later.found and now.found


def test_a_model_that_fails_stops_no_other_and_is_left_alone_for_a_while(
    in_postgres: Court, screened: Screened, court_dsn: str
) -> None:
    now = [0.0]
    scenarios = library.load_all()
    bad = NAMES.index("dead_party")
    case = screened("dead_party")[0].case_id
    with connect(court_dsn) as con:
        session = NodeSession(con, measured(con), lambda: now[0])
        session.model(scenarios[bad]).statement = Prepared(con, "broken", "SELECT 1 / 0, $1::text, $2::text")
        told = [session.ask(scenarios, [case], AT).failed[bad].problem for _ in range(STRIKES + 1)]
        assert all("division by zero" in t for t in told[:STRIKES]) and "暂停" in told[STRIKES]
        now[0] += REST_SECONDS + 1
        assert "division by zero" in session.ask(scenarios, [case], AT).failed[bad].problem


def test_a_failed_model_is_an_error_where_it_was_asked_for_and_a_problem_where_many_were(
    court_dsn: str, screened: Screened
) -> None:
    case = screened("dead_party")[0].case_id
    with Court(court_dsn) as court:
        store = court.store
        assert isinstance(store, PostgresStore)
        model = store.session.model(court._scenario("dead_party"))
        model.statement = Prepared(store.checks, "broken", "SELECT 1 / 0, $1::text, $2::text")
        with pytest.raises(ModelFailed, match="场景 dead_party 未能核查"):
            court.check(["dead_party"], [case])
        clues, problems, _ = court.check_apart(NAMES, [case], AT)
        assert set(problems) == {"dead_party"} and "dead_party" not in {c.scenario for c in clues}


def test_statistics_tell_a_heavy_column_from_a_narrow_one(court_dsn: str) -> None:
    assert rows_per_value(1e6, -1.0, 0.0, None) == pytest.approx(1.0)
    assert rows_per_value(1e6, 1000, 0.0, None) == pytest.approx(1000)
    assert rows_per_value(1e6, 1001, 0.0, [0.5]) == pytest.approx(250_000 + 250)
    with connect(court_dsn) as con:
        fanout = measured(con)
        ledger = Source("case_party", (Field("case_id", Type.INT), Field("court_id", Type.INT)))
        assert fanout(ledger, ("case_id",)) < fanout(ledger, ("court_id",))


@each_scenario
def test_a_change_concerns_the_same_cases(name: str, court: Court, in_postgres: Court) -> None:
    scenario, tables = library.load(name), tables_of(library.load(name))
    since, until = dt.datetime(2024, 3, 1), dt.datetime(2024, 4, 1)
    changes = court.changes(since, until, tables)
    assert in_postgres.changes(since, until, tables) == changes
    reached = court.concerned(scenario, changes, since, until)
    assert in_postgres.concerned(scenario, changes, since, until) == reached
    assert reached or name not in ("dead_party", "fake_divorce", "paid_elsewhere")


def benched(*asked: str) -> dict[str, Any]:
    """The last line of a bench."""
    said = CliRunner().invoke(main, ["bench", *asked])
    assert said.exit_code in (0, 1), said.output
    return dict(orjson.loads(said.stdout.splitlines()[-1]))


def test_statements_by_hand_say_on_postgres_what_the_models_say(court_dsn: str) -> None:
    found = benched("screen", "--engine", "postgres", "--runs", "1", "--dsn", court_dsn)
    unlike = [g["measured"] for g in found["goals"] if "unlike" in g["name"]]
    assert len(unlike) >= 9 and set(unlike) == {0}


def test_the_benches_of_checks_measure_every_model(court_dsn: str) -> None:
    found = benched("check", "--engine", "postgres", "--samples", "5", "--dsn", court_dsn)
    assert set(found["figures"]["scenarios"]) == set(NAMES)
    found = benched("node", "--models", "12", "--samples", "10", "--dsn", court_dsn)
    assert found["figures"]["models"] == 12 and found["goals"][0]["measured"] > 0

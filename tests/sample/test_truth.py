"""The truth is complete: the nine rules, written once more in SQL, find what is planted and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingjing.sample.plants import KINDS
from mingjing.sample.sown import sown_kinds
from tests.sample.conftest import Court

TEXT = Path(__file__).with_name("rules.sql").read_text(encoding="utf-8")
_, *PARTS = re.split(r"^-- name: (\w+)\n", TEXT, flags=re.M)
RULES = dict(zip(PARTS[::2], PARTS[1::2], strict=True))
AS_OF = "2025-12-31"
EVERY = (*KINDS, *sown_kinds())


def hits(court: Court, scenario: str, as_of: str) -> set[int]:
    """Cases that the rule reports with what was known on that day."""
    rule = RULES[scenario].replace("DATE '2025-12-30'", f"DATE '{as_of}' - 1").replace(AS_OF, as_of)
    with court.as_known(as_of) as con:
        return {case_id for (case_id,) in con.execute(rule).fetchall()}


@pytest.mark.parametrize("scenario", RULES)
def test_the_rule_finds_exactly_what_is_planted(court: Court, scenario: str) -> None:
    planted = {row["case_id"]: row for row in court.truth if row["scenario"] == scenario}
    found = hits(court, scenario, AS_OF)
    assert {planted[case]["kind"] for case in set(planted) - found if planted[case]["positive"]} == set()
    assert found == {case for case, row in planted.items() if row["positive"]}


@pytest.mark.parametrize("as_of", ["2021-03-15", "2023-07-01", "2024-11-20"])
@pytest.mark.parametrize("scenario", RULES)
def test_the_background_is_silent_at_any_time(court: Court, scenario: str, as_of: str) -> None:
    assert hits(court, scenario, as_of) <= {row["case_id"] for row in court.truth if row["scenario"] == scenario}


@pytest.mark.parametrize("scenario", sorted({kind.scenario for kind in EVERY}))
def test_every_scenario_has_positives_negatives_and_missing_data(court: Court, scenario: str) -> None:
    rows = [row for row in court.truth if row["scenario"] == scenario]
    assert {row["positive"] for row in rows} == {True, False}
    assert any("missing data" in row["kind"] for row in rows)
    assert {row["kind"] for row in rows} == {kind.name for kind in EVERY if kind.scenario == scenario}


def test_truth_names_each_case_once_per_scenario(court: Court) -> None:
    pairs = [(row["scenario"], row["case_id"]) for row in court.truth]
    assert len(pairs) == len(set(pairs))


def test_the_database_does_not_tell_the_truth(court: Court) -> None:
    columns = {name for (name,) in court.ask("SELECT column_name FROM duckdb_columns() WHERE NOT internal")}
    assert not columns & {"planted", "positive", "scenario", "truth"}
    tables = {name for (name,) in court.ask("SELECT table_name FROM duckdb_tables()")}
    assert not tables & (set(RULES) | {"truth"})


def test_people_without_id_key_are_planted_and_their_names_are_rare(court: Court) -> None:
    planted = "subject_id BETWEEN 60000000 AND 99999999"
    assert court.one(f"SELECT count(*) FROM subject WHERE id_key IS NULL AND NOT ({planted})") == 0
    unknown = "SELECT name FROM subject WHERE id_key IS NULL"
    assert court.one(f"SELECT count(*) FROM subject WHERE name IN ({unknown}) AND NOT ({planted})") == 0


def test_heavy_parties_exist(court: Court) -> None:
    heaviest = court.one("SELECT max(n) FROM (SELECT count(DISTINCT case_id) AS n FROM party GROUP BY subject_id)")
    background = court.report.cases - len({row["case_id"] for row in court.truth})
    assert heaviest > 0.02 * background

"""Screening all cases, checking many, and checking one say the same: hits, messages, evidence, fingerprints."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import pytest

from mingjing.running.clue import Clue
from mingjing.running.court import Court
from mingjing.running.duckdb_store import FEW
from mingjing.scenario import library

NAMES = library.names()
EARLIER = dt.date(2024, 6, 30)
each_scenario = pytest.mark.parametrize("name", NAMES)
Screened = Callable[[str], list[Clue]]


def said(clues: Iterable[Clue]) -> list[str]:
    """Everything a clue says, in an order of its own."""
    return sorted(repr(c.to_json()) for c in clues)


@each_scenario
def test_the_sample_court_has_hits_and_silent_cases(name: str, screened: Screened, case_ids: list[int]) -> None:
    hit = {c.case_id for c in screened(name)}
    assert hit and len(hit) < len(case_ids) / 2


@each_scenario
def test_checking_all_cases_at_once_says_what_screening_says(
    name: str, court: Court, screened: Screened, case_ids: list[int]
) -> None:
    assert said(court.check([name], case_ids)) == said(screened(name))


@each_scenario
def test_as_of_an_earlier_day_checking_says_what_screening_says(name: str, court: Court, case_ids: list[int]) -> None:
    assert said(court.check([name], case_ids, EARLIER)) == said(court.screen(name, EARLIER).clues())


@each_scenario
def test_a_clue_carries_evidence_and_a_fingerprint_of_its_own(name: str, screened: Screened) -> None:
    clues = screened(name)
    assert all(c.evidence and c.message and c.case_number for c in clues)
    assert max(Counter(c.fingerprint for c in clues).values()) == 1


def one_by_one(court: Court, cases: Iterable[int], screened: Screened) -> None:
    by_case = defaultdict(list)
    for clue in (c for name in NAMES for c in screened(name)):
        by_case[clue.case_id].append(clue)
    for case in cases:
        assert said(court.check(NAMES, [case])) == said(by_case[case])


def hit_cases(screened: Screened) -> list[list[int]]:
    return [sorted({c.case_id for c in screened(name)}) for name in NAMES]


def test_checking_random_cases_one_by_one_says_what_screening_says(
    court: Court, screened: Screened, case_ids: list[int]
) -> None:
    one_by_one(court, random.Random(1).sample(case_ids, 150), screened)


def test_checking_hits_one_by_one_says_what_screening_says(court: Court, screened: Screened) -> None:
    some = {c for cases in hit_cases(screened) for c in random.Random(2).sample(cases, min(len(cases), 8))}
    one_by_one(court, some, screened)


@pytest.mark.long
def test_checking_every_hit_one_by_one_says_what_screening_says(court: Court, screened: Screened) -> None:
    one_by_one(court, {c for cases in hit_cases(screened) for c in cases}, screened)


def test_few_and_many_cases_are_answered_alike(court: Court, screened: Screened) -> None:
    """At the edge between the row engine and one statement."""
    hit = [c for cases in hit_cases(screened) for c in cases[:3]][: FEW + 1]
    assert len(hit) == FEW + 1
    few = court.check(NAMES, hit[:FEW])
    many = court.check(NAMES, hit)
    assert said(few) == said(c for c in many if c.case_id in hit[:FEW])


def test_a_case_named_twice_is_answered_once(court: Court, screened: Screened) -> None:
    case = screened(NAMES[0])[0].case_id
    assert said(court.check(NAMES, [case, case])) == said(court.check(NAMES, [case]))
    assert said(court.check(NAMES, [case] * (FEW + 5))) == said(court.check(NAMES, [case]))


def test_asking_about_no_case_gives_nothing(court: Court) -> None:
    assert court.check(NAMES, []) == []


def test_another_thread_may_ask_the_same_court(court: Court, screened: Screened) -> None:
    case = screened(NAMES[0])[0].case_id
    other = court.cursor()
    assert said(other.check(NAMES, [case])) == said(court.check(NAMES, [case]))
    other.close()

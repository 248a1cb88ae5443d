"""Benches of cases on commutation, parole and sentences outside prison (S057)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mingjing.court.courts import BY_CODE
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import Case, World

NAME = "sentence_outside_prison"
COURTS = (BY_CODE["沪01"], BY_CODE["沪02"])


def matter(
    world: World, sub_kind: str | None = "暂予监外执行", bench: Sequence[str] = ("judge", "judge", "judge"), **more: Any
) -> Case:
    """A case with its bench, the first member presiding; keywords change the outside_prison row."""
    is_open = world.chance.random() < 0.4
    filed_on = (
        world.day(date(2025, 11, 3), date(2025, 11, 28)) if is_open else world.day(date(2019, 3, 1), date(2025, 10, 31))
    )
    closed_on = None if is_open else world.after(filed_on, 18, 28)
    convict = world.person()
    case = world.case(
        "刑更",
        sub_kind or "暂予监外执行",
        filed_on,
        closed_on,
        "decided" if closed_on else None,
        court=world.chance.choice(COURTS),
        sub_kind=sub_kind,
        own_panel=True,
    )
    world.party(case, convict, "convict")
    for number, kind in enumerate(bench):
        member(world, case, kind, number)
    if sub_kind == "暂予监外执行":
        asked(world, case, more)
    return case


def member(
    world: World,
    case: Case,
    kind: str,
    number: int,
    presiding: bool | None = None,
    from_days: int = 1,
    to_days: int | None = None,
) -> None:
    """A member of the bench in office from and to so many days after filing; the names are filled in later."""
    base = case.facts["court_id"] * 10_000 + (5000 if kind == "lay_judge" else 0)
    since = case.filed_on + timedelta(days=from_days)
    facts: dict[str, Any] = {
        "member_id": base + 1 + number,
        "kind": kind,
        "presiding": number == 0 if presiding is None else presiding,
        "from_on": since,
    }
    row = world.row("panel_member", case, since, **facts)
    if to_days is not None:
        left_on = case.filed_on + timedelta(days=to_days)
        world.then(row, left_on, to_on=left_on)


def asked(world: World, case: Case, changes: dict[str, Any]) -> None:
    """The outside_prison row at filing and once the decision is drafted, as the law wants it but for the changes."""
    drafted_on = case.filed_on + timedelta(days=16)
    start: dict[str, Any] = {
        "decided_by": "court",
        "medical_by": "court",
        "hospital_designated": True,
        "contents_complete": None,
        "signatures_match": None,
    }
    fixed = {
        name: value for name, value in changes.items() if name in ("decided_by", "medical_by", "hospital_designated")
    }
    row = world.row("outside_prison", case, **(start | fixed))
    end = {
        "prosecutor_opinion_on": case.filed_on + timedelta(days=9),
        "decision_drafted_on": drafted_on,
        "contents_complete": True,
        "signatures_match": True,
    }
    world.then(row, drafted_on, **(end | changes))


@plant(NAME, "G1 one judge alone", positive=True)
def alone(world: World) -> None:
    world.says(matter(world, bench=("judge",)))


@plant(NAME, "G1 G2 two judges", positive=True)
def two(world: World) -> None:
    world.says(matter(world, world.chance.choice(("暂予监外执行", "减刑", "假释")), ("judge", "judge")))


@plant(NAME, "G2 four members", positive=True)
def four(world: World) -> None:
    world.says(matter(world, "减刑", ("judge", "judge", "judge", "lay_judge")))


@plant(NAME, "G3 a lay judge presides", positive=True)
def lay_presides(world: World) -> None:
    world.says(matter(world, world.chance.choice(("假释", "暂予监外执行")), ("lay_judge", "judge", "judge")))


@plant(NAME, "G4 signatures are not those of the bench", positive=True)
def signatures(world: World) -> None:
    world.says(matter(world, signatures_match=False))


@plant(NAME, "G5 drafted without or before the prosecutor's opinion", positive=True)
def no_opinion(world: World) -> None:
    case = matter(world, prosecutor_opinion_on=None)
    if world.chance.random() < 0.5:
        world.rows[-1].values["prosecutor_opinion_on"] = case.filed_on + timedelta(days=17)
        world.rows[-1].known_from += timedelta(days=1)
        world.rows[-2].known_to += timedelta(days=1)
    world.says(case)


@plant(NAME, "G6 diagnosis not organised by the court or not in a named hospital", positive=True)
def diagnosis(world: World) -> None:
    world.says(matter(world, **world.chance.choice(({"medical_by": "other"}, {"hospital_designated": False}))))


@plant(NAME, "G7 decision lacks contents", positive=True)
def contents(world: World) -> None:
    world.says(matter(world, contents_complete=False))


@plant(NAME, "three judges", positive=False)
def three(world: World) -> None:
    world.says(matter(world))


@plant(NAME, "two judges and a lay judge, a judge presiding", positive=False)
def with_lay_judge(world: World) -> None:
    world.says(matter(world, bench=("judge", "judge", "lay_judge")))


@plant(NAME, "commutation with three judges", positive=False)
def commutation(world: World) -> None:
    world.says(matter(world, "减刑"))


@plant(NAME, "the prison decides", positive=False)
def prison_decides(world: World) -> None:
    world.says(matter(world, decided_by="prison", prosecutor_opinion_on=None, medical_by="other"))


@plant(NAME, "a member replaced on the same day", positive=False)
def replaced(world: World) -> None:
    case = matter(world, bench=("judge", "judge"))
    member(world, case, "judge", 2, from_days=1, to_days=10)
    member(world, case, "judge", 3, from_days=10)
    world.says(case)


@plant(NAME, "taking back into prison, judge alone: another kind of case", positive=False)
def back_to_prison(world: World) -> None:
    world.says(matter(world, "收监", ("judge",)))


@plant(NAME, "sub-kind not told: missing data", positive=False)
def no_sub_kind(world: World) -> None:
    world.says(matter(world, None, ("judge",)))


@plant(NAME, "bench not yet entered: missing data", positive=False)
def no_bench(world: World) -> None:
    world.says(matter(world, bench=()))

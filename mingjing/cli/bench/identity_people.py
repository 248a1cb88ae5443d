"""Invented persons and companies as several systems write them, with who is who."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mingjing.identity.errors import WrongNumber
from mingjing.identity.keys import Keyring
from mingjing.identity.numbers import CREDIT_ALPHABET, credit_check, credit_code, id_check, organ_check, person_number
from mingjing.sample.names import GIVEN, REGIONS, STREETS, SURNAMES, TRADE_ENDS, TRADE_NAMES, TRADES

Row = dict[str, Any]
PERSONS = 0.8
"""Of all that are invented; the rest are companies."""
TWINS = 0.005
"""Share of persons who have the name and the birthday of another."""
KNOWN_FROM = dt.datetime(2025, 1, 1)


@dataclass
class Written:
    """Rows of `subject`, `subject_name` and `party`, and who stands behind each subject."""

    subjects: list[Row] = field(default_factory=list)
    names: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    who: dict[int, int] = field(default_factory=dict)
    refused: int = 0


@dataclass
class Person:
    """As they are."""

    name: str
    born_on: dt.date
    number: str
    address: str
    former: str | None = None


@dataclass
class Company:
    """As it is."""

    name: str
    number: str
    address: str
    legal_representative: str
    former: str | None = None


class Inventor:
    """Invents by one seed; every row goes the way of real rows: through the checksum and the keyring."""

    def __init__(self, seed: int, ring: Keyring) -> None:
        self.chance, self.ring, self.written = random.Random(seed), ring, Written()  # noqa: S311 - invented people

    def invent(self, how_many: int) -> Written:
        """So many persons and companies, some written twice or three times."""
        persons = [self.person() for _ in range(int(how_many * PERSONS))]
        for twin in persons[: int(len(persons) * TWINS)]:
            double = self.chance.choice(persons)
            twin.name, twin.born_on = double.name, double.born_on
            twin.number = self.citizen_number(twin.born_on)
        companies = [self.company() for _ in range(how_many - len(persons))]
        everybody: list[Person | Company] = [*persons, *companies]
        for number, one in enumerate(everybody):
            self.write(number, one, first=True)
            for _ in range(self.chance.choices((0, 1, 2), (65, 27, 8))[0]):
                self.write(number, one, first=False, others=persons)
        return self.written

    def person(self) -> Person:
        """A person; a few have been renamed."""
        born_on = dt.date(1940, 1, 1) + dt.timedelta(days=self.chance.randrange(24_000))
        name = self.name()
        former = name[0] + self.given() if self.chance.random() < 0.02 else None
        return Person(name, born_on, self.citizen_number(born_on), self.address(), former)

    def company(self) -> Company:
        """A company; some have been renamed."""
        former = self.firm() if self.chance.random() < 0.15 else None
        return Company(self.firm(), self.company_number(), self.address(), self.name(), former)

    def name(self) -> str:
        return self.chance.choice(SURNAMES) + self.given()

    def given(self) -> str:
        return "".join(self.chance.choices(GIVEN, k=self.chance.choice((1, 2, 2))))

    def firm(self) -> str:
        middle = self.chance.choice(TRADE_NAMES) + self.chance.choice(TRADE_ENDS)
        return f"上海{middle}{self.chance.choice(GIVEN)}{self.chance.choice(TRADES)}有限公司"

    def address(self) -> str:
        place = f"上海市{self.chance.choice(REGIONS)}区{self.chance.choice(STREETS)}"
        return f"{place}{self.chance.randrange(1, 1999)}号{self.chance.randrange(1, 40)}室"

    def citizen_number(self, born_on: dt.date) -> str:
        head = f"3101{self.chance.randrange(1, 20):02}{born_on:%Y%m%d}{self.chance.randrange(1000):03}"
        return head + id_check(head)

    def company_number(self) -> str:
        organ = "".join(self.chance.choices(CREDIT_ALPHABET, k=8))
        head = f"9131010{self.chance.randrange(1, 9)}{organ}"
        head += organ_check(organ)
        return head + credit_check(head)

    def write(self, who: int, one: Person | Company, *, first: bool, others: list[Person] | None = None) -> None:
        """One more row about somebody; all but the first may be wrong in one way or another."""
        subject = len(self.written.subjects) + 1
        self.written.who[subject] = who
        row: Row = {"subject_id": subject, "name": one.name, "born_on": None, "_from": KNOWN_FROM}
        party: Row = {"party_id": subject, "case_id": 1, "subject_id": subject, "_from": KNOWN_FROM}
        number: str | None = one.number
        if not first:
            number = self.number_as_written(one, others or [])
            row["name"] = self.name_as_written(one)
        moved = not first and self.chance.random() < 0.25
        party["address"] = self.address() if moved else one.address
        if isinstance(one, Person):
            row |= {"kind": "person", "born_on": one.born_on if first else self.day_as_written(one.born_on)}
        else:
            row |= {"kind": "company"}
            party["legal_representative"] = one.legal_representative
        row["id_key"] = self.key_of(number, one)
        self.written.subjects.append(row)
        self.written.parties.append(party)
        if one.former and self.chance.random() < 0.6:
            names = self.written.names
            names.append(
                {"subject_name_id": len(names) + 1, "subject_id": subject, "name": one.former, "_from": KNOWN_FROM}
            )

    def key_of(self, number: str | None, one: Person | Company) -> str | None:
        """The key of a number as written; what the checksum refuses has none."""
        if number is None:
            return None
        try:
            return self.ring.key(person_number(number) if isinstance(one, Person) else credit_code(number))
        except WrongNumber:
            self.written.refused += 1
            return None

    def number_as_written(self, one: Person | Company, others: list[Person]) -> str | None:
        """Right, old and short, left out, mistyped, short and mistyped, or another person's."""
        short = isinstance(one, Person) and one.born_on.year < 2000
        ways: dict[Callable[[], str | None], float] = {
            lambda: one.number: 35,
            lambda: one.number[:6] + one.number[8:17] if short else one.number: 15,
            lambda: None: 25,
            lambda: self.mistyped(one.number): 18,
            lambda: self.mistyped(one.number[:6] + one.number[8:17]) if short else None: 6,
            lambda: self.chance.choice(others).number if isinstance(one, Person) else None: 1,
        }
        return self.chance.choices(list(ways), list(ways.values()))[0]()

    def mistyped(self, number: str) -> str:
        place = self.chance.randrange(6, len(number))
        other = self.chance.choice([d for d in "0123456789" if d != number[place]])
        return number[:place] + other + number[place + 1 :]

    def name_as_written(self, one: Person | Company) -> str:
        """Right, mistyped in one character, or the former one."""
        if one.former and self.chance.random() < 0.4:
            return one.former
        if self.chance.random() < 0.06:
            place = self.chance.randrange(1, min(len(one.name), 6))
            return one.name[:place] + self.chance.choice(GIVEN) + one.name[place + 1 :]
        return one.name

    def day_as_written(self, day: dt.date) -> dt.date | None:
        """Right, missing, or one digit wrong."""
        way = self.chance.random()
        if way < 0.1:
            return None
        return day + dt.timedelta(days=self.chance.choice((-1, 1, 2))) if way < 0.15 else day

"""Planted groups written as data: `plants.yaml` in the folder of a scenario.

A file lists kinds. A kind has a `name`, `positive`, `people`, `cases` and `rows`; `says` names the cases whose truth
it tells (all, unless told) and `otherwise` those that must stay silent in a positive group. `shared` holds anchors.

    kinds:
      - name: fine below the least
        positive: true
        people: {甲: person}
        cases:
          本案: {case_kind: 刑初, cause_name: 盗窃罪, filed_on: 2021-01-04..2025-06-30, closed_on: filed_on+30..60,
                 disposition: judgment, parties: {甲: accused}}
        rows:
          fine: [{case_id: 本案, subject_id: 甲, fine_fen: 30000..50000, _from: closed_on}]

A value is what it says, but: `A..B` draws from two days or whole numbers, a list draws one of its entries,
`filed_on+10` or `本案.closed_on-5..9` counts days from a day of a case, and the name of a person or a case stands for
it; `本案.court_id` is its court, which `court` sets by its code. In a text, `#` becomes a mark that no other group has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from mingjing.court.catalogue import TABLES, Column, Personal
from mingjing.court.courts import BY_CODE
from mingjing.errors import WrongUse
from mingjing.sample.plants import Kind
from mingjing.sample.world import Case, PartyOf, Row, Subject, World
from mingjing.scenario import library
from mingjing.scenario.yaml12 import load

FILE = "plants.yaml"
Spec = dict[str, Any]
_RANGE = re.compile(r"(?P<low>-?\d+|\d{4}-\d\d-\d\d)\.\.(?P<high>-?\d+|\d{4}-\d\d-\d\d)")
_DAY = re.compile(
    r"(?:(?P<case>[^.]+)\.)?(?P<day>filed_on|closed_on)(?:(?P<sign>[+-])(?P<low>\d+)(?:\.\.(?P<high>\d+))?)?"
)


def sown_kinds() -> list[Kind]:
    """The kinds of every scenario folder that has a file of them, by the name of the scenario."""
    found = sorted((name, folder / FILE) for name, folder in library.folders().items())
    return [kind for name, path in found if path.is_file() for kind in kinds_in(name, path)]


def kinds_in(scenario: str, path: Path) -> Iterator[Kind]:
    """The kinds that a file lists. Raises WrongUse naming the kind and what is wrong with it."""
    for spec in load(path.read_text(encoding="utf-8"))["kinds"]:
        yield Kind(scenario, spec["name"], spec["positive"], partial(_sow, spec=spec))


def _sow(world: World, spec: Spec) -> None:
    group = _Group(world, spec, f"{world.seed}x{len(world.subjects)}x{len(world.cases)}")
    try:
        group.grow()
    except (KeyError, TypeError, ValueError) as e:
        raise WrongUse(
            f"{world.scenario}/{FILE}「{spec['name']}」有误：{e!r}。", "请对照数据目录核对人、案件、列和取值的写法。"
        ) from e


@dataclass
class _Group:
    """One group being made."""

    world: World
    spec: Spec
    mark: str
    people: dict[str, Subject] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)

    def grow(self) -> None:
        """People, then cases, then rows, then the truth."""
        for name, kind in self.spec.get("people", {}).items():
            self.people[name] = self._person(kind)
        for name, facts in self.spec["cases"].items():
            self.cases[name] = self._case(dict(facts))
        for table, rows in self.spec.get("rows", {}).items():
            for row in rows:
                self._row(table, dict(row))
        otherwise = self.spec.get("otherwise", [])
        self.world.says(*(self.cases[n] for n in self.spec.get("says", self.cases) if n not in otherwise))
        self.world.says(*(self.cases[n] for n in otherwise), positive=False)

    def _person(self, kind: str) -> Subject:
        match kind:
            case "person":
                return self.world.person()
            case "company":
                return self.world.company()
            case "unknown person":
                return self.world.person(known=False)
        return self.world.org(kind.replace("#", self.mark))

    def _case(self, facts: Spec) -> Case:
        parties = facts.pop("parties", {})
        filed_on = self._drawn(facts.pop("filed_on"), {})
        days = {"filed_on": filed_on}
        closed_on = self._drawn(facts.pop("closed_on", None), days)
        plain = {name: self._drawn(v, days) for name, v in facts.items()}
        if "court" in plain:
            plain["court"] = BY_CODE[plain["court"]]
        kind, cause, ended = plain.pop("case_kind"), plain.pop("cause_name"), plain.pop("disposition", None)
        made = self.world.case(kind, cause, filed_on, closed_on, ended, **plain)
        for name, role in parties.items():
            self.world.party(made, self.people[name], role)
        return made

    def _row(self, table: str, values: Spec) -> None:
        case = self.cases[values["case_id"]] if "case_id" in values else None
        days = {"filed_on": case.filed_on, "closed_on": case.closed_on} if case else {}
        known_on, own_name = self._drawn(values.pop("_from", None), days), values.pop("_as", None)
        plain = {
            n: self._cell(_column(table, n), self._drawn(v, days), case) for n, v in values.items() if n != "case_id"
        }
        row = self.world.row(table, case, known_on or (None if case else date(2019, 1, 2)), **plain)
        if own_name:
            self.rows[own_name] = row

    def _cell(self, column: Column, drawn: Any, case: Case | None) -> Any:
        """A person stands for the number, the party, the keyed digest or the name, as the column wants it."""
        if isinstance(drawn, Subject) and case and column.refers == "party":
            return PartyOf(case, drawn)
        if isinstance(drawn, Subject) and column.personal is Personal.IDENTITY:
            return drawn.id_key
        return drawn.name if isinstance(drawn, Subject) and not column.refers else drawn

    def _drawn(self, written: Any, days: dict[str, date | None]) -> Any:
        if isinstance(written, list):
            return self._drawn(self.world.chance.choice(written), days)
        if not isinstance(written, str):
            return written
        if written.endswith(".court_id"):
            return self.cases[written.removesuffix(".court_id")].facts["court_id"]
        if written in self.people or written in self.cases or written in self.rows:
            return self.people.get(written) or self.cases.get(written) or self.rows[written]
        if found := _RANGE.fullmatch(written):
            return self._between(found["low"], found["high"])
        if found := _DAY.fullmatch(written):
            return self._day(found, days)
        return written.replace("#", self.mark)

    def _between(self, low: str, high: str) -> int | date:
        if "-" in low[1:]:
            return self.world.day(date.fromisoformat(low), date.fromisoformat(high))
        return self.world.chance.randint(int(low), int(high))

    def _day(self, found: re.Match[str], days: dict[str, date | None]) -> date:
        start = self.cases[found["case"]].facts[found["day"]] if found["case"] else days[found["day"]]
        if not isinstance(start, date):
            raise ValueError(f"{found[0]}：该案没有这个日期")
        low = int(found["low"] or 0)
        count = self.world.chance.randint(*sorted((low, int(found["high"] or low))))
        return start + timedelta(days=-count if found["sign"] == "-" else count)


def _column(table: str, name: str) -> Column:
    column = TABLES[table].column(name)
    if column is None:
        raise KeyError(f"{table}.{name}")
    return column

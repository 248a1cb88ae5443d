"""What a plant writes: people, cases and rows, before any case has its identifier."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from mingjing.court.courts import SHANGHAI, Court
from mingjing.sample.names import GIVEN, RARE_SURNAMES, SURNAMES, TRADE_ENDS, TRADE_NAMES, TRADES

FIRST_DAY, LAST_DAY = date(2019, 1, 2), date(2025, 12, 30)
AS_OF = date(2025, 12, 31)
"""The day of the data; everything that happened by LAST_DAY is recorded before it begins."""
FOREVER = datetime(9999, 12, 31)
FIRST_SUBJECT, FIRST_KEY, FIRST_SLOT = 60_000_001, 10_000_000_000_001, 60
DIVISION = tuple(court for court in SHANGHAI if court.level == 1 and court.code != "沪7101")
CAUSE_CODES = {
    "离婚纠纷": "9015",
    "离婚后财产纠纷": "9016",
    "同居关系析产纠纷": "9022",
    "民间借贷纠纷": "9181",
    "追偿权纠纷": "9293",
    "债权转让合同纠纷": "9138",
    "买卖合同纠纷": "9142",
    "金融借款合同纠纷": "9178",
    "网络购物合同纠纷": "9148",
    "服务合同纠纷": "9265",
    "房屋租赁合同纠纷": "9196",
    "产品责任纠纷": "9717",
    "保证合同纠纷": "9185",
    "诈骗罪": "202",
}


@dataclass(eq=False)
class Subject:
    """A planted person or body."""

    subject_id: int
    kind: str
    name: str
    id_key: str | None


@dataclass(eq=False)
class Case:
    """A planted case; `case_id` is known only after all cases stand in order of filing."""

    key: int
    facts: dict[str, Any]
    parties: list[tuple[Subject, str, str]] = field(default_factory=list)
    case_id: int = 0

    @property
    def filed_on(self) -> date:
        """Day of filing."""
        return self.facts["filed_on"]  # type: ignore[no-any-return]

    @property
    def closed_on(self) -> date | None:
        """Day of closing, None while open."""
        return self.facts["closed_on"]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class PartyOf:
    """Somebody as a party of a planted case: what columns that refer to parties hold."""

    case: Case
    subject: Subject


@dataclass(eq=False)
class Row:
    """A planted row of any table; values may be cases, subjects or other rows."""

    table: str
    case: Case | None
    values: dict[str, Any]
    known_from: datetime
    known_to: datetime = FOREVER
    slot: int = 0


@dataclass(frozen=True)
class Truth:
    """What a scenario must say of a case, and why the case is there."""

    scenario: str
    case: Case
    positive: bool
    kind: str


ROLE_SIDES = {
    "plaintiff": "A",
    "defendant": "B",
    "third_party": "C",
    "creditor": "A",
    "debtor": "B",
    "appellant": "A",
    "appellee": "B",
    "prosecutor": "A",
    "accused": "B",
    "applicant": "A",
    "respondent": "B",
    "convict": "B",
}


class World:
    """Collects the planted people, cases, rows and truth; `chance` is set anew for every group."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = Random(seed)
        self.scenario = ""
        self.kind = ""
        self.positive = True
        self.court = DIVISION[0]
        self.subjects: list[Subject] = []
        self.cases: list[Case] = []
        self.rows: list[Row] = []
        self.truth: list[Truth] = []
        self._slots: dict[tuple[str, int], int] = {}

    def begin(self, scenario: str, kind: str, positive: bool, number: int) -> None:
        """Start a group: its chance depends on the seed, the scenario, the kind and its number only."""
        self.chance = Random(f"{self.seed}/{scenario}/{kind}/{number}")
        self.scenario, self.kind, self.positive = scenario, kind, positive
        self.court = self.chance.choice(DIVISION)

    # people

    def person(self, name: str | None = None, *, known: bool = True) -> Subject:
        """A person; one who is not `known` has no id_key and, unless told, a name that nobody else has."""
        return self._subject("person", name or (self._name() if known else self._rare_name()), known)

    def company(self, name: str | None = None, *, known: bool = True) -> Subject:
        """A firm."""
        trade = name or f"上海{self._of(TRADE_NAMES)}{self._of(TRADE_ENDS)}{self._of(TRADES)}有限公司"
        return self._subject("company", trade, known)

    def org(self, name: str) -> Subject:
        """Another body."""
        return self._subject("org", name, True)

    def _of(self, options: tuple[str, ...]) -> str:
        return self.chance.choice(options)

    def _name(self) -> str:
        return self._of(SURNAMES) + self._of(GIVEN) + self._of(GIVEN)

    def _rare_name(self) -> str:
        number = len(self.subjects)
        return (
            RARE_SURNAMES[number % 20]
            + GIVEN[number // 20 % len(GIVEN)]
            + GIVEN[number // 20 // len(GIVEN) % len(GIVEN)]
            + "之"
        )

    def _subject(self, kind: str, name: str, known: bool) -> Subject:
        number = FIRST_SUBJECT + len(self.subjects)
        made = Subject(number, kind, name, identity(self.seed, number) if known else None)
        self.subjects.append(made)
        return made

    # days

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both possible."""
        return first + timedelta(days=self.chance.randint(0, (last - first).days))

    def after(self, day: date, low: int, high: int) -> date:
        """A day `low` to `high` days later."""
        return day + timedelta(days=self.chance.randint(low, high))

    # cases

    def case(
        self,
        case_kind: str,
        cause: str,
        filed_on: date,
        closed_on: date | None = None,
        disposition: str | None = None,
        *,
        court: Court | None = None,
        **facts: Any,
    ) -> Case:
        """A case of the group's court; keywords set more columns; `own_panel` and the like stop the usual rows."""
        until = closed_on or max(filed_on + timedelta(days=150), LAST_DAY + timedelta(days=30))
        base = {
            "case_kind": case_kind,
            "cause_name": cause,
            "cause_code": CAUSE_CODES.get(cause),
            "filed_on": filed_on,
            "closed_on": closed_on,
            "ends_on": until,
            "disposition": disposition,
            "court_id": (court or self.court).court_id,
            "own_panel": False,
            "own_claim": False,
        }
        made = Case(FIRST_KEY + len(self.cases), base | facts)
        self.cases.append(made)
        return made

    def party(self, case: Case, subject: Subject, role: str) -> None:
        """`subject` stands in `case`; the side follows from the role."""
        case.parties.append((subject, role, ROLE_SIDES[role]))

    def suit(
        self,
        plaintiff: Subject,
        defendant: Subject,
        cause: str,
        filed_on: date,
        closed_on: date | None = None,
        disposition: str | None = None,
        **facts: Any,
    ) -> Case:
        """A civil suit of first instance."""
        made = self.case(
            facts.pop("case_kind", "民初"),
            cause,
            filed_on,
            closed_on,
            disposition,
            procedure=facts.pop("procedure", "simple"),
            **facts,
        )
        self.party(made, plaintiff, "plaintiff")
        self.party(made, defendant, "defendant")
        return made

    # rows

    def row(
        self, table: str, case: Case | None, known_on: date | None = None, known_to: datetime = FOREVER, **values: Any
    ) -> Row:
        """A row known from the morning of `known_on`, or from the filing of its case."""
        slot = self._slots[table, case.key if case else 0] = self._slots.get((table, case.key if case else 0), -1) + 1
        made = Row(table, case, values, recorded(known_on) if known_on else filed(case), known_to, slot)
        self.rows.append(made)
        return made

    def then(self, row: Row, known_on: date, **values: Any) -> Row:
        """A later version of `row`: the same key, some values changed."""
        row.known_to = recorded(known_on)
        later = Row(row.table, row.case, row.values | values, recorded(known_on), FOREVER, row.slot)
        self.rows.append(later)
        return later

    def says(self, *cases: Case, positive: bool | None = None) -> None:
        """What the group's scenario must say of these cases."""
        verdict = self.positive if positive is None else positive
        self.truth += [Truth(self.scenario, case, verdict, self.kind) for case in cases]


def identity(seed: int, subject_id: int) -> str:
    """The keyed hash of a subject, as the background's SQL makes it."""
    return hashlib.md5(f"id{seed}/{subject_id}".encode(), usedforsecurity=False).hexdigest()[:20]


def recorded(day: date) -> datetime:
    """The moment at which a row of that day is recorded (UTC)."""
    return datetime.combine(day, time(9, 20))


def filed(case: Case | None) -> datetime:
    """The moment at which the first rows of a case are recorded, before its first milestone."""
    return datetime.combine(case.filed_on, time(0, 31)) if case else datetime(2019, 1, 1)


def months(day: date, count: int) -> date:
    """The same day `count` months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))

"""How well papers are read, measured against hand-labelled rows: precision, recall and F1 for each point.

Matching, point by point. A point of one paper is a set of entries (a multiset where the same may be said twice); an
entry is right when it equals a labelled one after normalising, and nothing else is. Single values are sets of at most
one entry, so a value read where the row has none costs precision, and a value missed costs recall. Normalising:
brackets, digits and blanks of numbers; blanks and brackets of names; amounts in fen; days as ISO. What a row leaves out
as not labelled for its kind of paper (no `defendants`, no `claims` in a criminal paper) counts neither way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingjing.court import case_number
from mingjing.reading.errors import WrongGold
from mingjing.reading.gold import to_gold
from mingjing.reading.reader import read

Row = dict[str, Any]
Entries = Counter[tuple[Any, ...]]


@dataclass(slots=True)
class Mark:
    """One point over all papers; `misses` are (paper, read but not labelled, labelled but not read)."""

    right: int = 0
    read: int = 0
    labelled: int = 0
    misses: list[tuple[str, Any, Any]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was read."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.read + self.labelled) if self.read + self.labelled else 1.0

    def add(self, paper: str, got: Entries, want: Entries) -> None:
        """Count one paper."""
        right = got & want
        self.right += right.total()
        self.read += got.total()
        self.labelled += want.total()
        if got != want:
            self.misses.append((paper, _told(got - right), _told(want - right)))


def _told(entries: Entries) -> list[Any]:
    return [entry[0] if len(entry) == 1 else entry for entry in entries.elements()]


def _name(text: str | None) -> str:
    return re.sub(r"\s", "", (text or "").replace("(", "（").replace(")", "）"))


def _fen(yuan: float | None) -> int | None:
    return None if yuan is None else round(yuan * 100)


def _one(value: Any) -> Entries:
    return Counter([(value,)]) if value not in (None, "", []) else Counter()


def _many(values: Iterable[Any]) -> Entries:
    return Counter(value if isinstance(value, tuple) else (value,) for value in values)


def _number(row: Row) -> Entries:
    return _one(case_number.normal(row["case_no"]) if row.get("case_no") else None)


def _judges(row: Row) -> Iterator[tuple[str, str]]:
    """Everyone who judged, with the part they took."""
    panel = row["panel"]
    yield from (("judge", name) for name in panel["judges"])
    yield from (("lay", name) for name in panel["jurors"])


def _dates(row: Row) -> Iterator[tuple[str, str]]:
    """Every day except that of judgment, which is a point of its own."""
    for name, day in row["dates"].items():
        if name in ("filing", "prosecution", "application", "first_instance") and day:
            yield name, day
        yield from ((name, one) for one in day if name == "hearing")


def _items(row: Row) -> list[Row]:
    return [item for item in row.get("main_items") or [] if isinstance(item, dict)]


def _interest(row: Row) -> Iterator[tuple[Any, ...]]:
    """base, rate per year (else its words), start and end of each clause."""
    for item in _items(row):
        clauses = item.get("interest") or []
        for clause in clauses if isinstance(clauses, list) else [clauses]:
            rate = clause.get("rate_annual")
            words = re.sub(r"^(?:按照?|依照|以|每)", "", clause.get("rate") or "")
            yield (
                _fen(clause.get("base")),
                words if rate is None else round(rate, 4),
                clause.get("start"),
                clause.get("end"),
            )


def _accused(row: Row) -> list[Row]:
    return list(row.get("defendants") or [])


def _penalties(row: Row) -> Iterator[tuple[str, str, Row]]:
    """Accused, charge (并罚 for all together) and punishment."""
    for accused in _accused(row):
        yield from ((_name(accused["name"]), one["charge"], one) for one in accused["charges"])
        if accused.get("combined"):
            yield _name(accused["name"]), "并罚", accused["combined"]


def _terms(row: Row) -> Iterator[tuple[Any, ...]]:
    """Kind and length for each charge, and the days between which the term runs."""
    for name, charge, penalty in _penalties(row):
        yield name, charge, penalty["term_type"], penalty["term_months"]
    for accused in _accused(row):
        if accused.get("term_start") or accused.get("term_end"):
            yield _name(accused["name"]), accused.get("term_start"), accused.get("term_end")


def _amounts(row: Row, key: str) -> Iterator[tuple[Any, ...]]:
    for name, charge, penalty in _penalties(row):
        if penalty.get(key) is not None:
            yield name, charge, penalty[key]


def _fee(row: Row) -> Iterator[tuple[Any, ...]]:
    fee = row.get("fee")
    if fee:
        yield "kind", fee["kind"]
        yield from ((key, _fen(fee[key])) for key in ("total", "charged") if fee.get(key) is not None)


def _bearers(row: Row) -> Iterator[tuple[Any, ...]]:
    for bearer in (row.get("fee") or {}).get("bearers") or []:
        yield tuple(sorted(_name(name) for name in bearer["names"])), _fen(bearer["amount"])


def _decisions(row: Row) -> Iterator[str]:
    yield from (case_number.normal(d["case_no"]) for d in row.get("prior_decisions") or [])
    yield from (case_number.normal(number) for number in row.get("basis_docs") or [])


@dataclass(frozen=True, slots=True)
class Point:
    """How a point is taken from a row, the goal for its F1, and for which labelled rows it counts."""

    take: Callable[[Row], Entries]
    goal: float | None = None
    counts: Callable[[Row], bool] = lambda row: True


def _has(key: str) -> Callable[[Row], bool]:
    return lambda row: row.get(key) is not None


def _when(key: str, category: str) -> Callable[[Row], bool]:
    return lambda row: row.get(key) is not None or row.get("case_category") != category


POINTS: dict[str, Point] = {
    "case_no": Point(_number, 0.98),
    "court": Point(lambda r: _one(_name(r.get("court"))), 0.98),
    "doc_type": Point(lambda r: _one(r.get("doc_type")), 0.98),
    "judgment_date": Point(lambda r: _one(r["dates"].get("judgment")), 0.98),
    "judge": Point(lambda r: _one(_name(r["panel"].get("presiding"))), 0.98),
    "clerk": Point(lambda r: _one(_name(r["panel"].get("clerk"))), 0.98),
    "panel": Point(lambda r: _many(_judges(r))),
    "case_category": Point(lambda r: _one(r.get("case_category"))),
    "procedure": Point(lambda r: _one(r.get("procedure"))),
    "cause": Point(lambda r: _many(r.get("cause") or ())),
    "dates": Point(lambda r: _many(_dates(r))),
    "parties": Point(lambda r: _many((p["role"], _name(p["name"])) for p in r["parties"]), 0.96),
    "party_details": Point(
        lambda r: _many(
            (_name(p["name"]), key, _name(p[key]))
            for p in r["parties"]
            for key in ("type", "gender", "birth", "orig_role")
            if p.get(key)
        )
    ),
    "agents": Point(lambda r: _many((a["role"], _name(a["name"])) for a in r["agents"]), 0.96),
    "agent_firms": Point(lambda r: _many((_name(a["name"]), _name(a["org"])) for a in r["agents"] if a.get("org"))),
    "agent_for": Point(
        lambda r: _many((_name(a["name"]), _name(who)) for a in r["agents"] for who in a.get("for") or ())
    ),
    "articles": Point(
        lambda r: _many((a["law"], a["article"], a["paragraph"], a["item"]) for a in r["cited_articles"]), 0.97
    ),
    "charges": Point(lambda r: _many((n, c) for n, c, _ in _penalties(r)), 0.96, _has("defendants")),
    "terms": Point(lambda r: _many(_terms(r)), 0.96, _has("defendants")),
    "fines": Point(lambda r: _many(_amounts(r, "fine_yuan")), 0.96, _has("defendants")),
    "probation": Point(lambda r: _many(_amounts(r, "probation_months")), 0.96, _has("defendants")),
    "circumstances": Point(
        lambda r: _many((_name(a["name"]), c) for a in _accused(r) for c in a["circumstances"]),
        0.92,
        _has("defendants"),
    ),
    "refused": Point(
        lambda r: _many((_name(a["name"]), c) for a in _accused(r) for c in a["circumstances_rejected"]),
        None,
        _has("defendants"),
    ),
    "prior_convictions": Point(
        lambda r: _many(
            (_name(a["name"]), c["charge"], c.get("date"), c.get("term_months"))
            for a in _accused(r)
            for c in a.get("prior_convictions") or ()
        ),
        None,
        _has("defendants"),
    ),
    "claims_total": Point(lambda r: _one(_fen((r.get("claims") or {}).get("total"))), None, _when("claims", "刑事")),
    "claims_items": Point(
        lambda r: _many(_fen(i) for i in (r.get("claims") or {}).get("items") or ()), None, _when("claims", "刑事")
    ),
    "order_kinds": Point(lambda r: _many(item["type"] for item in _items(r))),
    "order_amounts": Point(lambda r: _many(_fen(i["amount"]) for i in _items(r) if i.get("amount") is not None), 0.92),
    "order_payers": Point(
        lambda r: _many((_fen(i.get("amount")), _name(p)) for i in _items(r) for p in i.get("payer") or ()), 0.92
    ),
    "order_payees": Point(
        lambda r: _many((_fen(i.get("amount")), _name(p)) for i in _items(r) for p in i.get("payee") or ()), 0.92
    ),
    "order_components": Point(lambda r: _many(_fen(c) for i in _items(r) for c in i.get("components") or ())),
    "order_deadlines": Point(
        lambda r: _many((_fen(i.get("amount")), i["deadline_days"]) for i in _items(r) if i.get("deadline_days"))
    ),
    "interest": Point(lambda r: _many(_interest(r))),
    "fee": Point(lambda r: _many(_fee(r)), 0.95),
    "fee_bearers": Point(lambda r: _many(_bearers(r)), 0.95),
    "decisions": Point(lambda r: _many(_decisions(r))),
    "appeal": Point(lambda r: _many((r.get("appeal") or {}).items())),
    "second_instance": Point(lambda r: _one(r.get("second_instance_result"))),
    "default_judgment": Point(lambda r: _one(r.get("default_judgment"))),
    "trial_form": Point(lambda r: _many((r.get("trial_form") or {}).keys())),
}
"""Every point that is measured, with the goal for its F1 where there is one."""


@dataclass(slots=True)
class Scores:
    """Marks by point, and the refused circumstances that were taken for accepted ones."""

    marks: dict[str, Mark] = field(default_factory=lambda: {name: Mark() for name in POINTS})
    leaked: list[tuple[str, Any]] = field(default_factory=list)

    def add(self, paper: str, got: Row, want: Row) -> None:
        """Count one paper."""
        for name, point in POINTS.items():
            if point.counts(want):
                self.marks[name].add(paper, point.take(got), point.take(want))
        self.leaked += [(paper, one) for one in _leaks(got, want)]

    @property
    def micro(self) -> float:
        """F1 over the entries of all points together."""
        total = Mark()
        for mark in self.marks.values():
            total.right, total.read = total.right + mark.right, total.read + mark.read
            total.labelled += mark.labelled
        return total.f1

    @property
    def macro(self) -> float:
        """The mean of the points' F1."""
        return sum(mark.f1 for mark in self.marks.values()) / len(self.marks)


def _leaks(got: Row, want: Row) -> Iterator[tuple[Any, ...]]:
    """What the labels have as refused and not also as accepted, but was read as accepted."""
    if want.get("defendants") is None:
        return
    accepted, refused = POINTS["circumstances"].take, POINTS["refused"].take
    yield from (accepted(got) & (refused(want) - accepted(want))).elements()


def score(pairs: Iterable[tuple[str, Row, Row]]) -> Scores:
    """Scores for (paper, row as read, row as labelled)."""
    scores = Scores()
    for paper, got, want in pairs:
        scores.add(paper, got, want)
    return scores


def score_file(path: str | Path) -> Scores:
    """Scores for a file of rows {id, text, gold}.

    Raises
        WrongGold: a row has no text or no labels
    """
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    bad = tuple(str(row.get("id")) for row in rows if "text" not in row or "gold" not in row)
    if bad:
        raise WrongGold(bad)
    return score((row["id"], to_gold(read(row["text"], row["id"])), row["gold"]) for row in rows)

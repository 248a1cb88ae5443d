"""Links between subjects: found by number, decided by people, kept with their history and never destructive."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from mingjing.court.catalogue.identity import LINK_STATES
from mingjing.identity.errors import LinkStands, UnknownLink
from mingjing.identity.groups import Groups, Pair, ordered
from mingjing.store.writing import highest_key, insert, replace_rows

APART = frozenset({"refuted", "undone"})
"""States in which a person has said that the two are not one, or not to be taken as one."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two subjects held to be one, or that may be; why, how surely, and who said so."""

    a_subject_id: int
    b_subject_id: int
    rule: str
    state: str
    score: float
    evidence: str
    decided_by: str | None = None
    reason: str | None = None

    @property
    def pair(self) -> Pair:
        """The two, the smaller first."""
        return ordered((self.a_subject_id, self.b_subject_id))


@cache
def statements() -> dict[str, str]:
    """The statements of identity.sql by name."""
    text = Path(__file__).with_name("identity.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Names as they are compared, on this connection."""
    con.execute(statements()["fold"])
    con.execute(statements()["names"])


def link_by_number(con: duckdb.DuckDBPyConnection, at: dt.datetime) -> list[Link]:
    """Link the subjects that have the same number and share a name; the same number under other names waits for

    people. Gives what is new: a pair that a person has set apart stays apart, and so does whoever would join the two.
    """
    prepare(con)
    known = {link.pair: link.state for _, link in in_force(con)}
    together = Groups(con.execute(statements()["same_name_and_number"]).fetchall())
    apart = [pair for pair, state in known.items() if state in APART]
    disputed = {together.of(a) for a, b in apart if together.of(a) == together.of(b)}
    found = [
        link
        for _, subjects in con.execute(statements()["same_number"]).fetchall()
        for link in of_one_number(together.members(subjects), disputed)
        if link.pair not in known
    ]
    keep(con, found, at)
    return found


def of_one_number(groups: dict[int, list[int]], disputed: set[int]) -> Iterable[Link]:
    """The links among subjects of one number, which are grouped by the names they share."""
    first = next(iter(groups))
    for group, (head, *others) in groups.items():
        state = "candidate" if group in disputed else "linked"
        yield from (Link(head, b, "same_number", state, 1.0, "号码相同；名称相同或为曾用名") for b in others)
        if group != first:
            yield Link(first, group, "number_conflict", "candidate", 0.5, "号码相同；名称不同，可能改名、录错或冒用")


def keep(con: duckdb.DuckDBPyConnection, links: Sequence[Link], at: dt.datetime) -> None:
    """Write new links, known from `at`."""
    number = highest_key(con, "subject_link", "subject_link_id")
    rows = [asdict(link) | {"subject_link_id": n, "_from": at} for n, link in enumerate(links, number + 1)]
    if rows:
        insert(con, "subject_link", rows)


def in_force(con: duckdb.DuckDBPyConnection) -> list[tuple[int, Link]]:
    """Every link in force with its number."""
    return [(number, Link(*row)) for number, *row in con.execute(statements()["links"]).fetchall()]


def listed(con: duckdb.DuckDBPyConnection, state: str, most: int) -> list[dict[str, Any]]:
    """Links in a state with the names of both, the surest first."""
    result = con.execute(statements()["listed"], {"state": state, "most": most})
    columns = [d[0] for d in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def decide(con: duckdb.DuckDBPyConnection, link_id: int, same: bool, by: str, reason: str, at: dt.datetime) -> Link:
    """A person says of a candidate that the two are one, or are not. Raises UnknownLink, LinkStands."""
    link = waiting(con, link_id, "candidate", "再确认；要改变决定，请先撤销")
    return _replace(con, link_id, link, "linked" if same else "refuted", by, reason, at)


def undo(con: duckdb.DuckDBPyConnection, link_id: int, by: str, reason: str, at: dt.datetime) -> Link:
    """Take back a link: one that a rule made will not be made again, one that a person decided is a candidate again."""
    link = waiting(con, link_id, "linked refuted", "撤销")
    return _replace(con, link_id, link, "candidate" if link.decided_by else "undone", by, reason, at)


def waiting(con: duckdb.DuckDBPyConnection, link_id: int, states: str, wanted: str) -> Link:
    """The link of that number, in one of these states. Raises UnknownLink, LinkStands."""
    found = dict(in_force(con)).get(link_id)
    if found is None:
        raise UnknownLink(link_id)
    if found.state not in states.split():
        raise LinkStands(link_id, LINK_STATES[found.state], wanted)
    return found


def _replace(
    con: duckdb.DuckDBPyConnection, link_id: int, old: Link, state: str, by: str, reason: str, at: dt.datetime
) -> Link:
    new = Link(old.a_subject_id, old.b_subject_id, old.rule, state, old.score, old.evidence, by, reason)
    replace_rows(con, "subject_link", "subject_link_id", [link_id], at)
    insert(con, "subject_link", [asdict(new) | {"subject_link_id": link_id, "_from": at}])
    return new


def one_subject(con: duckdb.DuckDBPyConnection, at: dt.datetime) -> Groups:
    """Who was one with whom at a moment: the group of a subject goes by its smallest number."""
    return Groups(con.execute(statements()["linked_at"], {"at": at}).fetchall())

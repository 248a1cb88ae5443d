"""`bench identity`: 100,000 invented persons and companies; who is one with whom, and who only seems so."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from itertools import combinations

import duckdb

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.bench.identity_people import Inventor, Written
from mingjing.identity.candidates import find_candidates
from mingjing.identity.groups import Groups, Pair
from mingjing.identity.keys import Sm3Keyring
from mingjing.identity.links import Link, link_by_number, one_subject
from mingjing.store.opening import sound
from mingjing.store.writing import create, insert

AT = dt.datetime(2025, 6, 1)


def measure(how_many: int, seed: int) -> Measured:
    """Wrong links by number, and how many of the candidates are right and of the right pairs are found."""
    begun = time.perf_counter()
    written = Inventor(seed, Sm3Keyring(bytes(range(32)))).invent(how_many)
    invented = time.perf_counter()
    with sound(duckdb.connect()) as con:
        create(con)
        for table, rows in (("subject", written.subjects), ("subject_name", written.names), ("party", written.parties)):
            insert(con, table, rows)
        linking = time.perf_counter()
        links = link_by_number(con, AT)
        linked = time.perf_counter()
        candidates = find_candidates(con, AT)
        found = time.perf_counter()
        together = one_subject(con, AT)
    wrong = [link for link in links if link.state == "linked" and not right(written, link)]
    wanted = apart(written, together)
    asked = [link for link in (*links, *candidates) if link.state == "candidate"]
    hit = {link.pair for link in asked if right(written, link)}
    goals = [
        Goal("同号关联中连错的", 0, len(wrong), "对"),
        Goal("候选查准率", 0.8, share(len(hit), len(asked)), "比例", least=True),
        Goal("候选查全率", 0.8, share(len(reached(hit, wanted)), len(wanted)), "比例", least=True),
    ]
    figures = {
        "persons_and_companies": how_many,
        "rows": len(written.subjects),
        "numbers_refused_by_checksum": written.refused,
        "linked_by_number": sum(link.state == "linked" for link in links),
        "number_conflicts": sum(link.rule == "number_conflict" for link in links),
        "candidates": len(asked),
        "pairs_wanted": len(wanted),
        "by_score": by_score(written, asked),
        "seconds": {
            "invent": round(invented - begun, 2),
            "link": round(linked - linking, 2),
            "candidates": round(found - linked, 2),
        },
    }
    return Measured("identity", goals, figures)


def right(written: Written, link: Link) -> bool:
    """Whether the two are one."""
    return written.who[link.a_subject_id] == written.who[link.b_subject_id]


def apart(written: Written, together: Groups) -> set[Pair]:
    """Pairs of groups that are one person or company and were not linked by number."""
    groups: dict[int, set[int]] = {}
    for subject, who in written.who.items():
        groups.setdefault(who, set()).add(together.of(subject))
    return {pair for heads in groups.values() for pair in combinations(sorted(heads), 2)}


def reached(hit: set[Pair], wanted: set[Pair]) -> set[Pair]:
    """The wanted pairs that come together when people confirm every right candidate."""
    joined = Groups(hit)
    return {(a, b) for a, b in wanted if joined.of(a) == joined.of(b)}


def by_score(written: Written, asked: list[Link]) -> dict[str, float]:
    """How many of the candidates are right, by how sure they were said to be."""
    of = Counter(f"{int(link.score * 10) / 10:.1f}" for link in asked)
    hit = Counter(f"{int(link.score * 10) / 10:.1f}" for link in asked if right(written, link))
    return {score: round(hit[score] / of[score], 3) for score in sorted(of)}


def share(part: int, whole: int) -> float | None:
    """A part of a whole; none when there is no whole."""
    return part / whole if whole else None

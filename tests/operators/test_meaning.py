"""What each operator gives over a few rows, on every engine: a case per row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import psycopg
import pytest
from tables import Rows, box, day, said, table

Con, Pg = duckdb.DuckDBPyConnection, psycopg.Connection
EVENTS = table("events", "case_id kind happened_on")
DEBTS = table("debts", "debt_id person_id owed_fen due_on")
STATUS = table("status", "person_id since_on state")
STAYS = table("stays", "person_id from_on to_on")
TERMS = table("terms", "person_id begun_on ended_on")
PARTIES = table("parties", "case_id subject_id side")
OTHERS = table("others", "other_id other_subject_id other_side")
SUITS = table("suits", "case_id contract claim filed_on status")
READ = table("read", "case_id code value")
READ_TOO = table("read_too", "case_id code value")
PEOPLE = table("people", "person_id number name born_on")
DEAD = table("dead", "dead_id dead_number dead_name dead_born_on")
SALES = table("sales", "case_id role amount_fen")

Case = tuple[str, Callable[[], Any], dict[Any, Rows], Rows]
CASES: list[Case] = [
    (
        "the greatest debt of each person; a tie goes to the lower id, an unknown amount last",
        lambda: box("top", input=DEBTS, by=["person_id"], order=[{"owed_fen": "desc"}]),
        {DEBTS: [(1, 7, 500, None), (2, 7, 500, None), (3, 7, None, None), (4, 8, None, None), (5, None, 9, None)]},
        [(1, 7, 500, None, 1), (4, 8, None, None, 1)],
    ),
    (
        "the first two of all, by day",
        lambda: box("top", input=DEBTS, by=[], order=["due_on"], n=2, place="no_n"),
        {DEBTS: [(1, 7, 1, "2025-03-01"), (2, 7, 1, None), (3, 7, 1, "2025-01-01"), (4, 8, 1, "2025-02-01")]},
        [(3, 7, 1, day("2025-01-01"), 1), (4, 8, 1, day("2025-02-01"), 2)],
    ),
    (
        "the state at the time; nothing known yet leaves the row out",
        lambda: box(
            "as_of_join", left=DEBTS, right=STATUS, on={"person_id": "person_id"}, at="due_on", since="since_on"
        ),
        {
            DEBTS: [(1, 7, 5, "2025-03-01"), (2, 7, 5, "2025-02-28"), (3, 8, 5, "2025-01-01"), (4, None, 5, None)],
            STATUS: [(7, "2025-01-01", "a"), (7, "2025-03-01", "b"), (8, "2025-06-01", "c"), (7, None, "d")],
        },
        [(1, 7, 5, day("2025-03-01"), day("2025-03-01"), "b"), (2, 7, 5, day("2025-02-28"), day("2025-01-01"), "a")],
    ),
    (
        "with outer, repeats and rows without a state stay; of two on a day one is taken",
        lambda: box(
            "as_of_join",
            left=DEBTS,
            right=STATUS,
            on={"person_id": "person_id"},
            at="due_on",
            since="since_on",
            outer=True,
        ),
        {
            DEBTS: [(1, 7, 5, "2025-03-01"), (1, 7, 5, "2025-03-01"), (4, None, 5, None)],
            STATUS: [(7, "2025-01-01", "z"), (7, "2025-01-01", "b")],
        },
        [(1, 7, 5, day("2025-03-01"), day("2025-01-01"), "b")] * 2 + [(4, None, 5, None, None, None)],
    ),
    (
        "spans that share a day; the end of one is open",
        lambda: box(
            "overlap_join",
            left=STAYS,
            right=TERMS,
            on={"person_id": "person_id"},
            left_span=["from_on", "to_on"],
            right_span=["begun_on", "ended_on"],
        ),
        {
            STAYS: [(7, "2025-01-01", "2025-01-10"), (8, "2025-01-01", None), (9, None, "2025-01-10")],
            TERMS: [
                (7, "2025-01-10", "2025-02-01"),
                (7, "2025-01-11", None),
                (8, "2025-05-01", None),
                (9, "2025-01-01", None),
            ],
        },
        [
            (
                7,
                day("2025-01-01"),
                day("2025-01-10"),
                day("2025-01-10"),
                day("2025-02-01"),
                day("2025-01-10"),
                day("2025-01-10"),
                1,
            ),
            (8, day("2025-01-01"), None, day("2025-05-01"), None, day("2025-05-01"), None, None),
        ],
    ),
    (
        "filed, then withdrawn within seven days, no hearing between",
        lambda: box(
            "sequence",
            first=box("filter", input=EVENTS, where="kind = '立案'"),
            then=then(),
            on={"case_id": "case_id"},
            first_on="happened_on",
            then_on="left_on",
            within=7,
            between=box("filter", input=EVENTS, where="kind = '开庭'"),
            between_on={"case_id": "case_id"},
            between_day="happened_on",
        ),
        {
            EVENTS: [
                (1, "立案", "2025-01-01"),
                (1, "撤诉", "2025-01-08"),
                (2, "立案", "2025-01-01"),
                (2, "撤诉", "2025-01-09"),
                (3, "立案", "2025-01-01"),
                (3, "开庭", "2025-01-02"),
                (3, "撤诉", "2025-01-03"),
                (4, "撤诉", "2025-01-01"),
                (4, "立案", "2025-01-02"),
                (5, "立案", "2025-01-01"),
                (5, "撤诉", "2025-01-01"),
                (5, "开庭", None),
            ]
        },
        [(1, "立案", day("2025-01-01"), day("2025-01-08"), 7), (5, "立案", day("2025-01-01"), day("2025-01-01"), 0)],
    ),
    (
        "a column per role; what is not declared is passed over",
        lambda: box(
            "pivot",
            input=SALES,
            by=["case_id"],
            column="role",
            values={"a_fen": "甲", "b_fen": "乙"},
            value="amount_fen",
            take="sum",
        ),
        {SALES: [(1, "甲", 5), (1, "甲", 6), (1, "丙", 7), (2, "乙", None), (2, None, 1)]},
        [(1, 11, None), (2, None, None)],
    ),
    (
        "how often each role occurs",
        lambda: box(
            "pivot", input=SALES, by=["case_id"], column="role", values={"a_n": "甲", "b_n": "乙"}, take="count"
        ),
        {SALES: [(1, "甲", 5), (1, "甲", 6), (1, "丙", 7), (2, None, 1)]},
        [(1, 2, 0), (2, 0, 0)],
    ),
    (
        "sets that share two elements or more; repeats count once, NULL is no element",
        lambda: box(
            "set_overlap",
            left=PARTIES,
            right=OTHERS,
            left_key="case_id",
            right_key="other_id",
            element={"subject_id": "other_subject_id"},
            least=2,
        ),
        {
            PARTIES: [(1, 7, None), (1, 8, None), (1, 9, None), (1, 9, None), (2, 7, None), (2, None, None)],
            OTHERS: [(5, 7, None), (5, 8, None), (6, 7, None), (None, 8, None)],
        },
        [(1, 5, 2, 3, 2, 2 / 3, 2 / 3)],
    ),
    (
        "the same number is the same person; without a number, the same name and birth is a suspicion",
        lambda: box(
            "identity_match",
            left=PEOPLE,
            right=DEAD,
            number={"number": "dead_number"},
            facts={"name": "dead_name", "born_on": "dead_born_on"},
        ),
        {
            PEOPLE: [(1, "k1", "张三", "1960-01-01"), (2, None, "李四", "1970-01-01"), (3, "k3", "李四", "1970-01-01")],
            DEAD: [(10, "k1", "张叁", "1960-01-01"), (11, "k9", "李四", "1970-01-01"), (12, None, "李四", None)],
        },
        [
            (1, "k1", "张三", day("1960-01-01"), 10, "k1", "张叁", day("1960-01-01"), "same_number"),
            (2, None, "李四", day("1970-01-01"), 11, "k9", "李四", day("1970-01-01"), "suspected"),
        ],
    ),
    (
        "two cases with exactly the same parties, and one that shares a party on the same side",
        lambda: box(
            "party_overlap",
            people=PARTIES,
            others=OTHERS,
            case={"case_id": "other_id"},
            subject={"subject_id": "other_subject_id"},
            side={"side": "other_side"},
        ),
        {
            PARTIES: [(1, 7, "A"), (1, 8, "B"), (2, 7, "A"), (3, 7, "B")],
            OTHERS: [(1, 7, "A"), (1, 8, "B"), (4, 7, "A"), (4, 8, "B"), (5, 8, "B"), (5, 9, "B")],
        },
        [(1, 4, 2, 2, 2, True), (1, 5, 1, 2, 2, False), (2, 1, 1, 1, 2, False), (2, 4, 1, 1, 2, False)],
    ),
    (
        "other cases of the same party on the other side",
        lambda: box(
            "other_cases",
            people=PARTIES,
            others=OTHERS,
            case={"case_id": "other_id"},
            subject={"subject_id": "other_subject_id"},
            where="side <> other_side",
        ),
        {PARTIES: [(1, 7, "A"), (1, None, "A")], OTHERS: [(1, 7, "B"), (2, 7, "A"), (3, 7, "B"), (4, None, "B")]},
        [(1, 7, "A", 3, 7, "B")],
    ),
    (
        "a later suit with the same parties on the same contract; the claims may differ or be unknown",
        lambda: box(
            "duplicate_suit",
            suits=SUITS,
            parties=PARTIES,
            case="case_id",
            subject="subject_id",
            matter=["contract"],
            claim="claim",
            filed="filed_on",
            earlier="status <> 'withdrawn'",
        ),
        {
            SUITS: [
                (1, "k", "还款", "2025-01-01", "open"),
                (2, "k", "还款", "2025-02-01", "open"),
                (3, "k", None, "2025-02-01", "withdrawn"),
                (4, "k", "还款", "2025-03-01", "open"),
                (5, None, "还款", "2025-03-01", "open"),
                (6, "k", "还款", "2025-04-01", "open"),
            ],
            PARTIES: [
                *((c, s, None) for c in (1, 2, 3, 5) for s in (7, 8)),
                (4, 7, None),
                (4, 9, None),
                (6, 7, None),
                (6, 8, None),
                (6, 9, None),
            ],
        },
        [
            (2, "k", "还款", day("2025-02-01"), "open", 1, True),
            (3, "k", None, day("2025-02-01"), "withdrawn", 1, None),
            (3, "k", None, day("2025-02-01"), "withdrawn", 2, None),
        ],
    ),
    (
        "points on which two papers differ, and those that only one has",
        lambda: box(
            "compare_documents", left=READ, right=READ_TOO, key=["case_id"], points=["J001", "J002", "J003", "J004"]
        ),
        {
            READ: [(1, "J001", "甲"), (1, "J002", "乙"), (1, "J003", "丙"), (1, "J009", "x"), (2, "J001", "甲")],
            READ_TOO: [(1, "J001", "甲"), (1, "J002", "乙二"), (1, "J004", "丁"), (1, "J009", "y")],
        },
        [
            (1, "J002", "乙", "乙二", "differs"),
            (1, "J003", "丙", None, "only_left"),
            (1, "J004", None, "丁", "only_right"),
            (2, "J001", "甲", None, "only_left"),
        ],
    ),
]


def then() -> Any:
    """Withdrawals, their day under another name."""
    withdrawn = box("filter", input=EVENTS, where="kind = '撤诉'")
    return box("project", input=withdrawn, columns={"case_id": "case_id", "left_on": "happened_on"})


@pytest.mark.parametrize(("build", "given", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_an_operator_gives(build: Callable[[], Any], given: dict[Any, Rows], expected: Rows, con: Con, pg: Pg) -> None:
    assert said(build(), given, con, pg) == sorted(expected, key=lambda r: [(v is None, str(v)) for v in r])


def test_a_sample_takes_its_share_and_keeps_the_rows_of_a_key_together(con: Con, pg: Pg) -> None:
    rows = [(i % 1000, None, i) for i in range(2000)]
    found = said(box("sample", input=SALES, key="case_id", take=1, of=4), {SALES: rows}, con, pg)
    keys = [r[0] for r in found]
    assert 180 <= len(set(keys)) <= 320 and len(keys) == 2 * len(set(keys))
    other = said(box("sample", input=SALES, key="case_id", take=1, of=4, seed=2), {SALES: rows}, con, pg)
    assert len({r[0] for r in other} & set(keys)) < 0.5 * len(set(keys))


def test_all_parts_of_a_sample_are_the_whole(con: Con, pg: Pg) -> None:
    rows = [(i, None, i) for i in range(50)]
    assert said(box("sample", input=SALES, key="case_id", take=7, of=7), {SALES: rows}, con, pg) == sorted(
        rows, key=str
    )

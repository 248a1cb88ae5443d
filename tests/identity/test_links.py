"""Links between subjects: made by number, decided by people, taken back without loss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from mingjing.identity.candidates import find_candidates
from mingjing.identity.errors import LinkStands, UnknownLink
from mingjing.identity.links import decide, in_force, link_by_number, one_subject, undo
from mingjing.store.opening import sound
from mingjing.store.writing import create, insert

BEFORE, AT, LATER = dt.datetime(2025, 1, 1), dt.datetime(2025, 6, 1), dt.datetime(2025, 7, 1)
BORN = dt.date(1980, 5, 17)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with sound(duckdb.connect()) as made:
        create(made)
        yield made


def subject(con, number, name, key=None, born_on=BORN, kind="person", address=None, former=()):
    insert(
        con,
        "subject",
        [{"subject_id": number, "kind": kind, "id_key": key, "name": name, "born_on": born_on, "_from": BEFORE}],
    )
    if address:
        insert(
            con,
            "party",
            [{"party_id": number, "case_id": 1, "subject_id": number, "address": address, "_from": BEFORE}],
        )
    insert(
        con,
        "subject_name",
        [
            {"subject_name_id": number * 10 + i, "subject_id": number, "name": n, "_from": BEFORE}
            for i, n in enumerate(former)
        ],
    )


def states(con) -> dict[tuple[int, int], str]:
    return {link.pair: link.state for _, link in in_force(con)}


def test_the_same_number_and_name_are_linked(con) -> None:
    subject(con, 1, "甄士隐", "k1")
    subject(con, 2, "甄 士隐", "k1")
    subject(con, 3, "甄士隐", "k2")
    link_by_number(con, AT)
    assert states(con) == {(1, 2): "linked"}
    assert one_subject(con, AT).of(2) == 1 and one_subject(con, BEFORE).of(2) == 2


def test_a_former_name_carries_the_link_on(con) -> None:
    subject(con, 1, "上海旧名贸易有限公司", "c", kind="company", born_on=None)
    subject(con, 2, "上海新名贸易有限责任公司", "c", kind="company", born_on=None, former=["上海旧名贸易有限公司"])
    subject(con, 3, "上海新名贸易有限公司", "c", kind="company", born_on=None)
    link_by_number(con, AT)
    assert {one_subject(con, AT).of(s) for s in (1, 2, 3)} == {1}


def test_the_same_number_under_another_name_waits_for_people(con) -> None:
    subject(con, 1, "甄士隐", "k1")
    subject(con, 2, "贾雨村", "k1")
    (found,) = link_by_number(con, AT)
    assert (found.rule, found.state) == ("number_conflict", "candidate")
    assert one_subject(con, AT).of(2) == 2


def test_linking_twice_finds_nothing_new(con) -> None:
    for n in (1, 2, 3):
        subject(con, n, "甄士隐", "k1")
    assert len(link_by_number(con, AT)) == 2 and link_by_number(con, LATER) == []


def test_an_undone_link_is_not_made_again_not_even_through_a_third(con) -> None:
    subject(con, 2, "甄士隐", "k1")
    subject(con, 3, "甄士隐", "k1")
    link_by_number(con, AT)
    ((number, _),) = in_force(con)
    undo(con, number, "某甲", "号码录错", LATER)
    assert link_by_number(con, LATER) == []
    subject(con, 1, "甄士隐", "k1")
    link_by_number(con, LATER)
    assert states(con) == {(2, 3): "undone", (1, 2): "candidate", (1, 3): "candidate"}


def test_the_history_of_a_link_is_kept(con) -> None:
    subject(con, 1, "甄士隐", "k1")
    subject(con, 2, "甄士隐", "k1")
    link_by_number(con, AT)
    undo(con, 1, "某甲", "号码录错", LATER)
    assert one_subject(con, AT).of(2) == 1 and one_subject(con, LATER).of(2) == 2
    told = con.execute("SELECT state, decided_by, reason FROM subject_link ORDER BY _from").fetchall()
    assert told == [("linked", None, None), ("undone", "某甲", "号码录错")]
    assert con.execute("SELECT count(*) FROM subject").fetchone() == (2,)


def test_a_person_confirms_refutes_and_takes_back(con) -> None:
    subject(con, 1, "甄士隐", "k1")
    subject(con, 2, "贾雨村", "k1")
    link_by_number(con, BEFORE)
    decide(con, 1, True, "某甲", "本人已改名", AT)
    assert one_subject(con, AT).of(2) == 1
    with pytest.raises(LinkStands, match="请先撤销"):
        decide(con, 1, False, "某甲", "", AT)
    undo(con, 1, "某乙", "再查", LATER)
    assert states(con) == {(1, 2): "candidate"}
    decide(con, 1, False, "某乙", "照片不符", LATER + dt.timedelta(1))
    assert states(con) == {(1, 2): "refuted"}


def test_an_unknown_link_is_refused(con) -> None:
    with pytest.raises(UnknownLink):
        undo(con, 99, "某甲", "试", AT)


def crowd(con) -> None:
    """People who have nothing to do with each other, so that chance agreement can be measured."""
    for n in range(100, 400):
        born_on = dt.date(1950, 1, 1) + dt.timedelta(n * 37 % 18_000)
        name = "赵钱孙李周吴郑王"[n % 8] + chr(0x5B89 + n * 7 % 331)
        subject(con, n, name, f"k{n}", born_on, address=f"虚构路{n}号{n % 9}室")


def test_people_alike_become_candidates_and_never_links(con) -> None:
    crowd(con)
    subject(con, 1, "甄士隐", "k1", address="虚构路1号")
    subject(con, 2, "甄士隐", None, address="虚构路1号")
    found = {link.pair: link for link in find_candidates(con, AT)}
    assert found[1, 2].state == "candidate" and found[1, 2].score > 0.9
    assert found[1, 2].evidence == "姓名相同；出生日期相同；住址相同；号码不详"
    assert one_subject(con, AT).of(2) == 2


def test_a_candidate_that_was_refuted_is_not_proposed_again(con) -> None:
    crowd(con)
    subject(con, 1, "甄士隐", "k1", address="虚构路1号")
    subject(con, 2, "甄士隐", None, address="虚构路1号")
    find_candidates(con, BEFORE)
    number = next(n for n, link in in_force(con) if link.pair == (1, 2))
    decide(con, number, False, "某甲", "是父子", AT)
    assert (1, 2) not in {link.pair for link in find_candidates(con, LATER)}


def test_the_same_name_alone_is_no_candidate(con) -> None:
    crowd(con)
    subject(con, 1, "甄士隐", "k1", address="虚构路1号")
    subject(con, 2, "甄士隐", "k2", dt.date(1955, 1, 2), address="别路9号")
    assert (1, 2) not in {link.pair for link in find_candidates(con, AT)}

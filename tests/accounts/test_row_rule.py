"""Who sees which rows, and how much of them."""

from __future__ import annotations

import pytest
from house import PUDONG, WIDE, XUHUI

from mingjing.accounts.actions import CourtRow, load_courts
from mingjing.accounts.masking import shown_evidence
from mingjing.accounts.models import Court
from mingjing.accounts.queries import sight_of
from mingjing.lifecycle import cases, queries
from mingjing.lifecycle.models import Clue

pytestmark = pytest.mark.django_db

SEES = [
    ("judge", XUHUI, True),
    ("judge", PUDONG, False),
    ("neighbour", PUDONG, True),
    ("middle", XUHUI, False),
    ("middle", "上海市黄浦区人民法院", True),
    ("supervisor", XUHUI, True),
    ("engineer", PUDONG, True),
]


@pytest.mark.parametrize(("username", "court", "sees"), SEES)
def test_people_see_their_court_and_those_below(person, username, court, sees):
    visible = queries.clues(person(username)).filter(court__name=court, scenario_id=WIDE)
    assert visible.exists() is sees
    found = cases.find("", 500, sight_of(person(username)))
    assert any(r["court"] == court for r in found) is sees


def test_secret_and_juvenile_cases_need_more_than_the_right_court(person, clue_in):
    judge, clue = person("judge"), clue_in(XUHUI)
    Clue.objects.filter(pk=clue.pk).update(secret_level=1)
    assert not queries.clues(judge).filter(pk=clue.pk).exists()
    judge.clearance = 1
    assert queries.clues(judge).filter(pk=clue.pk).exists()
    Clue.objects.filter(pk=clue.pk).update(juvenile=True)
    assert queries.clues(judge).filter(pk=clue.pk).exists()
    judge.sees_juvenile = False
    assert not queries.clues(judge).filter(pk=clue.pk).exists()


def test_the_court_data_follow_the_same_rule_for_secret_and_juvenile_cases(person):
    plain = sight_of(person("engineer"))
    secret = (
        cases.opened()
        .con.execute("SELECT case_id FROM case_main WHERE secret_level > 0 OR juvenile LIMIT 20")
        .fetchall()
    )
    assert secret
    for (case_id,) in secret:
        with pytest.raises(Exception, match="没有找到"):
            cases.one(case_id, plain)


def test_the_engineer_sees_masked_names(browse, clue_in):
    clue = clue_in(XUHUI)
    Clue.objects.filter(pk=clue.pk).update(subject="张三丰", message="当事人张三丰多次出借。")
    _, masked = browse("engineer")("GET", f"/clues/{clue.pk}")
    _, plain = browse("judge")("GET", f"/clues/{clue.pk}")
    assert (masked["subject"], masked["message"]) == ("张某某", "当事人张某某多次出借。")
    assert (plain["subject"], plain["message"]) == ("张三丰", "当事人张三丰多次出借。")


def test_a_renamed_column_is_masked_by_its_label_and_identity_keys_for_everyone():
    item = {
        "table": "ext_death",
        "columns": {"death_name": "张三丰", "death_key": "110101199001011234", "died_on": "2024-01-01"},
        "labels": {"death_name": "姓名或名称", "death_key": "证件密键", "died_on": "死亡日期"},
    }
    key = "110***********1234"
    assert shown_evidence(item, masked=True)["columns"] == {
        "death_name": "张某某",
        "death_key": key,
        "died_on": "2024-01-01",
    }
    assert shown_evidence(item, masked=False)["columns"]["death_name"] == "张三丰"
    assert shown_evidence(item, masked=False)["columns"]["death_key"] == key


def test_the_tree_of_courts_is_kept_as_paths():
    load_courts([CourtRow(901, "甲高院", 3, None), CourtRow(902, "甲中院", 2, 901), CourtRow(903, "甲基层", 1, 902)])
    assert Court.objects.get(court_id=903).path == "901/902/903/"

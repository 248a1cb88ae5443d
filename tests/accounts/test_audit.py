"""The audit log grows only, and shows any tampering."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from house import XUHUI

from mingjing.accounts import audit
from mingjing.accounts.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_line_says_who_when_which_case_and_why():
    event = audit.record("judge", "查看案件", case_ids=[7, 7, 3], purpose="办理案件")
    event.refresh_from_db()
    assert (event.actor, event.case_ids, event.purpose) == ("judge", [3, 7], "办理案件")
    assert event.at.tzinfo is not None


def test_the_chain_holds_over_everything_done_so_far():
    audit.record("judge", "一")
    audit.record("judge", "二", facts={"数": 1})
    assert audit.first_broken() is None


@pytest.mark.parametrize("deed", ["UPDATE accounts_auditevent SET actor = 'x'", "DELETE FROM accounts_auditevent"])
def test_the_database_itself_refuses_to_change_the_log(deed):
    audit.record("judge", "一")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE accounts_auditevent SET actor = 'nobody' WHERE id = %s",
        "UPDATE accounts_auditevent SET case_ids = '[1]' WHERE id = %s",
        "DELETE FROM accounts_auditedcase WHERE event_id = %s",
    ],
)
def test_tampering_past_the_guard_breaks_the_chain_at_that_line(deed):
    first = audit.record("judge", "一", case_ids=[5])
    audit.record("judge", "二")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER accounts_auditevent_no_update")
        cursor.execute(deed, [first.pk])
    assert audit.first_broken() == first.pk


def test_a_removed_line_is_noticed_at_the_next_one():
    first, second = audit.record("judge", "一"), audit.record("judge", "二")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER accounts_auditevent_no_delete")
        cursor.execute("DELETE FROM accounts_auditevent WHERE id = %s", [first.pk])
    assert audit.first_broken() == second.pk


READS = [
    ("judge", "/clues", "查看线索清单"),
    ("judge", "/clues/{clue}", "查看线索"),
    ("judge", "/cases?q=", "查询案件"),
    ("judge", "/cases/{case}", "查看案件"),
    ("judge", "/alerts?state=all", "查看预警清单"),
    ("judge", "/workbench", "查看工作台"),
    ("judge", "/clues/export", "导出线索"),
]


@pytest.mark.parametrize(("username", "path", "action"), READS)
def test_every_read_of_personal_data_is_logged(browse, clue_in, username, path, action):
    clue = clue_in(XUHUI)
    before = AuditEvent.objects.count()
    status, _ = browse(username)(
        "GET", path.format(clue=clue.pk, case=clue.case_id), **{"X-Purpose": "%E5%A4%8D%E6%A0%B8"}
    )
    event = AuditEvent.objects.order_by("-id").first()
    assert status == 200 and AuditEvent.objects.count() == before + 1
    assert (event.actor, event.action, event.purpose) == (username, action, "复核")
    if "{" in path:
        assert event.case_ids == [clue.case_id]


def test_who_looked_at_a_case_is_answered(browse, clue_in):
    clue = clue_in(XUHUI)
    browse("judge")("GET", f"/cases/{clue.case_id}")
    status, page = browse("supervisor")("GET", f"/audit?case_id={clue.case_id}")
    assert status == 200 and page["items"][0]["actor"] == "judge"
    assert browse("supervisor")("GET", "/audit/chain")[1]["broken_at"] is None

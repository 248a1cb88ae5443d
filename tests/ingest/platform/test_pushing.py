"""A source system pushes over HTTP: who may, what is kept once and for good, and what becomes of it."""

from __future__ import annotations

import json
import random
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingjing.accounts.models import AuditEvent
from mingjing.ingest.apply.inbox import pushed
from mingjing.ingest.apply.kinds import verified
from mingjing.ingest.declared.loading import read_system
from mingjing.ingest.declared.system import System
from mingjing.ingest.pushing import push
from tests.ingest.platform.pair import asked, new_database
from tests.ingest.platform.pushing_house import apply_all, batch, case, declared, for_ever, wait_for_changes

TOKEN, OTHER = "t" * 24, "u" * 24
NUMBERS = count(1)
NOW = "_to = TIMESTAMP '9999-12-31'"
COURT = f"SELECT case_id, case_number, amount_in_dispute_fen FROM case_main WHERE {NOW} ORDER BY 1"


@pytest.fixture
def filing(logical: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[System, str]:
    """A filing system that may push, and the court's database."""
    target = new_database(logical, f"pushed_{next(NUMBERS)}")
    monkeypatch.setenv("MINGJING_SOURCES", str(tmp_path))
    monkeypatch.setenv("MINGJING_DATABASE", target)
    monkeypatch.setenv("MINGJING_FILING", TOKEN)
    monkeypatch.setenv("MINGJING_PORTAL", OTHER)
    declared(tmp_path, "portal", "push")
    return declared(tmp_path, "filing", "push"), target


def send(body: bytes, *, key: str = "k1", token: str = TOKEN, to: str = "filing") -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post(f"/api/ingest/{to}", body, "application/json", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_a_push_is_kept_once_applied_with_history_and_audited(filing: tuple[System, str]) -> None:
    system, target = filing
    assert send(batch(case(7, bdje="12.34")))[1] == {
        "batch": 1, "repeated": False, "changes": 1, "refused": 0, "reasons": []
    }  # fmt: skip
    assert send(batch(case(7, bdje="12.34")))[1]["repeated"] is True
    apply_all(lambda: pushed(system, target))
    send(batch(case(7, bdje=99), case(8)), key="k2")
    apply_all(lambda: pushed(system, target))
    send(batch({"ajbs": 8}, op="delete"), key="k3")
    apply_all(lambda: pushed(system, target))
    assert asked(target, COURT) == [(7, "案7", 9900)]
    versions = "SELECT case_id, amount_in_dispute_fen FROM case_main ORDER BY 1, _from"
    assert asked(target, versions) == [(7, 1234), (7, 9900), (8, 100_000)]
    assert asked(target, "SELECT position, op::text, row_key FROM mj_source_change ORDER BY position, seq") == [
        (1, "U", "7"), (2, "U", "7"), (2, "U", "8"), (3, "D", "8")
    ]  # fmt: skip
    facts = AuditEvent.objects.filter(action="推送数据").order_by("id").values_list("actor", "action", "facts")
    assert facts[0] == (
        "来源系统 filing",
        "推送数据",
        {"batch": 1, "changes": 1, "refused": 0, "repeated": False},
    )
    assert len(facts) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"token": "wrong"}, 401, "wrong_token"),
        ({"token": ""}, 401, "wrong_token"),
        ({"token": OTHER}, 401, "wrong_token"),
        ({"to": "trial"}, 401, "wrong_token"),
        ({"to": "nothing"}, 401, "wrong_token"),
        ({"key": ""}, 422, "idempotency_key_missing"),
        ({"key": "k" * 201}, 422, "idempotency_key_missing"),
    ],
)
def test_who_may_not_push_is_refused_and_nothing_is_kept(
    filing: tuple[System, str], said: dict[str, str], status: int, code: str
) -> None:
    got, answer = send(batch(case(7)), **said)
    assert (got, answer["code"]) == (status, code) and answer["detail"].endswith("。")
    assert asked(filing[1], "SELECT to_regclass('mj_inbox')") == [(None,)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'{"changes": []}', b'{"changes": NaN}', "{“}".encode("gb18030"), b"[" * 100_000,
     b'{"changes": [1], "changes": [2]}', batch(*[case(1)] * 10_001)],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused_whole(filing: tuple[System, str], body: bytes) -> None:
    status, answer = send(body)
    assert (status, answer["code"]) == (422, "bad_batch")


@pytest.mark.django_db
def test_a_key_that_comes_with_another_body_is_refused(filing: tuple[System, str]) -> None:
    send(batch(case(7)))
    assert send(batch(case(8)))[0] == 409
    assert send(batch(case(8)), to="portal", token=OTHER)[1]["batch"] == 1


def test_a_short_token_opens_nothing(filing: tuple[System, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_FILING", "short")
    assert send(batch(case(7)), token="short")[0] == 401


REFUSED = [
    ({"ajbs": "七"}, "列 ajbs 的值“七”不是整数"),
    ({"ajbs": 1.5}, "列 ajbs 的值“1.5”不是整数"),
    ({"ajbs": None}, "主键列 ajbs 为空"),
    ({"ajbs": 2**63}, "列 ajbs 的值“9223372036854775808”超出范围"),
    ({"ah": 20250115}, "列 ah 的值“20250115”不是文字；编号、证件号须以文字给出，否则前导零和末位会丢失"),
    ({"ah": "a\x00"}, "列 ah 的值含有空字符，不能存入"),
    ({"bdje": "一千"}, "列 bdje 的值“一千”不是数字"),
    ({"larq": "2025-02-30"}, "列 larq 的值“2025-02-30”不是日期（应为 2025-06-30 的写法）"),
    ({"larq": "0000-00-00"}, "列 larq 的值“0000-00-00”是零日期，不是日期（应为 2025-06-30 的写法）"),
    ({"yw": 1}, "有没有声明的列 yw；已声明 ajbs、ah、ajlx、bdje、larq"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("wrong", "reason"), REFUSED)
def test_a_row_that_would_be_bent_is_parked_and_the_others_go_on(
    filing: tuple[System, str], wrong: dict[str, Any], reason: str
) -> None:
    system, target = filing
    answer = send(batch(case(7, **wrong), case(8)))[1]
    assert answer["refused"] == 1 and answer["reasons"] == [{"number": 1, "table": "aj", "reason": reason}]
    apply_all(lambda: pushed(system, target))
    assert asked(target, COURT) == [(8, "案8", 100_000)]
    assert asked(target, "SELECT feed, reason FROM mj_parked") == [("", reason)]


@pytest.mark.django_db
def test_a_parked_row_is_let_go_when_a_good_one_of_its_key_comes(filing: tuple[System, str]) -> None:
    system, target = filing
    send(batch(case(7, larq="2025"), case(9, ajlx="0999")))
    apply_all(lambda: pushed(system, target))
    parked = "SELECT row_key, feed FROM mj_parked ORDER BY 1"
    assert asked(target, parked) == [("7", ""), ("9", "case_main")]
    send(batch(case(7), case(9)), key="k2")
    apply_all(lambda: pushed(system, target))
    assert asked(target, parked) == []


@pytest.mark.django_db
def test_a_parked_row_is_stored_when_the_declaration_was_mended(filing: tuple[System, str], tmp_path: Path) -> None:
    system, target = filing
    send(batch(case(7, yw="新列", bdje="0.10"), case(8, ah=5)))
    apply_all(lambda: pushed(system, target))
    path = tmp_path / "filing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ajlx: [text", "yw: [text, 业务], ajlx: [text"), "utf-8")
    following = pushed(read_system(path), target)
    following.prepare()
    assert following.replay() == {"tried": 2, "parked": 1}
    following.close()
    assert asked(target, COURT) == [(7, "案7", 10)]


@pytest.mark.django_db
def test_what_was_changed_behind_its_back_is_found_and_mended(filing: tuple[System, str]) -> None:
    system, target = filing
    send(batch(*(case(n) for n in range(1, 41))))
    send(batch({"ajbs": 40}, op="delete"), key="k2")
    apply_all(lambda: pushed(system, target))
    asked(target, "UPDATE src_filing.aj SET ah = '改过' WHERE ajbs = 7")
    asked(target, "DELETE FROM src_filing.aj WHERE ajbs = 8")
    asked(target, "INSERT INTO src_filing.aj VALUES (41, '混入', '0301', 1, NULL), (40, '复活', '0301', 1, NULL)")
    asked(target, f"UPDATE case_main SET case_number = '改过' WHERE case_id = 9 AND {NOW}")
    following = pushed(system, target)
    following.look_only()
    found = verified(following, system.tables[0], repair=True)
    assert (found.compared, found.differing, found.repaired) == (40, 4, 5)
    assert verified(following, system.tables[0]).found == 0
    following.close()


def test_whatever_is_killed_every_push_is_applied_once_in_its_order(filing: tuple[System, str]) -> None:
    system, target = filing
    apply_all(lambda: pushed(system, target))
    rng, process = random.Random(1), for_ever(lambda: pushed(system, target))
    said: list[tuple[str, int]] = []
    for number in range(240):
        ops = [("put", rng.randrange(1, 30)) for _ in range(3)] + [("delete", rng.randrange(1, 30))]
        changes = [{"table": "aj", "op": op, "row": case(n, bdje=number)} for op, n in ops]
        body = json.dumps({"changes": changes}).encode()
        for _ in range(rng.choice((1, 1, 2))):  # an answer that was lost: the sender tries again
            push(system, f"k{number}", body)
        said += ops
        if number % 12 == 11:
            time.sleep(rng.uniform(0.1, 0.5))
            process.kill()
            process.join()
            process = for_ever(lambda: pushed(system, target))
    wait_for_changes(lambda sql: asked(target, sql), 100)
    process.kill()
    process.join()
    apply_all(lambda: pushed(system, target))
    log = asked(target, "SELECT op::text, row_key::int FROM mj_source_change ORDER BY position, seq")
    assert log == [("U" if op == "put" else "D", n) for op, n in said]
    following = pushed(system, target)
    following.look_only()
    assert verified(following, system.tables[0]).found == 0
    following.close()

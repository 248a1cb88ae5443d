"""Signing in and out, forms, lock-out."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from mingjing.accounts import actions
from mingjing.accounts.models import MachineKey

pytestmark = pytest.mark.django_db


def strict() -> tuple[Client, str]:
    client = Client(enforce_csrf_checks=True)
    return client, client.get("/api/csrf").json()["token"]


def sign_in(client: Client, token: str, username: str, password: str):
    body = json.dumps({"username": username, "password": password})
    return client.post("/api/login", body, content_type="application/json", headers={"X-CSRFToken": token})


def test_the_right_password_opens_a_session():
    client, token = strict()
    answer = sign_in(client, token, "judge", "judge-password")
    assert answer.status_code == 200
    assert answer.json()["role_label"] == "法官"
    assert client.get("/api/me").json()["username"] == "judge"
    assert client.get("/api/csrf").json()["me"]["court"] == "上海市徐汇区人民法院"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer():
    client, token = strict()
    known, unknown = (sign_in(client, token, name, "wrong") for name in ("judge", "nobody"))
    assert known.status_code == unknown.status_code == 401
    assert known.json() == unknown.json() == {"code": "sign_in_failed", "detail": "用户名或密码不正确，请重新输入。"}


def test_a_form_without_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    answer = sign_in(client, "", "judge", "judge-password")
    assert (answer.status_code, answer.json()["code"]) == (403, "form_expired")


def test_a_write_without_token_is_refused_though_signed_in():
    client, token = strict()
    sign_in(client, token, "judge", "judge-password")
    answer = client.post("/api/logout")
    assert (answer.status_code, answer.json()["code"]) == (403, "form_expired")
    fresh = client.cookies["csrftoken"].value
    assert client.post("/api/logout", headers={"X-CSRFToken": fresh}).status_code == 200
    assert client.get("/api/me").status_code == 401


def test_five_wrong_passwords_lock_the_door_even_for_the_right_one():
    client, token = strict()
    answers = [sign_in(client, token, "judge", f"wrong{i}").status_code for i in range(5)]
    assert answers[-1] == 429
    locked = sign_in(client, token, "judge", "judge-password")
    assert (locked.status_code, locked.json()["code"]) == (429, "locked_out")
    assert sign_in(client, token, "supervisor", "supervisor-password").status_code == 200


def test_somebody_who_has_left_can_not_sign_in(person):
    judge = person("judge")
    judge.is_active = False
    judge.save()
    client, token = strict()
    assert sign_in(client, token, "judge", "judge-password").status_code == 401


def test_the_demo_passwords_are_told_in_the_demo_only(settings):
    assert Client().get("/api/csrf").json()["demo"] is None
    settings.DEMO = True
    told = Client().get("/api/csrf").json()["demo"]["users"]
    assert [u["password"] for u in told] == ["judge-demo", "supervisor-demo", "engineer-demo"]


def test_a_machine_key_works_until_it_is_revoked(browse):
    key = actions.make_machine_key("案件系统", "engineer")
    body = {"case_id": 2**62, "milestone": "C03", "passed_at": "2025-06-01T10:00:00"}
    assert browse(None)("POST", "/milestones", body, **{"X-Key": key})[0] in (200, 404)
    assert key not in str(MachineKey.objects.values())
    MachineKey.objects.update(revoked_at="2025-01-01T00:00:00Z")
    assert browse(None)("POST", "/milestones", body, **{"X-Key": key})[0] == 401

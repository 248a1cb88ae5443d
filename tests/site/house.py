"""A platform in use: the sample court, people of three courts and three roles, clues of two scenarios."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import mingjing
from mingjing.accounts.actions import put_person
from mingjing.accounts.models import Court as CourtRecord
from mingjing.accounts.models import Person
from mingjing.ingest.documents import read_documents
from mingjing.lifecycle.models import Clue
from mingjing.running.court import Court
from mingjing.sample.build import build
from mingjing.site import loading

WIDE = "professional_lender"
NARROW = "dead_party"
XUHUI, PUDONG = "上海市徐汇区人民法院", "上海市浦东新区人民法院"
PEOPLE = {
    "judge": ("judge", XUHUI),
    "neighbour": ("judge", PUDONG),
    "middle": ("supervisor", "上海市第二中级人民法院"),
    "supervisor": ("supervisor", "上海市高级人民法院"),
    "engineer": ("engineer", "上海市高级人民法院"),
    "clerk": ("clerk", XUHUI),
    "labeller": ("engineer", "上海市高级人民法院"),
}
"""徐汇 lies under the first intermediate court, so `middle` (the second) sees neither 徐汇 nor 浦东."""
LABELLERS = {"labeller"}
PAPERS_OF = (
    "SELECT d.document_id, d.case_id FROM document d JOIN case_main c USING (case_id) JOIN court t USING (court_id)"
    " WHERE t.name = ? AND d.doc_type = '判决书'"
    " AND coalesce(c.secret_level, 0) = 0 AND NOT coalesce(c.juvenile, false)"
    " ORDER BY d.document_id"
)
"""Judgments of a court that everybody in it may see."""


@cache
def built(folder: Path) -> Path:
    """The sample court, built once for all folders of tests."""
    out = folder / "court.duckdb"
    build(cases=2000, seed=7, out=out)
    read_documents(out, lambda stage, share: None)
    return out


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker, sample_path: Path) -> None:
    settings.MINGJING_DATA = sample_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock():
        if not Person.objects.exists():
            fill(sample_path)


def fill(path: Path) -> None:
    loading.open_books()
    for username, (role, court) in PEOPLE.items():
        put_person(
            username,
            f"{username}-password",
            name=f"{username}先生",
            role=role,
            court=CourtRecord.objects.get(name=court),
            sees_juvenile=role != "engineer",
            labels=username in LABELLERS,
        )
    with mingjing.open(path) as court:
        for name in (WIDE, NARROW):
            loading.load_clues(court.screen(name), "supervisor")


@pytest.fixture
def court(sample_path: Path) -> Court:
    return mingjing.open(sample_path)


@pytest.fixture
def person(db):
    return lambda username: Person.objects.select_related("court").get(username=username)


@dataclass
class Browser:
    """A signed-in browser; `get` and the others give (status, body)."""

    client: Client

    def __call__(self, method: str, path: str, body: object = None, **headers: str):
        kind = {"content_type": "application/json"} if body is not None else {}
        answer = getattr(self.client, method.lower())(f"/api{path}", data=body, headers=headers, **kind)
        if answer.headers.get("Content-Type", "").startswith("application/json"):
            return answer.status_code, answer.json()
        body = answer.getvalue() if answer.streaming and not answer.is_async else answer
        answer.close()
        return answer.status_code, body


@pytest.fixture
def browse(person):
    """A browser of the person with this name; None is nobody."""

    def opened(username: str | None) -> Browser:
        client = Client()
        if username:
            client.force_login(person(username), "django.contrib.auth.backends.ModelBackend")
        return Browser(client)

    return opened


@pytest.fixture
def clue_in(db):
    """A plain clue of the wide scenario in a court."""
    return lambda court: (
        Clue.objects.filter(court__name=court, scenario_id=WIDE, secret_level=0, juvenile=False).order_by("id").first()
    )


END = dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)

"""A model that is not admitted cannot be embedded, whatever people found; the page says which box and why."""

from __future__ import annotations

import pytest
from django.conf import settings as ours
from house import WIDE

from mingjing.accounts.models import AuditEvent
from mingjing.autorun.models import Embedding
from mingjing.lifecycle import admissions
from mingjing.lifecycle.models import Admission
from mingjing.site.loading import verify_some

pytestmark = pytest.mark.django_db
EMBED, TRIAL = f"/scenarios/{WIDE}/embed", f"/scenarios/{WIDE}/admission"
C03 = {"milestones": ["C03"]}


@pytest.fixture
def found_right():
    verify_some(WIDE, lambda clue: "confirmed", "supervisor", most=20)


@pytest.fixture
def unhurried(settings):
    settings.MINGJING_ADMIT_P99_MS, settings.MINGJING_ADMIT_SAMPLES = 60_000.0, 2


@pytest.fixture
def in_no_time(settings):
    settings.MINGJING_ADMIT_P99_MS, settings.MINGJING_ADMIT_SAMPLES = 0.001, 1


def test_before_the_first_trial_nothing_is_known(browse):
    status, answer = browse("judge")("GET", TRIAL)
    assert status == 200 and not answer["tried"] and answer["timings"] == []


def test_embedding_tries_a_version_that_was_never_tried_and_keeps_the_result(browse, found_right, unhurried):
    status, _ = browse("engineer")("POST", EMBED, C03)
    assert status == 200
    kept = Admission.objects.get(scenario_id=WIDE)
    assert kept.admitted and kept.by == "engineer" and kept.version == kept.report["version"]
    browse("engineer")("POST", EMBED, {"milestones": ["C05"]})
    assert Admission.objects.filter(scenario_id=WIDE).count() == 1


def test_a_slow_model_is_kept_out_even_when_found_right_and_the_box_is_named(browse, found_right, in_no_time):
    status, answer = browse("engineer")("POST", EMBED, C03)
    assert status == 409 and answer["code"] == "not_admitted"
    assert "未通过准入检验" in answer["detail"] and "「" in answer["detail"] and "毫秒" in answer["detail"]
    assert not Embedding.objects.filter(scenario_id=WIDE, ended_at=None).exists()


def test_no_written_reason_opens_the_door_to_a_slow_model(browse, in_no_time):
    reason = "专项行动期间经院领导批准先行嵌入。"
    status, answer = browse("supervisor")("POST", EMBED, C03 | {"reason": reason})
    assert (status, answer["code"]) == (409, "not_admitted")


def test_a_trial_shows_what_was_measured_but_not_whose_cases(browse, unhurried):
    status, answer = browse("engineer")("POST", TRIAL)
    assert status == 200 and answer["tried"] and answer["admitted"] and answer["p99_ms"] == 60_000
    assert [t["label"] for t in answer["timings"]] == ["命中的案件", "最重当事人的案件"]
    assert all("slowest" not in t for t in answer["timings"])
    assert browse("judge")("GET", TRIAL)[1]["version"] == answer["version"]
    assert AuditEvent.objects.filter(action="准入检验").latest("id").actor == "engineer"


def test_another_version_has_to_be_tried_again(unhurried):
    kept = admissions.examine(WIDE, "engineer")
    kept.scenario.version = "2+another"
    kept.scenario.save()
    assert admissions.standing(WIDE) is None


def test_a_store_for_many_events_asks_for_more_speed_than_a_file():
    assert ours.MINGJING_ADMIT_P99_MS == 500 and not ours.MINGJING_STORE

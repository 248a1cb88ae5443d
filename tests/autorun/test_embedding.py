"""A model fires only after people have found it right often enough, or by a written decision."""

from __future__ import annotations

import pytest
from house import WIDE

from mingjing.accounts.models import AuditEvent
from mingjing.autorun.models import Embedding
from mingjing.lifecycle.models import Clue, ScenarioRecord
from mingjing.site.loading import verify_some

pytestmark = pytest.mark.django_db
PATH = f"/scenarios/{WIDE}/embed"
C03 = {"milestones": ["C03"]}
REASON = "专项行动期间经院领导批准先行嵌入。"


def active():
    return set(Embedding.objects.filter(scenario_id=WIDE, ended_at=None).values_list("milestone", flat=True))


def test_before_enough_was_verified_the_gate_is_closed_and_says_why(browse):
    status, answer = browse("engineer")("POST", PATH, C03)
    assert status == 409 and answer["detail"].startswith("已核验 0 条，至少需要 20 条。请先完成核验")
    assert not active()


def test_a_model_found_right_may_be_embedded_and_taken_out_again(browse):
    tally = verify_some(WIDE, lambda clue: "confirmed", "supervisor", most=20)
    assert tally.confirmed == 20
    status, answer = browse("engineer")("POST", PATH, {"milestones": ["C03", "C05", "C03"]})
    assert status == 200 and [e["milestone"] for e in answer["embedded"]] == ["C03", "C05"]
    assert answer["embedded"][0]["label"] == "立案登记"
    assert ScenarioRecord.objects.get(name=WIDE).status == "embedded"
    _, answer = browse("engineer")("POST", PATH, {"milestones": ["C05"]})
    assert active() == {"C05"}
    status, _ = browse("supervisor")("DELETE", PATH)
    assert status == 200 and not active()
    assert ScenarioRecord.objects.get(name=WIDE).status == "trial_run"


def test_a_model_often_wrong_is_kept_out(browse):
    verify_some(WIDE, lambda clue: "confirmed" if clue.pk % 2 else "refuted", "supervisor", most=40)
    status, answer = browse("supervisor")("POST", PATH, C03)
    assert status == 409 and "置信下限" in answer["detail"]


def test_the_office_may_override_with_a_reason_that_is_logged(browse):
    status, _ = browse("supervisor")("POST", PATH, C03 | {"reason": REASON})
    assert status == 200 and active() == {"C03"}
    assert Embedding.objects.get(scenario_id=WIDE, ended_at=None).override == REASON
    event = AuditEvent.objects.filter(action="嵌入节点").latest("id")
    assert (event.actor, event.purpose) == ("supervisor", REASON)


@pytest.mark.parametrize(
    ("who", "reason", "status"), [("engineer", REASON, 403), ("supervisor", "急", 409), ("supervisor", "  ", 409)]
)
def test_an_override_needs_the_office_and_a_real_reason(browse, who, reason, status):
    assert browse(who)("POST", PATH, C03 | {"reason": reason})[0] == status
    assert not active()


@pytest.mark.parametrize("milestones", [["X99"], [], ["C03"] * 21])
def test_a_milestone_that_is_none_is_refused(browse, milestones):
    status, _ = browse("supervisor")("POST", PATH, {"milestones": milestones, "reason": REASON})
    assert status in (400, 422) and not active()


def test_a_sample_for_verification_is_the_same_for_everyone_and_not_the_first_cases():
    verify_some(WIDE, lambda clue: "confirmed", "supervisor", most=20)
    chosen = set(Clue.objects.exclude(verdict="").values_list("pk", flat=True))
    assert len(chosen) == 20 and chosen != set(Clue.objects.order_by("pk").values_list("pk", flat=True)[:20])

"""Teaching the reader a kind of paper from labels that people gave."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingjing.papers import trainings
from mingjing.papers.models import LabelTask, Training
from mingjing.reading.learning import store

pytestmark = pytest.mark.django_db

PEOPLE = ["赵小满", "钱大海", "孙福来", "李有田", "周长河", "吴新春", "郑玉山", "王守礼", "冯天佑", "陈景明"]
NOTICE = "搬迁补偿通知书\n第{n}号\n{name}：\n经核定，您户应得补偿款{sum}元，请于{month}月{day}日前搬迁。\n某街道办\n"


def notice(n: int) -> str:
    return NOTICE.format(n=n, name=PEOPLE[n % 10], sum=1000 * (n + 3), month=n % 12 + 1, day=n % 27 + 1)


@pytest.fixture
def labeller(browse, person, monkeypatch, tmp_path):
    """A labeller with a set of twelve papers; gives (call, set id, keys)."""
    monkeypatch.setenv("MINGJING_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(trainings.trainer, "nudge", lambda: None)
    me = browse("labeller")
    status, made = me(
        "POST", "/labelling", {"kind": "搬迁补偿通知书", "points": [{"name": "补偿款"}, {"code": "J023"}]}
    )
    assert status == 200, made
    client = Client()
    client.force_login(person("labeller"), "django.contrib.auth.backends.ModelBackend")
    keys = []
    for n in range(12):
        answer = client.post("/api/papers", {"file": SimpleUploadedFile(f"{n}.txt", notice(n).encode())})
        keys.append(answer.json()[0]["key"])
    me("POST", f"/labelling/{made['id']}/papers", {"keys": keys})
    return me, made["id"], keys


def label(me, number: int, key: str) -> None:
    """Mark the sum in one paper and say that it is labelled."""
    text = me("GET", f"/papers/{key}")[1]["text"]
    start = text.index("补偿款") + 3
    body = {"act": "add", "code": "补偿款", "name": "补偿款", "start": start, "end": text.index("元")}
    assert me("POST", f"/papers/{key}/corrections", body)[0] == 200
    assert me("PUT", f"/labelling/{number}/papers/{key}")[0] == 200


def test_a_set_holds_its_papers_and_counts_those_labelled(labeller):
    me, number, keys = labeller
    label(me, number, keys[0])
    _, view = me("GET", f"/labelling/{number}")
    assert (view["papers"], view["done"], view["least"]) == (12, 1, 5)
    assert [p["code"] for p in view["points"]] == ["补偿款", "J023"]
    assert view["tasks"][-1]["key"] == keys[0] and view["tasks"][-1]["done_by"] == "labeller先生"
    assert me("DELETE", f"/labelling/{number}/papers/{keys[0]}")[1]["done"] == 0


def test_training_gives_scores_a_model_and_the_papers_to_label_next(labeller, person):
    me, number, keys = labeller
    for key in keys[:8]:
        label(me, number, key)
    status, asked = me("POST", f"/labelling/{number}/train")
    assert (status, asked["state"]) == (200, "queued")
    assert me("POST", f"/labelling/{number}/train")[1]["id"] == asked["id"]
    done = trainings.carry_out(trainings.claim_next())
    assert done.state == "done", done.error
    _, view = me("GET", f"/labelling/{number}")
    (score,) = [s for s in view["training"]["scores"] if s["name"] == "补偿款"]
    assert score["labelled"] == 8 and score["f1"] > 0.5
    assert {t["key"] for t in view["tasks"] if t["doubt"] is not None} == set(keys[8:])
    assert store.load(trainings.models_folder() / "搬迁补偿通知书").facts.papers == 8
    assert all(name not in str(view) for name in PEOPLE)  # the labeller of the office sees no names
    learnt = me("POST", f"/papers/{keys[9]}/read")[1]["points"]
    assert {p["who"] for p in learnt if p["code"] == "补偿款"} == {"model"}


def test_too_few_labels_are_told_in_words(labeller):
    me, number, keys = labeller
    label(me, number, keys[0])
    me("POST", f"/labelling/{number}/train")
    ended = trainings.carry_out(trainings.claim_next())
    assert ended.state == "failed" and "5" in ended.error


def test_a_training_whose_process_died_is_told(labeller):
    me, number, _ = labeller
    me("POST", f"/labelling/{number}/train")
    trainings.claim_next()
    assert trainings.fail_orphans() == 1
    assert Training.objects.get().error == trainings.DIED
    assert LabelTask.objects.count() == 12


WRONG = [
    ({"kind": "../etc", "points": [{"name": "甲"}]}, 422),
    ({"kind": "某书", "points": []}, 422),
    ({"kind": "某某书", "points": [{"name": " "}]}, 422),
    ({"kind": "搬迁补偿通知书", "points": [{"name": "甲"}]}, 409),
]


@pytest.mark.parametrize(("body", "status"), WRONG)
def test_a_set_that_makes_no_sense_is_refused(labeller, body, status):
    assert labeller[0]("POST", "/labelling", body)[0] == status

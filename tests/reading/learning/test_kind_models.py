"""A learner that learns: on papers of an invented kind that it has not seen."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from invented import papers

from mingjing.reading import read
from mingjing.reading.learning import chosen, store
from mingjing.reading.learning.errors import TooFewExamples, WrongModel
from mingjing.reading.learning.examples import Example, fingerprint
from mingjing.reading.learning.model import Model
from mingjing.reading.learning.scores import counts, micro
from mingjing.reading.learning.spans import Span
from mingjing.reading.learning.suggesting import missing, suggest
from mingjing.reading.learning.training import Plan, key, learn, wanted

KIND = "搬迁补偿通知"
PLAN = Plan(KIND, "2026-01-01", folds=3)
UNSEEN = papers(40, seed=2)


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(papers(30, seed=1), PLAN)


def found_in(model: Model, examples: list[Example]) -> dict[str, float]:
    scores = counts((set(map(key, model.read(e.text))), wanted(e)) for e in examples)
    return {name: count.f1 for name, count in scores.items()} | {"": micro(scores).f1}


def test_thirty_examples_suffice_for_papers_not_seen(model: Model) -> None:
    f1 = found_in(model, UNSEEN)
    assert set(f1) == {"owner", "payer", "place", "sum", "until", "pays", "forced", "bonus", ""}
    assert min(f1.values()) >= 0.9, f1


def test_cross_validation_tells_what_papers_not_seen_then_show(model: Model) -> None:
    assert abs(micro(model.facts.scores).f1 - found_in(model, UNSEEN)[""]) < 0.08


def test_learning_again_gives_the_same_model(model: Model) -> None:
    again = learn(papers(30, seed=1), PLAN)
    assert again.facts == model.facts
    assert [again.read(e.text) for e in UNSEEN[:5]] == [model.read(e.text) for e in UNSEEN[:5]]


def test_every_value_stands_where_it_says(model: Model) -> None:
    for example in UNSEEN:
        for point in model.read(example.text):
            if isinstance(point.value, str):
                assert example.text[point.start : point.end] == point.value
            assert 0 < point.confidence < 1


def test_a_text_of_another_kind_gives_little(model: Model) -> None:
    assert len(model.read("今天天气很好，我们去公园散步。")) <= 1
    assert model.read("") == model.read("\n \n") == []


def test_shuffled_labels_teach_nothing() -> None:
    """The scores are those of papers not trained on: what cannot be learnt scores low."""
    examples = papers(20, seed=3)
    moved = [
        Example(e.id, e.text, tuple(Span(at, at + 3, "noise") for at in [(7 * i) % (len(e.text) - 4)]))
        for i, e in enumerate(examples)
    ]
    assert micro(learn(moved, PLAN).facts.scores).f1 < 0.3


def test_rules_help_where_they_are_right_and_replace_what_they_do_better() -> None:
    examples = papers(8, seed=4)
    truth = {e.text: [p for p in e.points if p.id == "owner"] for e in examples + UNSEEN}
    model = learn(examples, PLAN, rules=lambda text: truth[text])
    assert model.facts.scores["owner"].f1 >= 0.99
    hinted = counts((set(map(key, model.read(e.text, truth[e.text]))), wanted(e)) for e in UNSEEN)
    assert hinted["owner"].f1 >= 0.99


def test_too_few_examples_are_refused() -> None:
    with pytest.raises(TooFewExamples, match="只有 4 份"):
        learn(papers(4, seed=1), PLAN)


def test_a_stored_model_reads_the_same(model: Model, tmp_path: Path) -> None:
    store.save(model, tmp_path / "m")
    again = store.load(tmp_path / "m")
    assert again.facts == model.facts
    assert [again.read(e.text) for e in UNSEEN] == [model.read(e.text) for e in UNSEEN]
    assert not [f for f in (tmp_path / "m").iterdir() if f.suffix not in (".npz", ".json")]


def test_a_manifest_tells_its_examples(model: Model, tmp_path: Path) -> None:
    store.save(model, tmp_path)
    manifest = json.loads((tmp_path / store.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["examples"] == {"papers": 30, "sha256": fingerprint(papers(30, seed=1))}
    assert manifest["made_on"] == "2026-01-01" and manifest["scores"]["owner"]["f1"] > 0.9
    assert fingerprint(papers(30, seed=1)[::-1]) == manifest["examples"]["sha256"] != fingerprint(papers(29, seed=1))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ({"format": 0}, "格式是第 0 版"),
        ({"features": 999}, "特征是第 999 版"),
        ({"files": {"tagger0.npz": "0" * 64}}, "文件 tagger0.npz 与清单不符"),
        ({"files": {"missing.npz": "0" * 64}}, "文件 missing.npz 与清单不符"),
        ({"cues": None}, "清单缺少或写错了"),
    ],
)
def test_a_model_that_is_not_what_its_manifest_says_is_refused(
    model: Model, tmp_path: Path, spoil: dict[str, object], told: str
) -> None:
    store.save(model, tmp_path)
    file = tmp_path / store.MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | spoil), encoding="utf-8")
    with pytest.raises(WrongModel, match=told):
        store.load(tmp_path)


def test_a_changed_array_is_noticed(model: Model, tmp_path: Path) -> None:
    store.save(model, tmp_path)
    (tmp_path / "tagger0.npz").write_bytes((tmp_path / "tagger0.npz").read_bytes()[:-1] + b"x")
    with pytest.raises(WrongModel):
        store.load(tmp_path)


def test_the_doubtful_paper_is_labelled_before_the_familiar_one(model: Model) -> None:
    familiar = [e.text for e in papers(6, seed=1)]
    odd = "通知：兹有住户欧阳文，门牌西巷七号，应得款项拾万圆整，由区里统一发放，限月底搬空。"
    first = suggest(model, [*familiar, odd], 1)[0]
    assert first.number == len(familiar) and first.doubt > 0.1 and first.sentence in odd


def test_a_point_left_to_the_rules_is_not_missed(model: Model) -> None:
    by_rule = replace(model, facts=replace(model.facts, by_rule=frozenset({"owner"})))
    empty = "今天天气很好。"
    assert missing(model, empty) - missing(by_rule, empty) == pytest.approx(model.facts.usual["owner"])


def test_copies_of_one_paper_are_not_all_labelled(model: Model) -> None:
    odd = "通知：兹有住户欧阳文，门牌西巷七号，应得款项拾万圆整，由区里统一发放，限月底搬空。"
    other = "住户司马远须于年末之前把东街旧屋交出，钱款二十万圆由指挥部转账，特此函告知悉。"
    numbers = [one.number for one in suggest(model, [odd, odd, odd, other, UNSEEN[0].text], 2)]
    assert numbers[1] not in {0, 1, 2} or numbers[0] not in {0, 1, 2}, numbers
    assert len(suggest(model, [odd, other], 10)) == 2


def test_a_model_in_the_folder_is_used_for_its_kind_alone(model: Model, tmp_path: Path) -> None:
    store.save(model, tmp_path / KIND)
    mine = next(e for e in UNSEEN if KIND in e.text)
    learnt = [p for p in chosen.all_points(read(mine.text), tmp_path) if p.by.startswith("learnt.")]
    assert {p.text for p in learnt if p.id == "owner"} == {
        mine.text[p.start : p.end] for p in mine.points if p.id == "owner"
    }
    foreign = "甲市乙区人民法院\n民事判决书\n原告：张某，男。\n请于2020年5月1日前搬离。"
    assert not [p for p in chosen.all_points(read(foreign), tmp_path) if p.by.startswith("learnt.")]


def test_a_damaged_model_in_the_folder_is_told_not_skipped(model: Model, tmp_path: Path) -> None:
    store.save(model, tmp_path / KIND)
    shutil.copy(tmp_path / KIND / store.MANIFEST, tmp_path / KIND / "tagger0.npz")
    with pytest.raises(WrongModel, match=r"tagger0\.npz"):
        chosen.all_points(read(UNSEEN[0].text), tmp_path)

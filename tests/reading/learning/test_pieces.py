"""The pieces that learning is made of."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.reading.learning import label_rules
from mingjing.reading.learning.calibration import calibrated, error
from mingjing.reading.learning.cue_words import cue_words
from mingjing.reading.learning.errors import WrongExample, WrongRules
from mingjing.reading.learning.examples import read_examples
from mingjing.reading.learning.folds import folds, relatives
from mingjing.reading.learning.grams import Vocabulary, bare
from mingjing.reading.learning.keys import Table
from mingjing.reading.learning.labeller_training import Sheet, best_threshold, proven
from mingjing.reading.learning.scores import Count, counts, macro, micro
from mingjing.reading.learning.sentences import sentences
from mingjing.reading.learning.spans import Span, layers, spans, tags
from mingjing.reading.learning.tagger import marginals, viterbi
from mingjing.reading.learning.words import words

places = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.sampled_from("ab")), max_size=6)


@given(places)
def test_tags_give_back_spans_that_do_not_overlap(rows: list[tuple[int, int, str]]) -> None:
    apart, end = [], 0
    for start, size, name in sorted(rows):
        if start >= end:
            apart.append(Span(start, start + size, name))
            end = start + size
    assert spans(tags(40, apart)) == apart


def test_overlapping_ids_go_to_layers_of_their_own() -> None:
    papers = [[Span(0, 9, "place"), Span(3, 5, "victim"), Span(12, 15, "time")]] * 3
    assert sorted(map(sorted, layers(papers))) == [["place", "time"], ["victim"]] or sorted(
        map(sorted, layers(papers))
    ) == [["place"], ["time", "victim"]]


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=200))
def test_a_table_finds_every_key_and_no_other(numbers: list[int]) -> None:
    keys = np.array(numbers, np.uint64)
    table = Table(keys)
    assert table.positions(keys).tolist() == list(range(len(keys)))
    others = np.array([n for n in range(50) if n not in set(numbers)], np.uint64)
    assert (table.positions(others) == -1).all()


def test_the_best_path_and_its_chances_are_those_of_trying_all() -> None:
    chance = np.random.default_rng(0)
    steps = chance.normal(size=(4, 3, 3)).astype(np.float32)
    moves = chance.normal(size=(3, 3)).astype(np.float32)
    lengths = np.array([4, 2, 1])
    best, sure = viterbi(steps, moves, lengths), marginals(steps, moves, lengths)
    for row, size in enumerate(lengths):
        worth = {
            path: sum(steps[t, row, y] for t, y in enumerate(path)) + sum(moves[a, b] for a, b in pairwise(path))
            for path in np.ndindex(*[3] * int(size))
        }
        assert tuple(best[row, :size]) == max(worth, key=lambda p: worth[p])
        total = sum(math.exp(w) for w in worth.values())
        for t in range(size):
            for y in range(3):
                share = sum(math.exp(w) for p, w in worth.items() if p[t] == y) / total
                assert sure[t, row, y] == pytest.approx(share, abs=1e-4)


def test_confidence_means_the_share_that_is_right() -> None:
    chance = np.random.default_rng(1)
    scores = chance.random(4000)
    right = chance.random(4000) < scores**2  # raw scores are far too sure of themselves
    line = calibrated(scores[:2000].tolist(), right[:2000].tolist())
    sure = [line.confidence(s) for s in scores[2000:]]
    assert error(sure, right[2000:].tolist()) < 0.04 < error(scores[2000:].tolist(), right[2000:].tolist())
    assert sorted(line.shares) == list(line.shares)


def test_no_confidence_is_certainty() -> None:
    line = calibrated([0.1, 0.9, 0.95], [False, True, True])
    assert 0 < line.confidence(0.0) < line.confidence(1.0) < 1


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.randoms())
def test_no_threshold_does_better_than_the_best(truth: list[bool], chance: object) -> None:
    scores = np.array([hash((i * 7919) % 31) / 31 for i in range(len(truth))])
    wanted = np.array(truth)

    def f1(limit: float) -> float:
        given_ = scores > limit
        return float(2 * (given_ & wanted).sum() / max(1, given_.sum() + wanted.sum()))

    assert f1(best_threshold(wanted, scores)) >= max(map(f1, [-1.0, *scores])) - 1e-9


def test_a_rule_that_is_always_wrong_on_the_examples_does_not_speak_alone() -> None:
    rules = {
        name: label_rules.Rule(name, name, re.compile(pattern), pattern)
        for name, pattern in (("good", "押金"), ("bad", "天气"))
    }
    texts = ("公司收取押金。", "今天天气好。", "天气转凉。", "收到工资。")
    sheet = Sheet(texts, np.array([[1, 1], [0, 0], [0, 0], [0, 0]], bool))
    assert proven([sheet], ("good", "bad"), rules) == [True, False]


def test_words_before_values_are_found_by_counting() -> None:
    papers = []
    for name in ("周文", "吴武", "郑安", "王宁"):
        text = f"经查，承租人{name}于去年入住，房屋完好，租金按时缴纳，无其他情况。"
        papers.append((text, [Span(text.index(name), text.index(name) + 2, "tenant")]))
    words = cue_words(papers).words
    assert any("租人" in word for word in words) and "无其" not in words


def test_papers_that_share_a_long_sentence_stay_in_one_fold() -> None:
    shared = "本案双方当事人对上述事实均无争议并经当庭质证本院依法予以确认"
    texts = [[shared, f"{i}"] if i in (0, 7) else [f"第{i}份文书独有的一句话"] for i in range(10)]
    home = folds(texts, 3)
    assert home[0] == home[7] and len(set(home)) == 3
    assert relatives(texts)[0] == relatives(texts)[7] != relatives(texts)[1]


def test_scores_are_those_of_the_judger() -> None:
    got = counts([({(1, "a"), (2, "a")}, {(1, "a"), (3, "a")}), (set(), {(1, "b")})])
    assert got == {"a": Count(1, 1, 1), "b": Count(0, 0, 1)}
    assert got["a"].f1 == 0.5 and micro(got).f1 == pytest.approx(0.4)
    assert macro(got, ("a", "b", "never")) == pytest.approx((0.5 + 0 + 1) / 3)


def test_sentences_cover_the_text_but_for_blanks() -> None:
    text = "第一句。第二句；\n\n第三句没有句号"
    assert [text[a:b].strip() for a, b in sentences(text)] == ["第一句。", "第二句；", "第三句没有句号"]


def test_numbers_and_masks_are_as_one() -> None:
    assert bare("张某甲借款3，000.50元") == bare("张×借款12元") == "张某借款0元"


def test_rows_of_a_vocabulary_have_length_one() -> None:
    texts = ["被告应支付货款。", "被告应支付利息。", "原告撤回起诉。", ""]
    rows = Vocabulary.of(texts).rows(texts)
    sizes = np.diff(rows.starts)
    assert sizes.tolist()[3] == 0 and len(sizes) == 4 and (rows.values[: sizes[0]] ** 2).sum() == pytest.approx(1)
    dense = rows.times(np.eye(len(Vocabulary.of(texts).keys), dtype=np.float32))
    assert dense[0] @ dense[1] > dense[0] @ dense[2]


@pytest.mark.parametrize("label", label_rules.shipped())
def test_the_example_of_a_rule_has_its_pattern(label: str) -> None:
    rule = label_rules.shipped()[label]
    assert rule.pattern.search(rule.example) and not rule.pattern.search("")


def test_there_is_a_rule_for_each_of_the_sixty_elements() -> None:
    assert set(label_rules.shipped()) == {f"{d}{n}" for d in ("DV", "LB", "LN") for n in range(1, 21)}


@pytest.mark.parametrize(
    "text",
    [
        "- {label: A, name: 甲, pattern: '(', example: 甲}",
        "- {label: A, name: 甲, pattern: 乙, example: 甲}",
        "- {label: A}",
    ],
)
def test_a_wrong_rule_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongRules, match=r"own\.yaml"):
        label_rules.load(file)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{", "不是 JSON"),
        ("[]", "应是一个含有 text 的对象"),
        ('{"text": "甲乙", "points": [{"id": "a", "start": 1, "end": 3}]}', "超出全文 2 字"),
        ('{"text": "甲乙", "points": [{"id": "a", "start": 1, "end": 1}]}', "先小后大"),
        ('{"text": "甲乙", "points": [{"start": 0, "end": 1}]}', "缺少 'id'"),
        ('{"text": "甲乙", "sentences": [{"start": 0, "end": 9, "labels": []}]}', "超出全文"),
        (
            '{"text": "甲", "points": [], "relations": [{"id": "r", "from": 0, "to": 1}]}',
            "不存在的信息点",
        ),
    ],
)
def test_a_wrong_example_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    file = tmp_path / "examples.jsonl"
    file.write_text('{"text": "好"}\n\n' + row + "\n", encoding="utf-8")
    with pytest.raises(WrongExample, match=told) as caught:
        read_examples(file)
    assert caught.value.line == 3


@given(st.text(max_size=40))
def test_every_character_has_its_word_whatever_the_text(text: str) -> None:
    found = words(text)
    assert len(found.place) == len(found.word) == len(found.kind_after) == len(text)


def test_numbers_of_the_same_length_are_one_word_and_other_words_are_not() -> None:
    first, second = words("三月15日盗走手机"), words("三月28日盗走车辆")
    assert (first.word[:5] == second.word[:5]).all()
    assert (first.word[-2:] != second.word[-2:]).all()

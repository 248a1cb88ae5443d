"""Learning a kind of paper from a few labelled examples: taggers, labels, relations, scores, confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from mingjing.reading.learning import labeller_training, relations_training, tagger_training
from mingjing.reading.learning.calibration import Calibration, calibrated
from mingjing.reading.learning.cue_words import cue_words
from mingjing.reading.learning.errors import TooFewExamples
from mingjing.reading.learning.examples import Example, fingerprint
from mingjing.reading.learning.folds import folds
from mingjing.reading.learning.label_rules import Rule, rules_for
from mingjing.reading.learning.labeller import Labeller
from mingjing.reading.learning.labeller_training import Sheet
from mingjing.reading.learning.letters import Letters
from mingjing.reading.learning.model import Facts, Hints, Model, Point
from mingjing.reading.learning.scores import Count, Key, counts
from mingjing.reading.learning.sentences import Place, sentences, stops
from mingjing.reading.learning.spans import layers, tags
from mingjing.reading.learning.tagger import Tagger
from mingjing.reading.learning.tagger_training import Settings

Rules = Callable[[str], Hints]
Progress = Callable[[str, float], None]
LEAST = 5
"""Fewer papers cannot be split into those trained on and those not."""
_ENOUGH = 40
"""A point has a confidence of its own when it was found this often; else the kind's."""


@dataclass(frozen=True)
class Plan:
    """How a kind is learnt."""

    kind: str
    made_on: str
    """The day, YYYY-MM-DD; given, since nothing here looks at a clock."""
    settings: Settings = field(default_factory=Settings)
    folds: int = 5
    own_rules: tuple[Rule, ...] = ()


def no_rules(text: str) -> Hints:
    """Nothing is known by rule."""
    return ()


def silent(stage: str, share: float) -> None:
    """Tell nobody how far it is."""


def learn(examples: Sequence[Example], plan: Plan, rules: Rules = no_rules, progress: Progress = silent) -> Model:
    """The model of a kind, with scores from cross-validation. Raises TooFewExamples."""
    if len(examples) < LEAST:
        raise TooFewExamples(len(examples), LEAST)
    hints = [tuple(rules(example.text)) for example in examples]
    home = folds([[e.text[a:b] for a, b in places(e)] for e in examples], plan.folds)
    answers: list[list[Point]] = [[] for _ in examples]
    for done, fold in enumerate(sorted(set(home))):
        progress(f"交叉验证 {done + 1}/{len(set(home))}", done / (len(set(home)) + 1))
        seen = [i for i, f in enumerate(home) if f != fold]
        model = fitted([examples[i] for i in seen], [hints[i] for i in seen], plan, [home[i] for i in seen])
        for i in (i for i, f in enumerate(home) if f == fold):
            answers[i] = model.read(examples[i].text, hints[i], places(examples[i]))
    progress("用全部样本训练", plan.folds / (plan.folds + 1))
    final = fitted(examples, hints, plan, home)
    return judged(final, examples, hints, answers)


def fitted(examples: Sequence[Example], hints: Sequence[Hints], plan: Plan, home: Sequence[int]) -> Model:
    """A model that has seen these examples; not yet judged."""
    cues = cue_words((e.text, e.points) for e in examples)
    labeller, rules = _labeller(examples, plan, home)
    return Model(
        facts=Facts(plan.kind, plan.made_on, len(examples), fingerprint(examples), _usual(examples)),
        cues=cues,
        taggers=tuple(_taggers(examples, hints, Letters(cues), plan.settings)),
        labeller=labeller,
        rules=rules,
        joiner=relations_training.train(examples, home) if any(e.relations for e in examples) else None,
    )


def _usual(examples: Sequence[Example]) -> dict[str, float]:
    """The share of papers that have each point or label."""
    count = Counter(name for example in examples for name in {answer[-1] for answer in wanted(example)})
    return {name: round(n / len(examples), 4) for name, n in sorted(count.items())}


def _taggers(
    examples: Sequence[Example], hints: Sequence[Hints], letters: Letters, settings: Settings
) -> Iterable[Tagger]:
    """One tagger for each layer of points that do not overlap."""
    if not any(e.points for e in examples):
        return
    keys = [letters.keys(e.text, h) for e, h in zip(examples, hints, strict=True)]
    ends = [stops(e.text) for e in examples]
    for layer in layers(e.points for e in examples):
        wanted = [tags(len(e.text), [s for s in e.points if s.id in layer]) for e in examples]
        yield tagger_training.train(keys, wanted, ends, settings)


def _labeller(examples: Sequence[Example], plan: Plan, home: Sequence[int]) -> tuple[Labeller | None, dict[str, Rule]]:
    labels = sorted({label for e in examples for s in e.sentences for label in s.labels})
    rules = rules_for(labels, plan.own_rules)
    if not labels:
        return None, {}
    sheets = [_sheet(e, labels) for e in examples]
    return labeller_training.train(sheets, labels, rules, home)[0], rules


def _sheet(example: Example, labels: Sequence[str]) -> Sheet:
    marked = {(s.start, s.end): s.labels for s in example.sentences}
    truth = [[label in marked.get(place, ()) for label in labels] for place in places(example)]
    texts = tuple(example.text[a:b] for a, b in places(example))
    return Sheet(texts, np.array(truth, bool).reshape(len(texts), len(labels)))


def places(example: Example) -> list[Place]:
    """The sentences as a person marked them off, and between them those found by their full stops."""
    marked = [(s.start, s.end) for s in example.sentences]
    free = [p for p in sentences(example.text) if not any(p[0] < end and start < p[1] for start, end in marked)]
    return sorted([*marked, *free])


def judged(
    model: Model, examples: Sequence[Example], hints: Sequence[Hints], answers: Sequence[Sequence[Point]]
) -> Model:
    """The model with its scores, the points better left to rules, and what its raw scores are worth."""
    by_model = counts((set(map(key, found)), wanted(e)) for e, found in zip(examples, answers, strict=True))
    by_rule = counts(
        ({(h.start, h.end, h.id) for h in known if h.id in by_model}, wanted(e))
        for e, known in zip(examples, hints, strict=True)
    )
    better = frozenset(name for name, count in by_rule.items() if count.f1 > by_model.get(name, Count()).f1)
    scores = {name: by_rule[name] if name in better else count for name, count in by_model.items()}
    facts = replace(model.facts, scores=scores, by_rule=better)
    return replace(model, facts=facts, calibrations=_calibrations(examples, answers))


def key(point: Point) -> Key:
    """What makes two answers the same: place and point, and for a relation the names that it joins."""
    if point.by == "joiner":
        return (point.value["from"], point.value["to"], point.id)
    return (point.start, point.end, point.id)


def wanted(example: Example) -> set[Key]:
    """The answers that a person gave."""
    return {
        *((p.start, p.end, p.id) for p in example.points),
        *((s.start, s.end, label) for s in example.sentences for label in s.labels),
        *((example.words(r.source), example.words(r.target), r.id) for r in example.relations),
    }


def _calibrations(examples: Sequence[Example], answers: Sequence[Sequence[Point]]) -> dict[str, Calibration]:
    """For each point with enough answers, and under "" for all others: confidence from raw scores."""
    rows: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for example, found in zip(examples, answers, strict=True):
        right = wanted(example)
        for point in found:
            rows[point.id].append((point.confidence, key(point) in right))
    few = [row for name in rows if len(rows[name]) < _ENOUGH for row in rows[name]]
    kept = {name: pairs for name, pairs in rows.items() if len(pairs) >= _ENOUGH} | {"": few}
    return {name: calibrated(*zip(*pairs, strict=True)) for name, pairs in kept.items() if pairs}

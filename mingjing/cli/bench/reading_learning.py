"""How well a kind of paper is learnt: public sets, trained on one file, measured on another or by cross-validation."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.reading import read
from mingjing.reading.learning.chosen import joined
from mingjing.reading.learning.examples import Example, read_examples
from mingjing.reading.learning.folds import folds
from mingjing.reading.learning.model import Model
from mingjing.reading.learning.published import cail
from mingjing.reading.learning.scores import Count, counts, macro, micro
from mingjing.reading.learning.training import Plan, fitted, key, learn, places, wanted
from mingjing.reading.points import points

MADE_ON = "1970-01-01"
"""A bench keeps no model, so its day does not matter."""
ELEMENTS, THEFT, DRUGS = (62.0, 73.5), (0.82, 0.887), (0.70, 0.836)
"""Floor, and the best published score known to us."""
FEW, MAIN, FEW_F1, RUNS = 50, 10, 0.85, 200
SPEED = (("floor", 20.0), ("goal", 40.0))
Scores = dict[str, Count]


def measure_elements(folder: Path, test: Path | None) -> Measured:
    """The mean of micro and macro F1, in hundredths, over the three domains; scored as the judger of CAIL2019 does."""
    found = Measured("reading", figures=_how(test))
    means = []
    for domain in cail.DOMAINS:
        file = f"elements_{domain}.jsonl"
        scores = scored(cail.elements, folder / file, test / file if test else None)
        both = micro(scores).f1, macro(scores, cail.labels(domain))
        present = [name for name in cail.labels(domain) if (c := scores.get(name, Count())).right + c.missed]
        means.append(50 * sum(both))
        found.figures[domain] = {
            "micro_f1": round(both[0], 4),
            "macro_f1": round(both[1], 4),
            "macro_f1_of_labels_present": round(macro(scores, present), 4),
        } | table(scores)
        say(f"{domain}：微平均 {both[0]:.4f}，宏平均 {both[1]:.4f}，两者之均 {means[-1]:.2f}")
    return _with_goals(found, "elements, mean of micro and macro F1", ELEMENTS, sum(means) / len(means), "/100")


def measure_theft(file: Path, test: Path | None) -> Measured:
    """Micro F1 of entities whose place and type are both right."""
    scores = scored(cail.entities, file, test)
    found = Measured("reading", figures=_how(test) | table(scores))
    return _with_goals(found, "theft entities, F1", THEFT, micro(scores).f1, "")


def measure_drugs(file: Path, test: Path | None) -> Measured:
    """Micro F1 of triplets read from the bare text: both names and the relation right."""
    scores = scored(cail.relations, file, test)
    triplets = {name: count for name, count in scores.items() if name.islower()}
    found = Measured("reading", figures=_how(test) | table(scores))
    return _with_goals(found, "drug triplets, F1", DRUGS, micro(triplets).f1, "")


def measure_few(file: Path, test: Path | None) -> Measured:
    """A kind of paper that no rule knows, from the first fifty labelled papers of a file: F1 and speed.

    Measured by cross-validation among the fifty, or on the test file. The main points are the ten most frequent.
    """
    examples = read_examples(file)[:FEW]
    papers = read_examples(test) if test else examples
    model = learn(examples, Plan("bench", MADE_ON), progress=told)
    scores = dict(model.facts.scores) if test is None else _answered(model, papers)
    main = sorted(scores, key=lambda name: (-scores[name].right - scores[name].missed, name))[:MAIN]
    found = Measured("reading", figures=_how(test) | {"papers": len(examples), "main_points": main} | table(scores))
    reached = micro({name: scores[name] for name in main}).f1
    found.goals.append(Goal("F1 of the ten main points", FEW_F1, reached, "", least=True))
    rate = speed(model, [paper.text for paper in papers])
    for name, bound in SPEED:
        found.goals.append(Goal(f"papers read with what was learnt, {name}", bound, rate, "1/s", least=True))
    return found


def speed(model: Model, texts: Sequence[str]) -> float:
    """Papers per second of one core by rules and model together, each text as one paper."""
    started = time.process_time()
    for number in range(RUNS):
        paper = read(texts[number % len(texts)])
        joined(points(paper), model, paper)
    return RUNS / (time.process_time() - started)


def _with_goals(found: Measured, name: str, bounds: tuple[float, float], measured: float, unit: str) -> Measured:
    floor, goal = bounds
    found.goals.append(Goal(f"{name} (floor)", floor, measured, unit, least=True))
    found.goals.append(Goal(f"{name} (best published)", goal, measured, unit, least=True))
    return found


def _how(test: Path | None) -> dict[str, object]:
    return {"measured_on": "the test file" if test else "cross-validation, five folds"}


def scored(load: Callable[[Path], list[Example]], train: Path, test: Path | None) -> Scores:
    """Counts per point on the test file, or by cross-validation on the training file."""
    examples = load(train)
    if test is None:
        return dict(learn(examples, Plan("bench", MADE_ON), progress=told).facts.scores)
    return on(examples, load(test))


def on(examples: Sequence[Example], papers: Sequence[Example]) -> Scores:
    """Counts on papers by a model that has seen the examples alone."""
    home = folds([[e.text[a:b] for a, b in places(e)] for e in examples])
    return _answered(fitted(examples, [()] * len(examples), Plan("bench", MADE_ON), home), papers)


def _answered(model: Model, papers: Sequence[Example]) -> Scores:
    return counts((set(map(key, model.read(p.text, (), places(p)))), wanted(p)) for p in papers)


def told(stage: str, share: float) -> None:
    """Tell how far it is."""
    say(f"{stage}（{share:.0%}）")


def table(scores: Scores) -> dict[str, object]:
    """Every point."""
    return {"points": {name: count.to_json() for name, count in scores.items()}}

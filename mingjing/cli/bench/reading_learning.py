"""How well a kind of paper is learnt: public sets, trained on one file, measured on another or by cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.reading.learning.examples import Example
from mingjing.reading.learning.folds import folds
from mingjing.reading.learning.published import cail
from mingjing.reading.learning.scores import Count, counts, macro, micro
from mingjing.reading.learning.training import Plan, fitted, key, learn, places, wanted

MADE_ON = "1970-01-01"
"""A bench keeps no model, so its day does not matter."""
ELEMENTS, THEFT, DRUGS = (62.0, 73.5), (0.82, 0.887), (0.70, 0.836)
"""Floor, and the best published score known to us."""
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
    model = fitted(examples, [()] * len(examples), Plan("bench", MADE_ON), home)
    return counts((set(map(key, model.read(p.text, (), places(p)))), wanted(p)) for p in papers)


def told(stage: str, share: float) -> None:
    """Tell how far it is."""
    say(f"{stage}（{share:.0%}）")


def table(scores: Scores) -> dict[str, object]:
    """Every point."""
    return {"points": {name: count.to_json() for name, count in scores.items()}}

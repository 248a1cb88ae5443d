"""How well papers are read: precision, recall and F1 for each point against hand-labelled rows."""

from __future__ import annotations

from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.reading.score import POINTS, Mark, Scores, score_file

SHOWN = 3
"""Misses told for each point."""


def measure_gold(path: Path) -> Measured:
    """Scores over the rows of `path`; a goal for each point that has one, and none of the refused circumstances."""
    scores = score_file(path)
    say(table(scores))
    found = Measured("reading", figures=figures(scores))
    for name, mark in scores.marks.items():
        goal = POINTS[name].goal
        if goal is not None:
            measured = mark.f1 if mark.labelled or mark.read else None
            found.goals.append(Goal(f"F1 of {name}", goal, measured, "", least=True))
    found.goals.append(Goal("refused circumstances taken for accepted", 0, len(scores.leaked), ""))
    return found


def figures(scores: Scores) -> dict[str, object]:
    """Every point, and all together."""
    points = {name: one(mark) for name, mark in scores.marks.items()}
    return {"micro_f1": round(scores.micro, 4), "macro_f1": round(scores.macro, 4), "points": points}


def one(mark: Mark) -> dict[str, float]:
    """One point."""
    rates = {"precision": mark.precision, "recall": mark.recall, "f1": mark.f1}
    return {name: round(rate, 4) for name, rate in rates.items()} | {"labelled": mark.labelled, "read": mark.read}


def table(scores: Scores) -> str:
    """All points for people, each with its first misses."""
    lines = [f"{'信息点':<20}{'查准':>7}{'查全':>7}{'F1':>8}{'标注数':>7}"]
    for name, mark in scores.marks.items():
        lines.append(f"{name:<20}{mark.precision:>9.3f}{mark.recall:>9.3f}{mark.f1:>9.3f}{mark.labelled:>8}")
        lines += [f"    {paper}：读出{got}，标注{want}" for paper, got, want in mark.misses[:SHOWN]]
    return "\n".join([*lines, f"微平均 F1 {scores.micro:.4f}，宏平均 F1 {scores.macro:.4f}"])

"""How many of the declared points real papers state, and how well they are read where labels are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.reading import Paper, read
from mingjing.reading.files import SourcePaper, papers_in
from mingjing.reading.points import POINTS
from mingjing.reading.points.measuring import count, marks, write
from mingjing.reading.points.xml_labels import ELEMENTS, score_xml
from mingjing.reading.score import Mark, score_file

XML_GOAL = 0.90
SHOWN = 3
"""Misses told for each element kind."""
Counted = tuple[Counter[str], Counter[str]]


def measure_xml(path: Path) -> Measured:
    """Scores over papers whose XML deconstruction is known; one goal, over all element kinds together."""
    found = score_xml(path)
    say(table(found))
    total = together(found)
    goal = Goal("micro F1 over XML element kinds", XML_GOAL, total.f1 if total.labelled else None, "", least=True)
    kinds = {tag: {"f1": round(mark.f1, 4), "labelled": mark.labelled} for tag, mark in found.items()}
    return Measured("reading", [goal], {"kinds": len(found), "labelled": total.labelled, "elements": kinds})


def measure_counts(papers: Path, gold: Path | None, xml: Path | None, out: Path | None) -> Measured:
    """In how many papers each point is found; with labels also how well. `out` keeps the figures."""
    counted = count(_papers(papers))
    by_gold = score_file(gold).marks if gold else {}
    by_xml = score_xml(xml) if xml else {}
    measured = marks(by_gold, by_xml)
    if out:
        write(out, counted, measured)
        say(f"已写出 {len(POINTS)} 个信息点的数字：{out}")
    found = Measured("reading", figures={"values": counted[1].total(), "measured": len(measured)})
    found.goals.append(Goal("declared points seen in real papers", 1, len(counted[0]), "points", least=True))
    if xml:
        total = together(by_xml)
        found.goals.append(Goal("micro F1 over XML element kinds", XML_GOAL, total.f1, "", least=True))
    return found


def _papers(path: Path) -> Iterator[Paper]:
    for found in papers_in(path):
        if isinstance(found, SourcePaper):
            yield read(found.text, found.id)


def together(found: dict[str, Mark]) -> Mark:
    """All element kinds as one."""
    total = Mark()
    for mark in found.values():
        total.right, total.read = total.right + mark.right, total.read + mark.read
        total.labelled += mark.labelled
    return total


def table(found: dict[str, Mark]) -> str:
    """All element kinds for people, each with its first misses."""
    lines = [f"{'要素':<24}{'查准':>7}{'查全':>7}{'F1':>8}{'标注数':>7}"]
    for element in ELEMENTS:
        mark = found[element.tag]
        name = f"{element.tag} {element.name}"
        lines.append(f"{name:<24}{mark.precision:>9.3f}{mark.recall:>9.3f}{mark.f1:>9.3f}{mark.labelled:>8}")
        lines += [f"    {paper}：读出{got}，标注{want}" for paper, got, want in mark.misses[:SHOWN]]
    return "\n".join([*lines, f"合计 F1 {together(found).f1:.4f}"])

"""Measuring points on real papers, for the figures that are kept beside the declarations.

`mingjing bench reading --counts PAPERS --gold GOLD --xml XML --out mingjing/reading/points/measured.csv`
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from mingjing.reading.paper import Paper
from mingjing.reading.points.reading import points
from mingjing.reading.points.registry import POINTS
from mingjing.reading.points.xml_labels import ELEMENTS
from mingjing.reading.score import Mark

COLUMNS = ("id", "papers", "values", "measured_on", "labelled", "precision", "recall")
GOLD: dict[str, tuple[str, ...]] = {
    "case_no": ("J003", "R003"),
    "court": ("J001", "R001"),
    "doc_type": ("J002", "R002"),
    "judgment_date": ("J395", "R179"),
    "judge": ("R176",),
    "clerk": ("J073", "R178"),
    "panel": ("J071", "J072", "R157", "R177"),
    "case_category": ("J006",),
    "procedure": ("J004", "R005"),
    "cause": ("J005", "R004"),
    "dates": ("J009", "J010", "J050", "R010"),
    "parties": ("J023", "J024", "R006", "R007"),
    "party_details": ("J025", "J026", "J028"),
    "agents": ("J034", "J036", "R008", "R009"),
    "agent_firms": ("J037",),
    "articles": ("J355", "J356", "J357", "R171"),
    "charges": ("J230",),
    "terms": ("J257", "J258", "J261"),
    "fines": ("J265",),
    "probation": ("J262",),
    "circumstances": ("J240", "J241", "J242", "J243", "J244", "J245", "J249"),
    "prior_convictions": ("J046", "J250"),
    "claims_total": ("J079",),
    "order_kinds": ("J366", "R110", "R172"),
    "order_amounts": ("J369", "J383", "R113"),
    "order_payers": ("J367", "R111"),
    "order_payees": ("J368", "R112"),
    "order_deadlines": ("J375",),
    "interest": ("J371", "J372", "J373", "J374"),
    "fee": ("J385", "R126"),
    "fee_bearers": ("J386", "R127"),
    "decisions": ("J007",),
    "appeal": ("J392", "J393", "R174"),
    "second_instance": ("J388",),
    "default_judgment": ("J015",),
    "trial_form": ("J008",),
}
"""The points whose readers each score of the hand-labelled papers measures."""


def count(papers: Iterable[Paper]) -> tuple[Counter[str], Counter[str]]:
    """In how many papers each point was found, and how many values."""
    there: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for paper in papers:
        found = [point.id for point in points(paper)]
        values.update(found)
        there.update(set(found))
    return there, values


def marks(gold: Mapping[str, Mark], xml: Mapping[str, Mark]) -> dict[str, tuple[str, Mark]]:
    """The measurement of each point: of the hand-labelled papers, or of those with XML labels where it has more."""
    by_gold = {code: ("gold", gold[name]) for name, codes in GOLD.items() if name in gold for code in codes}
    by_xml = {code: ("xml", xml[e.tag]) for e in reversed(ELEMENTS) if e.tag in xml for code in e.ids}
    measured = by_xml | by_gold
    return {code: (on, mark) for code, (on, mark) in measured.items() if mark.labelled}


def write(path: Path, counted: tuple[Counter[str], Counter[str]], measured: Mapping[str, tuple[str, Mark]]) -> None:
    """One row for each declared point."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        for code in POINTS:
            on, mark = measured.get(code, ("", None))
            score = (mark.labelled, f"{mark.precision:.3f}", f"{mark.recall:.3f}") if mark else ("", "", "")
            rows.writerow((code, counted[0][code], counted[1][code], on, *score))

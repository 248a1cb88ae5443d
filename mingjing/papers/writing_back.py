"""Corrections into the court's data: screenings and checks see what people said, within seconds."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from mingjing.ingest.corrections import write_corrections
from mingjing.lifecycle.court_data import written
from mingjing.lifecycle.runner import Runner
from mingjing.papers.in_store import in_the_store
from mingjing.papers.models import Paper
from mingjing.papers.sheets import corrections_of, said_by
from mingjing.running.court import end_of
from mingjing.store.opening import data_day

AT_ONCE = 200
"""Papers written in one transaction."""


def waiting() -> list[Paper] | None:
    """Papers of which the court data does not know everything that people said; None where there are none."""
    papers = Paper.objects.exclude(document_id=None).filter(changes__gt=F("written")).order_by("pk")
    return list(papers[:AT_ONCE]) or None


def write_back(papers: list[Paper]) -> int:
    """Write what people said of these papers; gives how many info points changed.

    Raises NotCourtData while somebody reads the file, Unreachable or StoresDiffer where the operational store cannot
    follow: then nothing is written.

    It is known from now on, or from the last moment that the data speaks for: a screening as of that day sees it.
    """
    said = {paper.document_id: [said_by(c) for c in corrections_of(paper)] for paper in papers}
    with written() as con:
        at = min(dt.datetime.now(dt.UTC).replace(tzinfo=None), end_of(data_day(con)))
        changed = sum(write_corrections(con, number, points, at) for number, points in said.items() if number)
        in_the_store(con, [number for number in said if number])
    for paper in papers:
        Paper.objects.filter(pk=paper.pk).update(written=paper.changes)
    return changed


writer = Runner("mingjing-corrections", waiting, write_back)

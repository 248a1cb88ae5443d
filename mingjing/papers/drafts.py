"""Papers in the making: the case system hands in each saved draft, and the court's data says it from then on."""

from __future__ import annotations

import datetime as dt

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.ingest.drafts import Saved, save
from mingjing.lifecycle.court_data import written
from mingjing.papers.in_store import in_the_store
from mingjing.papers.refusals import NotYourCase
from mingjing.papers.uploads import own_case
from mingjing.reading import read
from mingjing.reading.errors import NoCaseNumber


def keep_draft(text: str, name: str, person: Person, *, issued: bool) -> Saved:
    """Read a draft, or the signed version, and put it into the court's data in the place of the version before it.

    Raises
        NoCaseNumber: the text does not say of which case it is
        NotYourCase: the case is not one of the person's court
        OlderDraft: a later version is there already
        NotCourtData: somebody reads the data file just now; the case system hands the draft in again
    """
    paper = read(text, name)
    if paper.case_number is None:
        raise NoCaseNumber(name)
    case = own_case(paper.case_number.value, person)
    if case is None:
        raise NotYourCase(paper.case_number.value)
    with written() as con:
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        saved = save(con, paper, now, name, "issued" if issued else "draft")
        if saved.changed:
            in_the_store(con, [saved.document])
    facts = {"paper": f"d{saved.document}", "version": saved.version, "status": saved.status}
    audit.record(person, "保存文书草稿", case_ids=[saved.case], facts=facts)
    return saved

"""适法统一规则库: when an entry speaks, when it warns, when it is silent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from mingjing.assist import Sheet, guide, sheet_of
from mingjing.assist.errors import BrokenGuide
from mingjing.assist.guidance import Entry, entry_of, rulebook, tips
from mingjing.assist.papers import CasePaper
from mingjing.assist.reckoning import reckoned
from mingjing.reading import read
from mingjing.reading.points import points

DAY = dt.date(2026, 12, 1)
FACTS = {"bac": "150", "licence": "无", "act_on": "2026-11-01"}
DRAFT = """某市某区人民法院
刑事判决书
（2026）沪0100刑初123号
被告人王某某，男。
本院认为，被告人王某某已构成危险驾驶罪。依照《中华人民共和国刑法》第一百三十三条之一之规定，判决如下：
被告人王某某犯危险驾驶罪，判处拘役三个月，{more}并处罚金人民币六千元。
二〇二六年十二月一日
"""


def entry() -> Entry:
    return next(e for e in rulebook() if e.code == "R002")


def sheet_for(draft: str | None = None, said: dict[str, str] | None = None, day: dt.date = DAY) -> Sheet:
    papers = []
    if draft is not None:
        paper = read(DRAFT.format(more=draft), "草稿")
        papers = [CasePaper("草稿", paper, points(paper), draft=True)]
    return sheet_of(guide("drunk_driving"), papers, day, FACTS if said is None else said)


def spoken(sheet: Sheet, *entries: Entry) -> list[tuple[str, bool]]:
    return [(t.entry.code, t.deviates) for t in tips(sheet, reckoned(sheet), entries or (entry(),))]


def test_facts_that_fit_and_no_draft_give_a_tip_only() -> None:
    assert spoken(sheet_for()) == [("R002", False)]


def test_a_draft_that_leaves_the_guidance_is_warned_of() -> None:
    assert spoken(sheet_for("缓刑四个月，")) == [("R002", True)]


def test_a_draft_that_follows_the_guidance_gives_a_tip_only() -> None:
    assert spoken(sheet_for("")) == [("R002", False)]


def test_facts_that_do_not_fit_or_are_unknown_leave_it_silent() -> None:
    assert spoken(sheet_for(said=FACTS | {"licence": "有"})) == []
    assert spoken(sheet_for(said={"bac": "150"})) == []


@pytest.mark.parametrize(
    ("day", "speaks"), [("2026-11-30", False), ("2026-12-01", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_an_entry_speaks_from_its_first_day_to_its_last(day: str, speaks: bool) -> None:
    dated = replace(entry(), effective=dt.date(2026, 12, 1), until=dt.date(2026, 12, 31))
    assert bool(spoken(sheet_for(day=dt.date.fromisoformat(day)), dated)) is speaks


def test_an_entry_not_reviewed_in_time_is_silent() -> None:
    assert spoken(sheet_for(), replace(entry(), review_by=dt.date(2026, 11, 30))) == []


def test_every_entry_has_an_owner_a_source_and_a_review_within_a_year() -> None:
    assert len({e.code for e in rulebook()}) == len(rulebook()) >= 4
    for e in rulebook():
        assert e.owner and e.source.law and (e.review_by - e.made_on).days <= 366


def test_a_broken_condition_says_where() -> None:
    raw = {"code": "R", "title": "某", "guide": "drunk_driving", "owner": "某", "made_on": DAY, "review_by": DAY}
    raw |= {"effective": DAY, "when": "bacc > 1", "guidance": "某", "source": {}}
    with pytest.raises(BrokenGuide, match="bacc"):
        entry_of("mine", raw)

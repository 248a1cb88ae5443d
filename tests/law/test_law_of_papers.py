"""Law that papers repeat: the tables are whole, dated, marked, and answer for the day they are asked about."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from mingjing.law.charges import articles_of, charges
from mingjing.law.procedure import appeal_days, late_performance_article
from mingjing.law.statutes import repealed, repeals


def test_every_charge_has_articles_a_day_and_a_mark() -> None:
    for charge in charges().values():
        assert charge.name.endswith("罪")
        assert all(re.fullmatch(r"\d{3}(-\d)?", article) for article in charge.articles)
        assert charge.since >= dt.date(1997, 10, 1)
        assert charge.mark in {"V", "M", "D"}


def test_a_charge_that_is_not_in_the_table_is_not_judged() -> None:
    assert articles_of("某种没有的罪") is None
    assert articles_of("盗窃罪") >= {"264"}


@pytest.mark.parametrize(
    ("day", "article"),
    [("2008-03-31", "232"), ("2008-04-01", "229"), ("2013-01-01", "253"), ("2021-12-31", "253"), ("2024-01-01", "264")],
)
def test_the_article_on_late_performance_follows_the_amendments(day: str, article: str) -> None:
    assert late_performance_article(dt.date.fromisoformat(day)) == article


def test_a_law_ends_on_its_day_and_not_before() -> None:
    for repeal in repeals().values():
        assert repealed(repeal.law, repeal.until) == repeal
        assert repealed(repeal.law, repeal.until - dt.timedelta(days=1)) is None
    assert repealed("中华人民共和国民法典", dt.date(2025, 1, 1)) is None


def test_appeals_have_their_days_and_enforcement_rulings_have_none() -> None:
    assert [appeal_days(c, k) for c in ("刑事", "民事", "行政") for k in ("判决书", "裁定书")] == [
        10,
        5,
        15,
        10,
        15,
        10,
    ]
    assert appeal_days("执行", "裁定书") is None

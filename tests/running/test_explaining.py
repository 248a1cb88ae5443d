"""Why a scenario speaks of a case, and why it does not: the explanation agrees with the check and names the loss."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from mingjing.running.court import Court
from mingjing.running.errors import UnknownCase
from mingjing.running.explaining import Explanation
from mingjing.scenario import library


@pytest.fixture(scope="module")
def court(small_court):
    with Court(small_court.data) as opened:
        yield opened


@pytest.fixture(scope="module")
def planted(small_court):
    """Planted cases by scenario, the first and the last of every kind: a kind may plant cases of two sorts."""
    by_kind = defaultdict(list)
    with small_court.truth.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            by_kind[row["scenario"], row["kind"]].append(row["case_id"])
    found = defaultdict(list)
    for (scenario, _), cases in by_kind.items():
        found[scenario] += dict.fromkeys((cases[0], cases[-1]))
    return found


@pytest.mark.parametrize("name", library.names())
def test_an_explanation_has_as_many_hits_as_the_check(court, planted, name):
    for case_id in planted[name]:
        found = court.explain(name, case_id)
        assert bool(found.hits) == bool(court.check([name], [case_id])), (case_id, found.sentence)


@pytest.mark.parametrize("name", library.names())
def test_where_there_is_no_hit_a_node_is_named_that_lost_the_case_or_had_nothing(court, planted, name):
    silent = [f for f in (court.explain(name, c) for c in planted[name]) if not f.hits]
    for found in silent:
        assert last(found).count == 0
        lost = [s for s in found.steps if s.state == "lost"]
        assert all(s.lost for s in lost)
        assert lost or "没有这类数据" in found.sentence
    assert any(s.state == "lost" for f in silent for s in f.steps)


def test_a_condition_that_was_not_met_is_told_with_the_value_it_met(court, planted, small_court):
    with small_court.truth.open(encoding="utf-8") as lines:
        rows = [json.loads(x) for x in lines]
    revoked = next(r for r in rows if r["scenario"] == "dead_party" and r["kind"] == "death record revoked")
    found = court.explain("dead_party", revoked["case_id"])
    valid = next(s for s in found.steps if s.node == "valid")
    assert valid.state == "lost"
    assert valid.lost == ("登记状态为“有效”：不成立（登记状态为 已撤销）",)


def test_the_rows_of_a_hit_are_shown_on_the_way(court, planted):
    hit = next(f for f in (court.explain("dead_party", c) for c in planted["dead_party"]) if f.hits)
    assert last(hit).state == "kept"
    assert any("死亡日期" in r.values for s in hit.steps for r in s.rows)
    assert not any(k.endswith("密键") for s in hit.steps for r in s.rows for k in r.values)


def test_a_case_that_is_not_there_is_refused(court):
    with pytest.raises(UnknownCase):
        court.explain("dead_party", 999_999_999)


def last(found: Explanation):
    """The node that gives the result."""
    names = [s.node for s in found.steps]
    return found.steps[-1] if names else None

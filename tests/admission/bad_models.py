"""Models that no court should embed, each with the box that is to blame, and the same question asked well."""

from __future__ import annotations

from typing import Any

from mingjing.scenario.loading import scenario_of
from mingjing.scenario.scenario import Scenario

HEADER = {
    "code": "S900",
    "version": 1,
    "panel": ["办案"],
    "status": "modelling",
    "milestones": ["C03"],
    "asks": "本案的当事人是否另有案件？",
    "basis": [{"law": "民事诉讼法", "article": "第一条", "in_force": "2024-01-01", "certainty": "V"}],
    "alert": "案件{case_id}请核对。",
    "false_alarms": ["同名同姓。"],
    "result": "hits",
}
PARTIES = {"table": "case_party", "columns": ["case_id", "subject_id", "role", "cause_name", "court_id", "filed_on"]}
OTHERS = {
    "table": "case_party",
    "columns": {
        "other_case": "case_id",
        "other_subject": "subject_id",
        "other_cause": "cause_name",
        "other_court": "court_id",
        "other_filed": "filed_on",
    },
}
MINE = {"operator": "filter", "title": "本案原告", "input": "parties", "where": "role = 'plaintiff'"}


def scenario(name: str, nodes: dict[str, Any], **more: Any) -> Scenario:
    """A scenario over the parties of the case asked about and those of all cases."""
    sources = {"parties": PARTIES, "others": OTHERS}
    return scenario_of({"name": name, "title": name, "sources": sources, "nodes": nodes} | HEADER | more)


def told(of: str) -> dict[str, Any]:
    """The case ids of a box, with a level: the result."""
    level = {"operator": "derive", "input": of, "columns": {"level": "'low'"}}
    return {
        "marked": level,
        "hits": {"operator": "project", "title": "命中", "input": "marked", "columns": ["case_id", "level"]},
    }


def by(*columns: str, title: str = "按案由的案件数") -> dict[str, Any]:
    """How many rows of all cases there are by these columns."""
    return {
        "operator": "aggregate",
        "title": title,
        "input": "others",
        "by": list(columns),
        "columns": {"n": {"count": "*", "label": "案件数"}},
    }


def joined(right: str, on: dict[str, str], where: str | None = None) -> dict[str, Any]:
    """The plaintiffs beside another box."""
    box = {"operator": "join", "title": "与本案对应", "left": "mine", "right": right, "on": on}
    return box | ({"where": where} if where else {})


BY_CAUSE = scenario(
    "by_cause",
    {
        "mine": MINE,
        "counts": by("other_cause"),
        "both": joined("counts", {"cause_name": "other_cause"}),
        **told("both"),
    },
)
BY_COURT = scenario(
    "by_court",
    {"mine": MINE, "counts": by("other_court"), "both": joined("counts", {"court_id": "other_court"}), **told("both")},
)


def computed(column: str, of: str, title: str, source: str) -> dict[str, Any]:
    """A box that makes an identifier of another."""
    made = {column: {"formula": f"to_text({of})", "label": title}}
    return {"operator": "derive", "title": title, "input": source, "columns": made}


BY_COMPUTED = scenario(
    "by_computed",
    {
        "mine": computed("my_key", "subject_id", "本案标识", "parties"),
        "made": computed("made_key", "other_subject", "算出的标识", "others"),
        "both": joined("made", {"my_key": "made_key"}),
        **told("both"),
    },
)
BIG = {"big": {"formula": "if(n > 10, 'plaintiff', 'none')", "label": "多"}}
OF_ALL = scenario(
    "of_all",
    {
        "mine": MINE,
        "counts": by(title="全院案件数"),
        "keyed": {"operator": "derive", "input": "counts", "columns": BIG},
        "both": joined("keyed", {"role": "big"}),
        **told("both"),
    },
)
MANY_TO_MANY = scenario(
    "many_to_many",
    {
        "mine": MINE,
        "both": joined("others", {"subject_id": "other_subject"}, "case_id <> other_case"),
        "counts": {
            "operator": "aggregate",
            "title": "另案数",
            "input": "both",
            "by": ["case_id", "subject_id"],
            "columns": {"n": {"count_distinct": "other_case", "label": "另案数"}},
        },
        "many": {"operator": "filter", "title": "另案很多", "input": "counts", "where": "n >= 10"},
        **told("many"),
    },
)
OF_EACH = by("other_subject", title="每名当事人的案件数")
COUNTED_FIRST = scenario(
    "counted_first",
    {
        "mine": MINE,
        "counts": OF_EACH,
        "both": joined("counts", {"subject_id": "other_subject"}, "n >= 10"),
        **told("both"),
    },
)
COUNT_FOR_NOTHING = scenario(
    "count_for_nothing",
    {
        "mine": MINE,
        "counts": OF_EACH,
        "some": {"operator": "filter", "title": "有案件的", "input": "counts", "where": "n >= 1"},
        "both": joined("some", {"subject_id": "other_subject"}),
        **told("both"),
    },
)
ANOTHER = {
    "operator": "exists",
    "title": "另有案件的",
    "left": "mine",
    "right": "others",
    "on": {"subject_id": "other_subject"},
    "where": "case_id <> other_case",
}
THERE_IS_ONE = scenario("there_is_one", {"mine": MINE, "both": ANOTHER, **told("both")})
WITHIN_THREE_DAYS = "case_id <> other_case and other_filed >= add_days(filed_on, -3) and other_filed <= filed_on"
NEAR_IN_TIME = scenario(
    "near_in_time",
    {"mine": MINE, "both": joined("others", {"subject_id": "other_subject"}, WITHIN_THREE_DAYS), **told("both")},
)
ROLLING = {"n": {"count": "*", "days": 3, "label": "三日内案件数"}}
LATELY = scenario(
    "lately",
    {
        "mine": MINE,
        "counts": {
            "operator": "window",
            "title": "三日内的案件数",
            "input": "mine",
            "partition": ["subject_id"],
            "order": ["filed_on", "case_id"],
            "columns": ROLLING,
        },
        **told("counts"),
    },
)

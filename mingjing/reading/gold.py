"""A paper in the schema of hand-labelled rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.reading.gold_decided import decided_form
from mingjing.reading.paper import Agent, Article, Paper, Party
from mingjing.reading.values import Value

_SECOND = {"upheld": "维持", "reversed": "改判", "remanded": "发回重审"}
_RULINGS = {
    "withdrawn": "准许撤诉",
    "deemed_withdrawn": "按撤诉处理",
    "converted": "简易程序转普通程序",
    "preservation": "财产保全",
    "suit_dismissed": "驳回起诉",
    "inadmissible": "不予受理",
    "remanded": "发回重审",
}


def to_gold(paper: Paper) -> dict[str, Any]:
    """The row of gold.jsonl that `paper` should have; keys that do not apply are left out, amounts are in yuan."""
    row: dict[str, Any] = {
        "doc_type": _of(paper.document_type),
        "case_category": _of(paper.case_category),
        "court": _of(paper.court),
        "case_no": paper.case_number.text if paper.case_number else None,  # as printed
        "procedure": _of(paper.procedure),
        "cause": [cause.value for cause in paper.causes],
        "parties": [_party(party) for party in paper.parties],
        "agents": [_agent(agent) for agent in paper.agents],
        "dates": _dates(paper),
        "cited_articles": [_article(article.value) for article in paper.articles],
        "panel": _panel(paper),
    }
    return row | _when_stated(paper)


def _of(value: Value[Any] | None) -> Any:
    return value.value if value else None


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, [], ())}


def _party(party: Party) -> dict[str, Any]:
    return _without_none(
        {
            "role": party.role.value,
            "name": party.name.value,
            "type": party.type.value,
            "gender": _of(party.gender),
            "birth": _of(party.birth),
            "orig_role": _of(party.orig_role),
            "alias": [alias.value for alias in party.alias],
        }
    )


def _agent(agent: Agent) -> dict[str, Any]:
    return _without_none(
        {"role": agent.role.value, "name": agent.name.value, "org": _of(agent.org), "for": list(agent.party_names)}
    )


def _article(article: Article) -> dict[str, Any]:
    return {"law": article.law, "article": article.article, "paragraph": article.paragraph, "item": article.item}


def _dates(paper: Paper) -> dict[str, Any]:
    """ISO days; hearing is a list."""
    dates = paper.dates
    single = {
        name: _iso(getattr(dates, name))
        for name in ("prosecution", "filing", "application", "first_instance", "judgment")
    }
    hearing = [day.value.isoformat() for day in dates.hearing]
    return {"judgment": single["judgment"]} | _without_none(single | {"hearing": hearing})


def _iso(day: Value[date] | None) -> str | None:
    return day.value.isoformat() if day else None


def _panel(paper: Paper) -> dict[str, Any]:
    panel = paper.panel
    always = {
        "presiding": _of(panel.presiding),
        "form": panel.form,
        "judges": [judge.value for judge in panel.judges],
        "jurors": [judge.value for judge in panel.lay_judges],
        "clerk": _of(panel.clerk),
    }
    officers = [officer.value for officer in panel.execution_officers]
    return always | _without_none({"assistant": _of(panel.assistant), "execution_officers": officers})


def _when_stated(paper: Paper) -> dict[str, Any]:
    """Claims, fee and outcome, where the paper has them."""
    outcome, kind = _of(paper.disposition), _of(paper.kind)
    second = _SECOND.get(outcome or "") if _of(paper.procedure) == "二审" else None
    ruling = _RULINGS.get(outcome or "") if kind == "裁定书" and _of(paper.case_category) == "民事" else None
    decided = decided_form(paper)
    return _without_none({"second_instance_result": second, "ruling_type": ruling}) | decided

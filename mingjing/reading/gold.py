"""A paper in the forms others expect: the schema of hand-labelled rows, and info points by code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


# Codes and names: the list of information points of a judgment, groups 首部, 当事人, 程序经过, 诉请与答辩, 裁判.
_SINGLE = (
    ("J001", "法院名称", "court"),
    ("J002", "文书种类", "document_type"),
    ("J003", "案号", "case_number"),
    ("J004", "审级", "procedure"),
    ("J006", "案件类别", "case_category"),
    ("J079", "请求金额", "amount_in_dispute_fen"),
    ("J092", "惩罚性请求", "punitive_claim"),
    ("J161", "买卖标的", "goods"),
)
_DATES = (("J009", "立案日", "filing"), ("J050", "起诉日", "prosecution"), ("J395", "签发日", "judgment"))
_PARTY = (
    ("J023", "姓名名称", "name"),
    ("J024", "诉讼地位", "role"),
    ("J025", "主体类型", "type"),
    ("J026", "性别", "gender"),
    ("J028", "出生日", "birth"),
)


def points(paper: Paper) -> list[dict[str, Any]]:
    """The info points of `paper`: id, name, value, text, start, end, confidence, by; in the order of their ids."""
    found = [*_single_points(paper), *_party_points(paper), *_agent_points(paper), *_other_points(paper)]
    return sorted(found, key=lambda point: (point["id"], point["start"]))


def _single_points(paper: Paper) -> Iterator[dict[str, Any]]:
    for code, name, field in _SINGLE:
        yield from _points(code, name, [getattr(paper, field)])
    for code, name, field in _DATES:
        yield from _points(code, name, [getattr(paper.dates, field)])
    yield from _points("J010", "开庭日", paper.dates.hearing)
    yield from _points("J005", "案由", paper.causes)


def _party_points(paper: Paper) -> Iterator[dict[str, Any]]:
    for party in paper.parties:
        for code, name, field in _PARTY:
            yield from _points(code, name, [getattr(party, field)])


def _agent_points(paper: Paper) -> Iterator[dict[str, Any]]:
    for agent in paper.agents:
        representative = agent.role.value in ("法定代表人", "负责人")
        code, name = ("J034", "法定代表人") if representative else ("J036", "委托代理人")
        if agent.role.value.endswith("检察员"):
            code, name = "J077", "检察监督"
        yield from _points(code, name, [agent.name])
        yield from _points("J037", "代理律所", [agent.org])


def _other_points(paper: Paper) -> Iterator[dict[str, Any]]:
    panel = paper.panel
    yield from _points("J071", "合议庭成员", [panel.presiding, *panel.judges])
    yield from _points("J072", "人民陪审员", panel.lay_judges)
    yield from _points("J073", "书记员", [panel.clerk])
    yield from _points("J074", "法官助理", [panel.assistant])
    for article in paper.articles:
        interpretation = article.value.law.endswith(("解释", "规定", "）", "意见"))
        yield from _points(*(("J357", "司法解释") if interpretation else ("J356", "引用条款")), [article])
    if paper.fee:
        yield from _points("J385", "诉讼费", [paper.fee.charged_fen])
        yield from _points("J386", "费用负担", paper.fee.bearers)
    yield from _points("J388" if _of(paper.procedure) == "二审" else "J366", "判项", [paper.disposition])
    yield from _points("J352", "裁判理由", [part for part in paper.sections if part.value == "reasoning"])


def _points(code: str, name: str, values: Iterable[Value[Any] | None]) -> Iterator[dict[str, Any]]:
    for value in values:
        if value is not None:
            yield {
                "id": code,
                "name": name,
                "value": _plain(value.value),
                "text": value.text,
                "start": value.start,
                "end": value.end,
                "confidence": value.confidence,
                "by": value.by,
            }


def _plain(value: object) -> Any:
    """As JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    return _article(value) if isinstance(value, Article) else value

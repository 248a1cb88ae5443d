"""Points that the structural readers already give, each value with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mingjing.reading.paper import Agent, Article, Party
from mingjing.reading.points.context import Context
from mingjing.reading.values import Value

Values = Iterator[Value[Any]]
_REPRESENTATIVES = ("法定代表人", "负责人", "主要负责人", "代表人", "经营者")
_APPLICANTS = ("申请", "上诉人", "原告", "异议人", "起诉人", "申诉人", "赔偿请求人")
_RESPONDENTS = ("被申请", "被执行人", "被上诉人", "被告", "赔偿义务机关", "被申诉人")
_INTERPRETATION = ("解释", "规定", "）", "意见", "批复")


def _one(value: Value[Any] | None) -> Values:
    if value is not None:
        yield value


def court(context: Context) -> Values:
    """The issuing court."""
    return _one(context.paper.court)


def document_type(context: Context) -> Values:
    """The title of the paper, such as 民事判决书."""
    return _one(context.paper.document_type)


def case_number(context: Context) -> Values:
    """The paper's own case number."""
    return _one(context.paper.case_number)


def number_checked(context: Context) -> Values:
    """Whether the own number has the grammar of case numbers: true at the number."""
    number = context.paper.case_number
    if number is not None:
        well_formed = number.value.endswith("号") and "（" in number.value
        yield Value(well_formed, number.text, number.start, number.end, number.confidence, "paper.number_checked")


def procedure(context: Context) -> Values:
    """一审, 二审, 执行, ..."""
    return _one(context.paper.procedure)


def category(context: Context) -> Values:
    """民事, 刑事, 行政, 执行 or 国家赔偿."""
    return _one(context.paper.case_category)


def causes(context: Context) -> Values:
    """Causes of action; charges in criminal cases."""
    return iter(context.paper.causes)


def filing(context: Context) -> Values:
    """The day of filing."""
    return _one(context.paper.dates.filing)


def hearings(context: Context) -> Values:
    """The days of the hearings."""
    return iter(context.paper.dates.hearing)


def prosecution(context: Context) -> Values:
    """The day of the prosecution."""
    return _one(context.paper.dates.prosecution)


def signed_on(context: Context) -> Values:
    """The day of the signature."""
    return _one(context.paper.dates.judgment)


def _of_parties(context: Context, field: str) -> Values:
    for party in context.paper.parties:
        yield from _one(getattr(party, field))


def party_name(context: Context) -> Values:
    """Names of the parties."""
    return _of_parties(context, "name")


def party_role(context: Context) -> Values:
    """Roles of the parties, in the order of the names."""
    return _of_parties(context, "role")


def party_type(context: Context) -> Values:
    """自然人, 法人, 非法人组织 or 机关, in the order of the names."""
    return _of_parties(context, "type")


def party_gender(context: Context) -> Values:
    """男 or 女."""
    return _of_parties(context, "gender")


def party_birth(context: Context) -> Values:
    """Days of birth."""
    return _of_parties(context, "birth")


def _named(context: Context, roles: tuple[str, ...], but: tuple[str, ...] = ()) -> Values:
    for party in context.paper.parties:
        if party.role.value.startswith(roles) and not party.role.value.startswith(but or ("无",)):
            yield party.name


def applicants(context: Context) -> Values:
    """Who asked for the ruling."""
    return _named(context, _APPLICANTS)


def respondents(context: Context) -> Values:
    """Against whom the ruling is asked."""
    return _named(context, _RESPONDENTS, but=("被告人",))


def prosecution_organ(context: Context) -> Values:
    """The prosecuting organ."""
    return _named(context, ("公诉机关", "抗诉机关", "原公诉机关"))


def convict(context: Context) -> Values:
    """The convicted person of a commutation or parole."""
    return _named(context, ("罪犯",))


def execution_organ(context: Context) -> Values:
    """The prison that executes the sentence."""
    return _named(context, ("执行机关",))


def _organs(context: Context, roles: tuple[str, ...]) -> Values:
    for party in context.paper.parties:
        if _is_sued(party, roles) and party.type.value in ("机关", "法人", "非法人组织"):
            yield party.name


def _is_sued(party: Party, roles: tuple[str, ...]) -> bool:
    earlier = party.orig_role.value if party.orig_role else party.role.value
    return any(role in earlier for role in roles) and "被告人" not in earlier


def admin_defendant(context: Context) -> Values:
    """The administrative organ that is sued, in first instance or before."""
    return _organs(context, ("被告", "复议机关"))


def admin_agency(context: Context) -> Values:
    """The administrative organ of a ruling: sued, or asking for execution."""
    return _organs(context, ("被告", "申请", "被申请"))


def _agents(context: Context, representatives: bool) -> Iterator[Agent]:
    for agent in context.paper.agents:
        if (agent.role.value in _REPRESENTATIVES) is representatives and not agent.role.value.endswith(_PROSECUTORS):
            yield agent


_PROSECUTORS = ("检察员", "检察长", "检察官", "检察官助理")


def legal_representative(context: Context) -> Values:
    """法定代表人 and 负责人."""
    return (agent.name for agent in _agents(context, representatives=True))


def agent(context: Context) -> Values:
    """Agents ad litem and defenders."""
    return (agent.name for agent in _agents(context, representatives=False))


def agent_firm(context: Context) -> Values:
    """Their law firms."""
    return (agent.org for agent in context.paper.agents if agent.org is not None)


def prosecutor(context: Context) -> Values:
    """The prosecutors who appeared."""
    return (agent.name for agent in context.paper.agents if agent.role.value.endswith(_PROSECUTORS))


prosecutor_seen = prosecutor


def presiding(context: Context) -> Values:
    """The presiding or sole judge."""
    return _one(context.paper.panel.presiding)


def judges(context: Context) -> Values:
    """All judges who signed, the presiding one first."""
    panel = context.paper.panel
    return (judge for judge in (panel.presiding, *panel.judges) if judge is not None)


def panel_members(context: Context) -> Values:
    """Those who signed beside the presiding judge."""
    panel = context.paper.panel
    return iter((*panel.judges, *panel.lay_judges, *panel.execution_officers))


def lay_judges(context: Context) -> Values:
    """人民陪审员."""
    return iter(context.paper.panel.lay_judges)


def clerk(context: Context) -> Values:
    """书记员."""
    return _one(context.paper.panel.clerk)


def assistant(context: Context) -> Values:
    """法官助理."""
    return _one(context.paper.panel.assistant)


def amount_in_dispute(context: Context) -> Values:
    """The sum claimed, in fen."""
    return _one(context.paper.amount_in_dispute_fen)


def punitive(context: Context) -> Values:
    """三倍, 十倍 or 惩罚性赔偿."""
    return _one(context.paper.punitive_claim)


def goods(context: Context) -> Values:
    """The goods of a punitive claim."""
    return _one(context.paper.goods)


def fee_charged(context: Context) -> Values:
    """The fee charged, in fen."""
    return _one(context.paper.fee.charged_fen if context.paper.fee else None)


def fee_bearers(context: Context) -> Values:
    """Who bears the fee."""
    return iter(context.paper.fee.bearers if context.paper.fee else ())


def reasoning(context: Context) -> Values:
    """The reasoning of the court, whole."""
    for part in context.paper.sections:
        if part.value == "reasoning":
            yield Value(part.text, part.text, part.start, part.end, part.confidence, part.by)


def articles(context: Context) -> Values:
    """Articles of the deciding clause, of laws and interpretations."""
    return (_cited(article) for article in context.paper.articles)


def laws(context: Context) -> Values:
    """The laws of the deciding clause, each once, at its first article."""
    return _laws(article for article in context.paper.articles if not _interprets(article.value))


def interpretations(context: Context) -> Values:
    """The judicial interpretations of the deciding clause, each once."""
    return _laws(article for article in context.paper.articles if _interprets(article.value))


def _interprets(article: Article) -> bool:
    return article.law.endswith(_INTERPRETATION)


def _laws(articles: Iterable[Value[Article]]) -> Values:
    seen: set[str] = set()
    for article in articles:
        if article.value.law not in seen:
            seen.add(article.value.law)
            yield Value(article.value.law, article.text, article.start, article.end, article.confidence, "paper.laws")


def _cited(article: Value[Article]) -> Value[Any]:
    place = article.value
    value = {"law": place.law, "article": place.article, "paragraph": place.paragraph, "item": place.item}
    return Value(value, article.text, article.start, article.end, article.confidence, article.by)


def second_result(context: Context) -> Values:
    """How a second instance ended: upheld, reversed or remanded."""
    outcome, stage = context.paper.disposition, context.paper.procedure
    if stage is not None and stage.value == "二审":
        yield from _one(outcome)


def trial_form(context: Context) -> Values:
    """简易程序, 小额诉讼, 速裁程序 or 普通程序."""
    return _one(context.paper.trial_form)


def default_judgment(context: Context) -> Values:
    """True at the words that say that the case was judged in absence."""
    found = context.paper.default_judgment
    if found is not None:
        yield Value(True, found.text, found.start, found.end, found.confidence, found.by)


def lower_decisions(context: Context) -> Values:
    """Numbers of decisions of other proceedings that the paper names."""
    return (decision.case_number for decision in context.paper.lower_decisions)


def appeal_days(context: Context) -> Values:
    """Days to appeal."""
    return _one(context.paper.appeal.days if context.paper.appeal else None)


def appeal_court(context: Context) -> Values:
    """The court of appeal."""
    return _one(context.paper.appeal.court if context.paper.appeal else None)

"""Reading a paper: text in, `Paper` out."""

from __future__ import annotations

from mingjing.reading import (
    agents,
    articles,
    causes,
    claims,
    dates,
    disposition,
    fees,
    fields,
    head,
    kinds,
    mentions,
    orders,
    parties,
    punitive,
    remedies,
    signature,
    zones,
)
from mingjing.reading.folding import folded
from mingjing.reading.judged import judged
from mingjing.reading.length import within_length
from mingjing.reading.names import Names
from mingjing.reading.paper import Paper, Party
from mingjing.reading.sections import Sections, sections
from mingjing.reading.values import Value, at


def read(text: str, id: str | None = None) -> Paper:  # noqa: A002 - the word every source uses
    """The paper that `text` is. Every value keeps its place: value.text == text[value.start:value.end]."""
    plain = folded(within_length(text))
    parts = sections(plain)
    title, kind = head.document(text, plain, parts.head)
    number = head.own_number(text, plain, parts.head, title)
    category = head.category(text, title, number)
    procedure = head.procedure(text, plain, number, title, parts.parties)
    word, stage = _of(category), _of(procedure)
    entries = parties.entries(plain, parts.parties)
    people = _people(text, plain, parts, entries, stage)
    names = Names(plain, people)
    asked = claims.claims(text, plain, parts) if (word, stage) == ("民事", "一审") else None
    court = head.court(text, plain, parts.head, title)
    named = causes.causes(text, plain, parts, word, stage, people)
    signed = signature.signatures(plain, parts)
    punitive_claim = punitive.punitive_claim(text, plain, parts, word)
    return Paper(
        id=id,
        text=text,
        case_number=number,
        court=court,
        document_type=title,
        kind=kind,
        case_category=category,
        procedure=procedure,
        causes=named,
        parties=people,
        agents=agents.agents(text, plain, entries, people, parts),
        dates=dates.dates(text, plain, parts, signature.signed_on(text, plain, parts), stage),
        disposition=disposition.disposition(text, plain, parts, _of(kind), stage),
        articles=articles.articles(text, plain, parts, word),
        panel=signature.panel(text, plain, signed),
        amount_in_dispute_fen=asked.total_fen if asked else None,
        fee=fees.fee(text, plain, parts, names),
        order_items=orders.order_items(text, plain, parts, names, criminal=word == "刑事"),
        claims=asked,
        verdicts=judged(text, plain, parts, names, entries, stage) if word == "刑事" else (),
        lower_decisions=remedies.lower_decisions(text, plain, parts, number),
        appeal=remedies.appeal(text, plain, parts),
        default_judgment=remedies.default_judgment(text, plain, parts, _of(kind)) if word == "民事" else None,
        trial_form=remedies.trial_form(text, plain, parts),
        punitive_claim=punitive_claim,
        goods=punitive.goods(text, plain, parts) if punitive_claim else None,
        seller=punitive.seller(text, plain, parts, people) if punitive_claim else None,
        paper_kind=kinds.kind(text, plain),
        field=fields.field(text, category, court, named),
        sections=_named_sections(text, plain, parts),
    )


def _of(value: Value[str] | None) -> str | None:
    return value.value if value else None


def _people(
    text: str, plain: str, parts: Sections, entries: list[parties.Entry], stage: str | None
) -> tuple[Party, ...]:
    """The listed parties; without a list, those the first sentences mention."""
    listed = parties.parties(text, plain, parts.parties, entries)
    if not listed:
        return mentions.mentioned(text, plain, parts, stage)
    return (*listed, *mentions.execution_organ(text, plain, parts, stage, listed))


def _named_sections(text: str, plain: str, parts: Sections) -> tuple[Value[str], ...]:
    """The parts that are there, by name; the finer ones lie inside the others."""
    names = ("head", "parties", "proceedings", "body", "reasoning", "orders", "tail", "appendix")
    spans = [*((name, getattr(parts, name)) for name in names), *zones.zones(plain, parts)]
    return tuple(at(text, name, span, "sections", 0.85) for name, span in spans if span[1] > span[0])

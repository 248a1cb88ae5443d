"""The parts that every paper shares: head, parties, signature."""

from __future__ import annotations

from mingjing.court.catalogue.codes import ROLES
from mingjing.sample.papers.facts import CaseFacts, PartyFacts
from mingjing.sample.papers.words import chinese_day, plain_day

TITLES = {"judge": "审判员", "lay_judge": "人民陪审员"}


def head(case: CaseFacts, kind: str) -> list[str]:
    """Court, kind of paper and case number."""
    return [case.court, kind, case.case_number]


def party_lines(case: CaseFacts) -> list[str]:
    """Every party with its representative and agent."""
    return [line for party in case.parties for line in _party(party)]


def _party(party: PartyFacts) -> list[str]:
    role = ROLES[party.role]
    if party.role == "prosecutor":
        return [f"{role}：{party.name}。"]
    lines = [f"{role}：{party.name}{_person(party) if party.kind == 'person' else _body(party)}。"]
    if party.legal_representative:
        lines.append(f"法定代表人：{party.legal_representative}，总经理。")
    return lines + _agent(party)


def _person(party: PartyFacts) -> str:
    born = f"，{plain_day(party.born_on)}出生" if party.born_on else ""
    return f"，{'男' if party.male else '女'}{born}，汉族，住{party.address}"


def _body(party: PartyFacts) -> str:
    return f"，住所地{party.address}" if party.address else ""


def _agent(party: PartyFacts) -> list[str]:
    if not party.agent:
        return []
    title = "辩护人" if party.role == "accused" else "委托诉讼代理人"
    return [f"{title}：{party.agent}，{party.firm}律师。" if party.firm else f"{title}：{party.agent}。"]


def bench(case: CaseFacts) -> str:
    """审判员 alone, or 合议庭."""
    return "依法组成合议庭" if len(case.bench) > 1 else "由审判员依法独任审判"


def signature(case: CaseFacts) -> list[str]:
    """The bench, the day in Chinese numerals and the clerk."""
    return [*_signed(case), chinese_day(case.closed_on), f"书记员　　{case.clerk}"]


def _signed(case: CaseFacts) -> list[str]:
    if len(case.bench) < 2:
        return [f"审判员　　{case.bench[0][1] if case.bench else case.judge}"]
    return [f"{'审判长' if presiding else TITLES[kind]}　　{name}" for kind, name, presiding in case.bench]

"""One read paper as rows of the court's tables, with identifiers given as they are needed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mingjing.court.case_number import normal, parse
from mingjing.ingest.points import article_row, point_row
from mingjing.ingest.words import KINDS, case_kind, court_level, disposition_code, masked, role_code, side_of
from mingjing.reading import Paper, Party, Value
from mingjing.reading.points import Found

Row = dict[str, Any]
Key = tuple[str, ...]


def value(v: Value[Any] | None) -> Any:
    """What was read, or None."""
    return v.value if v is not None else None


class Identifiers:
    """Numbers for things by what identifies them; what is known keeps its number."""

    def __init__(self, highest: dict[str, int], known: dict[str, dict[Key, int]]) -> None:
        self.highest = defaultdict(int, highest)
        self.known = defaultdict(dict, known)

    def new(self, table: str) -> int:
        """The next number of a table."""
        self.highest[table] += 1
        return self.highest[table]

    def of(self, table: str, key: Key, make: Callable[[int], None]) -> int:
        """The number of what `key` identifies; `make` writes its row when it is new."""
        if key not in self.known[table]:
            self.known[table][key] = self.new(table)
            make(self.known[table][key])
        return self.known[table][key]


class PaperRows:
    """Collects the rows of papers, table by table."""

    def __init__(self, ids: Identifiers) -> None:
        self.ids = ids
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.taken: list[TakenPaper] = []

    def add(self, paper: Paper, found: Sequence[Found], source: str, last_day: dt.date) -> bool:
        """Take in a paper with what was found in it; False when the same text is there already."""
        fresh: list[int] = []
        document = self.ids.of("document", (digest_of(paper.text),), fresh.append)
        if fresh:
            self.put(paper, found, document, source, dt.datetime.combine(paper_day(paper) or last_day, dt.time()))
        return bool(fresh)

    def put(self, paper: Paper, found: Sequence[Found], document: int, source: str, known_from: dt.datetime) -> None:
        """The rows of a paper under its number, known from that moment on."""
        digest, known = digest_of(paper.text), {"_from": known_from}
        court = self._court(value(paper.court), known)
        case, new = self._case(paper, document, court, known)
        day = value(paper.dates.judgment)
        self.rows["document"].append(
            {
                "document_id": document,
                "case_id": case,
                "doc_type": value(paper.document_type),
                "signed_on": day,
                "text": paper.text,
                "source_name": f"{source}#{digest[:16]}",
                **known,
            }
        )
        self.taken.append(TakenPaper(paper, tuple(found), document, case, known_from))
        for point in found:
            number = self.ids.new("info_point")
            self.rows["info_point"].append(point_row(point, number, document, case, known["_from"]))
        for article in paper.articles:
            number = self.ids.new("cited_article")
            self.rows["cited_article"].append(article_row(article, number, document, case, known["_from"]))
        if new:
            self._people(paper, case, court, known)

    def _court(self, name: str | None, known: Row) -> int | None:
        def make(court_id: int) -> None:
            self.rows["court"].append(
                {"court_id": court_id, "code": "", "name": name, "level": court_level(name or ""), **known}
            )

        return self.ids.of("court", (name,), make) if name else None

    def _case(self, paper: Paper, document: int, court: int | None, known: Row) -> tuple[int, bool]:
        """The case of the paper; one without a number is a case of its own, named by its document."""
        number = normal(value(paper.case_number)) if paper.case_number else f"（无案号）文书{document}"
        fresh: list[int] = []
        case = self.ids.of("case_main", (number, value(paper.court) or ""), fresh.append)
        if fresh:
            self.rows["case_main"].append(self._case_row(paper, case, number, court, known))
        return case, bool(fresh)

    def _case_row(self, paper: Paper, case: int, number: str, court: int | None, known: Row) -> Row:
        parsed = parse(number)
        return {
            "case_id": case,
            "case_number": number,
            "court_id": court,
            "court_level": court_level(value(paper.court) or ""),
            "case_kind": case_kind(value(paper.case_category), value(paper.procedure), parsed.kind if parsed else ""),
            "cause_name": value(paper.causes[0]) if paper.causes else None,
            "filed_on": value(paper.dates.filing),
            "closed_on": value(paper.dates.judgment),
            "disposition": disposition_code(value(paper.disposition)),
            "amount_in_dispute_fen": value(paper.amount_in_dispute_fen),
            "status": "closed",
            **known,
        }

    def _people(self, paper: Paper, case: int, court: int | None, known: Row) -> None:
        parties = {p.name.value: self._party(paper, p, case, known) for p in paper.parties}
        for agent in paper.agents:
            for name in agent.party_names or ("",):
                self.rows["agent"].append(
                    {
                        "agent_id": self.ids.new("agent"),
                        "case_id": case,
                        "party_id": parties.get(name, (None, None))[0],
                        "name": agent.name.value,
                        "kind": agent_kind(agent.role.value),
                        "firm": value(agent.org),
                        **known,
                    }
                )
        self._panel(paper, case, court, known)
        self._punitive(paper, case, parties, known)

    def _party(self, paper: Paper, p: Party, case: int, known: Row) -> tuple[int, int]:
        party = self.ids.new("party")
        subject = self._subject(p, case, known)
        code = role_code(p.role.value, value(paper.case_category) == "刑事")
        self.rows["party"].append(
            {
                "party_id": party,
                "case_id": case,
                "subject_id": subject,
                "role": code,
                "side": side_of(code),
                "name_as_written": p.name.value,
                **known,
            }
        )
        return party, subject

    def _subject(self, p: Party, case: int, known: Row) -> int:
        """A person is one by name and birth, a body by name; masked names are one only within their case."""
        name, birth, kind = p.name.value, value(p.birth), KINDS.get(p.type.value, "org")
        apart = str(case) if (masked(name) or (kind == "person" and not birth)) else ""

        def make(subject: int) -> None:
            self.rows["subject"].append(
                {"subject_id": subject, "kind": kind, "name": name, "born_on": whole_day(birth), **known}
            )

        return self.ids.of("subject", (kind, name, birth or "", apart), make)

    def _panel(self, paper: Paper, case: int, court: int | None, known: Row) -> None:
        signed = [(v, "judge", v is paper.panel.presiding) for v in (paper.panel.presiding, *paper.panel.judges) if v]
        signed += [(v, "lay_judge", False) for v in paper.panel.lay_judges]
        signed += [(paper.panel.clerk, "clerk", False)] if paper.panel.clerk else []
        for v, kind, presiding in signed:
            member = self._member(v.value, kind, court, known)
            row = {
                "panel_member_id": self.ids.new("panel_member"),
                "case_id": case,
                "member_id": member,
                "name": v.value,
            }
            self.rows["panel_member"].append({**row, "kind": kind, "presiding": presiding, **known})

    def _member(self, name: str, kind: str, court: int | None, known: Row) -> int:
        def make(member: int) -> None:
            self.rows["court_member"].append(
                {"member_id": member, "name": name, "court_id": court, "kind": kind, **known}
            )

        return self.ids.of("court_member", (name, str(court), kind), make)

    def _punitive(self, paper: Paper, case: int, parties: dict[str, tuple[int, int]], known: Row) -> None:
        if paper.punitive_claim is None:
            return
        seller = parties.get(value(paper.seller) or "", (None, None))[1]
        multiple = {"三倍": 3, "十倍": 10}.get(paper.punitive_claim.value)
        for p in paper.parties:
            if is_plaintiff(p):
                row = {
                    "punitive_claim_id": self.ids.new("punitive_claim"),
                    "case_id": case,
                    "plaintiff_subject_id": parties[p.name.value][1],
                }
                self.rows["punitive_claim"].append(
                    {
                        **row,
                        "seller_subject_id": seller,
                        "product_name": value(paper.goods),
                        "multiple": multiple,
                        **known,
                    }
                )


@dataclass(frozen=True, slots=True)
class TakenPaper:
    """A paper that was taken in: what it says, its document and case, and since when it is known."""

    paper: Paper
    said: tuple[Found, ...]
    document: int
    case: int
    known: dt.datetime


def digest_of(text: str) -> str:
    """The SHA-256 of a paper's text, by which the same paper is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_plaintiff(p: Party) -> bool:
    """Whether the party was the plaintiff of the first instance."""
    return "原告" in (p.orig_role.value if p.orig_role else p.role.value)


def agent_kind(role: str) -> str:
    """The catalogue's code of an agent's role."""
    return "defender" if "辩护" in role else "proxy"


def paper_day(paper: Paper) -> dt.date | None:
    """The day from which the paper can be known: its signature."""
    day: dt.date | None = value(paper.dates.judgment)
    return day


def whole_day(birth: str | None) -> dt.date | None:
    """A birth date, where the paper prints more than the year."""
    return dt.date.fromisoformat(birth) if birth and len(birth) == 10 else None

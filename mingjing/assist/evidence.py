"""The evidence checklist: which of the papers and files that such a case wants are in the dossier, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from mingjing.assist.conditions import holds
from mingjing.assist.guide import EvidenceItem, Guide
from mingjing.assist.papers import CasePaper


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """One piece of evidence: wanted or not in this case, and where the dossier names it first; None is missing."""

    item: EvidenceItem
    wanted: bool
    paper: str | None = None
    text: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None

    @property
    def state(self) -> Literal["found", "missing", "not_wanted"]:
        """found, missing or not wanted."""
        return "found" if self.paper else "missing" if self.wanted else "not_wanted"


def evidence_of(
    guide: Guide, papers: Sequence[CasePaper], row: Mapping[str, Any], as_of: date
) -> tuple[EvidenceFound, ...]:
    """Every piece of evidence of the guide's list; wanted where its condition holds."""
    return tuple(_found(item, papers, holds(item.when, row, as_of) is True) for item in guide.evidence)


def _found(item: EvidenceItem, papers: Sequence[CasePaper], wanted: bool) -> EvidenceFound:
    for paper in papers:
        places = paper.context.at_cues(item.cues, (0, len(paper.text))) if not paper.draft else []
        for start, end in places:
            if not _denied(paper, start, end):
                clause = paper.context.clause(start)
                text = paper.text[slice(*clause)]
                return EvidenceFound(item, wanted, paper.name, text, *clause, paper.page(start, end))
    return EvidenceFound(item, wanted)


_VERBS = ("提交", "提供", "办理", "签订")
NOT_THERE = ("未见", "缺少", *(f"{no}{verb}" for no in ("未", "没有", "未能", "无法") for verb in _VERBS))


def _denied(paper: CasePaper, start: int, end: int) -> bool:
    """Whether the clause says that it is not there: 未提交放款凭证."""
    a, b = paper.context.clause(start)
    return any(word in paper.context.plain[a:b] for word in NOT_THERE)

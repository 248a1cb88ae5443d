"""What papers call things, and the codes of the catalogue for them."""

from __future__ import annotations

import re

ROLES = (
    ("上诉人", "appellant"),
    ("被上诉人", "appellee"),
    ("再审申请人", "retrial_applicant"),
    ("申请再审人", "retrial_applicant"),
    ("被申请执行人", "debtor"),
    ("申请执行人", "creditor"),
    ("执行申请人", "creditor"),
    ("被执行人", "debtor"),
    ("公诉机关", "prosecutor"),
    ("抗诉机关", "prosecutor"),
    ("被害人", "victim"),
    ("罪犯", "convict"),
    ("被申请人", "respondent"),
    ("申请人", "applicant"),
    ("被告单位", "accused"),
    ("第三人", "third_party"),
)
SIDES = {
    "A": {"plaintiff", "appellant", "retrial_applicant", "creditor", "applicant", "prosecutor"},
    "C": {"third_party"},
}

DISPOSITIONS = {
    "guilty": "judgment",
    "acquitted": "judgment",
    "claims_rejected": "judgment",
    "suit_dismissed": "dismissed_suit",
    "inadmissible": "rejected",
    "reversed": "changed",
    "mediated": "mediation",
    "retrial_refused": "decided",
    "retrial_ordered": "decided",
    "commuted": "decided",
    "approved": "decided",
    "enforceable": "decided",
}
"""Readings of an ending that the court's table calls by a broader name; the others keep theirs."""

ENDINGS = {
    "judgment",
    "withdrawn",
    "deemed_withdrawn",
    "upheld",
    "remanded",
    "transferred",
    "terminated",
    "interim_termination",
    "final_termination",
    "satisfied",
}
KINDS = {"自然人": "person", "法人": "company", "非法人组织": "org", "机关": "org"}


def role_code(role: str, criminal: bool) -> str:
    """The catalogue's code of a role as a paper writes it."""
    if "被告人" in role:
        return "accused"
    if role.endswith(("被告", "原告")) or role in ("原告人", "反诉原告", "反诉被告"):
        return "plaintiff" if "原告" in role else "defendant"
    found = next((code for word, code in ROLES if role == word or role.startswith(word)), None)
    return found or next((code for word, code in reversed(ROLES) if word in role), "other")


def side_of(code: str) -> str:
    """A for who asks, C for third persons, B for the others."""
    return next((side for side, codes in SIDES.items() if code in codes), "B")


def disposition_code(reading: str | None) -> str | None:
    """The catalogue's code of an ending; None for endings of a step rather than of the case."""
    code = DISPOSITIONS.get(reading or "", reading)
    return code if code in ENDINGS | set(DISPOSITIONS.values()) else None


def case_kind(category: str | None, procedure: str | None, number_kind: str) -> str | None:
    """The case type of the catalogue from the number's kind (民初, 民一终 ...), or None."""
    branch = next((b for b in ("民", "刑", "行", "执", "赔") if b in (number_kind or category or "")), None)
    if branch == "执":
        return next((k for k in ("执恢", "执保", "执异", "执复") if k in number_kind), "执")
    if branch in (None, "赔"):
        return branch
    step = next((s for s in ("初", "终", "再", "申", "更", "审") if s in number_kind), None)
    return f"{branch}{step or STEPS.get(procedure or '', '初')}" if f"{branch}{step}" != "民审" else None


STEPS = {"一审": "初", "二审": "终", "再审": "再", "再审审查": "申"}


def court_level(name: str) -> int:
    """1 basic, 2 intermediate, 3 high or supreme, by the court's name."""
    if re.search(r"高级|最高", name):
        return 3
    return 2 if re.search(r"中级|知识产权法院|金融法院|海事法院", name) else 1


def masked(name: str) -> bool:
    """Whether a name was made anonymous, so that equal names need not be one person."""
    return bool(re.search(r"[某×Xx*＊]|[甲乙丙丁]$|\d", name)) or len(name) < 2

"""What each role may do; every endpoint names one of these abilities."""

from __future__ import annotations

ROLES = {"judge": "法官", "clerk": "书记员", "supervisor": "审管办", "engineer": "信息处"}

ABILITIES: dict[str, frozenset[str]] = {
    "look": frozenset(ROLES),
    "see_cases": frozenset(ROLES),
    "see_documents": frozenset({"judge", "clerk", "supervisor"}),
    "see_papers": frozenset({"judge", "clerk", "supervisor"}),
    "correct": frozenset({"judge", "clerk"}),
    "upload": frozenset({"judge", "clerk"}),
    "label": frozenset(),
    "verify": frozenset({"judge", "supervisor"}),
    "feedback": frozenset({"judge", "supervisor"}),
    "export": frozenset({"judge", "supervisor"}),
    "run": frozenset({"supervisor", "engineer"}),
    "embed": frozenset({"supervisor", "engineer"}),
    "override": frozenset({"supervisor"}),
    "fire": frozenset({"engineer"}),
    "see_data": frozenset({"supervisor", "engineer"}),
    "see_audit": frozenset({"supervisor"}),
}
"""Ability to the roles that have it. `see_cases` is always narrowed by the row rule and, for 信息处, masked."""

GRANTED = frozenset({"see_papers", "correct", "upload", "label"})
"""What a person of any role may do besides, once granted to label papers (标注授权)."""
LABELLER = "获标注授权的人员"

MENUS: dict[str, tuple[str, ...]] = {
    "judge": ("workbench", "alerts", "cases", "papers", "clues", "scenarios", "calculators"),
    "clerk": ("workbench", "alerts", "cases", "papers", "calculators"),
    "supervisor": (
        "workbench",
        "alerts",
        "cases",
        "papers",
        "clues",
        "scenarios",
        "calculators",
        "runs",
        "data",
        "audit",
    ),
    "engineer": ("workbench", "alerts", "cases", "clues", "scenarios", "calculators", "runs", "data"),
}


def may(role: str, ability: str, *, labels: bool) -> bool:
    """Whether the role, or the grant to label, gives the ability."""
    return role in ABILITIES[ability] or (labels and ability in GRANTED)


def menus_of(role: str, *, labels: bool) -> tuple[str, ...]:
    """The entries of a person's menu."""
    own = MENUS[role]
    return (*own, *(m for m in ("papers", "labelling") if m not in own)) if labels else own


def labels_with(ability: str) -> tuple[str, ...]:
    """Chinese names of those who have the ability."""
    roles = tuple(label for role, label in ROLES.items() if role in ABILITIES[ability])
    return (*roles, LABELLER) if ability in GRANTED else roles

"""What each role may do; every endpoint names one of these abilities."""

from __future__ import annotations

ROLES = {"judge": "法官", "supervisor": "审管办", "engineer": "信息处"}

ABILITIES: dict[str, frozenset[str]] = {
    "look": frozenset(ROLES),
    "see_cases": frozenset(ROLES),
    "see_documents": frozenset({"judge", "supervisor"}),
    "verify": frozenset({"judge", "supervisor"}),
    "feedback": frozenset({"judge", "supervisor"}),
    "export": frozenset({"judge", "supervisor"}),
    "run": frozenset({"supervisor", "engineer"}),
    "embed": frozenset({"supervisor", "engineer"}),
    "override": frozenset({"supervisor"}),
    "fire": frozenset({"engineer"}),
    "see_audit": frozenset({"supervisor"}),
}
"""Ability to the roles that have it. `see_cases` is always narrowed by the row rule and, for 信息处, masked."""

MENUS: dict[str, tuple[str, ...]] = {
    "judge": ("workbench", "alerts", "cases", "clues", "scenarios"),
    "supervisor": ("workbench", "alerts", "cases", "clues", "scenarios", "runs", "audit"),
    "engineer": ("workbench", "alerts", "cases", "clues", "scenarios", "runs"),
}


def abilities_of(role: str) -> tuple[str, ...]:
    """The abilities of a role, in the order of the table."""
    return tuple(a for a, roles in ABILITIES.items() if role in roles)


def labels_with(ability: str) -> tuple[str, ...]:
    """Chinese names of the roles that have the ability."""
    return tuple(label for role, label in ROLES.items() if role in ABILITIES[ability])

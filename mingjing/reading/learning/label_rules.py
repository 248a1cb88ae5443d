"""Hand-written patterns for labels of sentences: features of the classifier, and its stand-in for rare labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingjing.reading.learning.errors import WrongRules

SHIPPED = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence with this pattern probably has this label."""

    label: str
    name: str
    pattern: re.Pattern[str]
    example: str


def load(file: Path) -> tuple[Rule, ...]:
    """The rules of a file: a list of label, name, pattern, example. Raises WrongRules."""
    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as e:
        raise WrongRules(str(file), str(e)) from e
    return parsed(rows, str(file))


def parsed(rows: Any, path: str) -> tuple[Rule, ...]:
    """Rules from plain rows. Raises WrongRules, also where an example does not have its own pattern."""
    try:
        rules = tuple(Rule(r["label"], r["name"], re.compile(r["pattern"]), r["example"]) for r in rows)
    except (re.error, KeyError, TypeError) as e:
        raise WrongRules(path, str(e)) from e
    for rule in rules:
        if not rule.pattern.search(rule.example):
            raise WrongRules(path, f"{rule.label} 的例句不符合它自己的模式")
    return rules


@cache
def shipped() -> Mapping[str, Rule]:
    """Our own rules by label."""
    return {rule.label: rule for file in sorted(SHIPPED.glob("*.yaml")) for rule in load(file)}


def rules_for(labels: Iterable[str], own: Iterable[Rule] = ()) -> dict[str, Rule]:
    """The rules that there are for these labels; the court's own before ours."""
    known = dict(shipped()) | {rule.label: rule for rule in own}
    return {label: known[label] for label in labels if label in known}

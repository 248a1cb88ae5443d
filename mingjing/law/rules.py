"""Dated rules: every threshold, term and amount with its article and the days it is in force, from `rules/*.yaml`.

A file holds rules by name; a rule is a list of versions in order of time. In a version, a value named `…_yuan` is
given in yuan as the law prints it and reaches the program in fen under `…_fen`; percentages are exact decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingjing.law.answer import Basis
from mingjing.law.errors import NoRuleInForce

FOLDER = Path(__file__).with_name("rules")


class ExactLoader(yaml.SafeLoader):
    """Reads 17.5 as the decimal it is printed as, not as the nearest binary fraction."""


def exactly(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    """A number as it is printed."""
    return Decimal(loader.construct_scalar(node))


ExactLoader.add_constructor("tag:yaml.org,2002:float", exactly)


@dataclass(frozen=True)
class Rule:
    """One version of a rule: its article and what it fixes, by name."""

    name: str
    basis: Basis
    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str) -> Any:
        """The value, or None where this version fixes none."""
        return self.values.get(key)

    def holds(self, on: date) -> bool:
        """Whether this version is in force on that day."""
        return self.basis.in_force <= on and (self.basis.until is None or on <= self.basis.until)


def rule(name: str, on: date) -> Rule:
    """The version of `file.rule` in force on a day. Raises NoRuleInForce."""
    versions = all_rules()[name]
    for version in versions:
        if version.holds(on):
            return version
    known = tuple(f"{v.basis.in_force} 至 {v.basis.until or '今'}" for v in versions)
    raise NoRuleInForce(rule=name, on=on.isoformat(), known=known)


@cache
def all_rules() -> Mapping[str, tuple[Rule, ...]]:
    """Every rule under `file.rule`, its versions in order of time."""
    return {name: versions for path in sorted(FOLDER.glob("*.yaml")) for name, versions in _read(path)}


def _read(path: Path) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    with path.open(encoding="utf-8") as text:
        given = yaml.load(text, ExactLoader)  # noqa: S506 - a safe loader with exact decimals
    for name, versions in given.items():
        full = f"{path.stem}.{name}"
        yield full, tuple(_version(full, v) for v in versions)


def _version(name: str, given: dict[str, Any]) -> Rule:
    basis = Basis(
        law=given["law"],
        article=given["article"],
        in_force=given["in_force"],
        mark=given["mark"],
        until=given.get("until"),
        note=given.get("note", ""),
    )
    return Rule(name, basis, _in_fen(given.get("values") or {}))


def _in_fen(values: dict[str, Any]) -> dict[str, Any]:
    """The values with every amount of money in fen."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key.endswith("_yuan"):
            found[f"{key.removesuffix('_yuan')}_fen"] = _fen(value)
        else:
            found[key] = _inside(value)
    return found


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return _in_fen(value)
    return [_inside(v) for v in value] if isinstance(value, list) else value


def _fen(value: Any) -> Any:
    if isinstance(value, list):
        return [_fen(v) for v in value]
    return None if value is None else int(Decimal(value) * 100)

"""A calculator is its own form and its own manual: its fields are what it asks, `work` says what follows.

Defining one registers it under the name of its file; the command, the page, the reference and the operator read it
from there, so a new calculator is one file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from mingjing.law.answer import Answer
from mingjing.law.errors import UnknownCalculator, UnknownInput
from mingjing.law.inputs import Input, value_of

REGISTRY: dict[str, type[Calculator]] = {}
"""Every calculator under the name of its file."""


@dataclass(frozen=True, kw_only=True)
class Calculator:
    """Base of all calculators. Its docstring is the help text; the first line is shown in lists."""

    name: ClassVar[str] = ""
    label: ClassVar[str] = ""
    group: ClassVar[str] = ""

    def __init_subclass__(cls, label: str = "", group: str = "", **rest: object) -> None:
        super().__init_subclass__(**rest)
        cls.label, cls.group, cls.name = label, group, cls.__module__.rpartition(".")[2]
        REGISTRY[cls.name] = cls

    def work(self) -> Answer:
        """The answer to these inputs, with steps and articles."""
        raise NotImplementedError

    @classmethod
    def inputs(cls) -> tuple[Input, ...]:
        """What it asks, in order."""
        return tuple(_input(f) for f in dataclasses.fields(cls))


def _input(f: dataclasses.Field[Any]) -> Input:
    has_factory = f.default_factory is not MISSING
    default = f.default_factory() if f.default_factory is not MISSING else f.default
    return Input(
        name=f.name,
        required=f.default is MISSING and not has_factory,
        default=None if default is MISSING else default,
        **f.metadata,
    )


def calculator(name: str) -> type[Calculator]:
    """The calculator of that name. Raises UnknownCalculator."""
    if name not in REGISTRY:
        raise UnknownCalculator(given=name, near=tuple(get_close_matches(name, REGISTRY, 3, 0.2)))
    return REGISTRY[name]


RULE_DAY = "on"
"""The input that says of which day the rules are; where it is not given it is the day asked."""


def ask(name: str, given: Mapping[str, object], as_of: date | None = None) -> Answer:
    """The answer of a calculator to inputs as people write them; with `need` when some are missing.

    `as_of` stands for the day of the rules where none is given, and the answer says so.

    Raises UnknownCalculator, UnknownInput, BadInput, NoRuleInForce, BeyondTable.
    """
    kind = calculator(name)
    asked = {i.name: i for i in kind.inputs()}
    for key in given:
        if key not in asked:
            raise UnknownInput(calculator=kind.label, given=key, have=tuple(asked))
    values = {key: value_of(asked[key], v) for key, v in given.items() if v is not None and v != ""}
    assumed = RULE_DAY in asked and RULE_DAY not in values and as_of is not None
    if assumed:
        values[RULE_DAY] = as_of
    lacking = tuple(i.label for i in asked.values() if i.required and i.name not in values)
    if lacking:
        return Answer(unit="", need=lacking)
    answer = kind(**values).work()
    note = (f"「{asked[RULE_DAY].label}」未填，按 {as_of} 的规定。",) if assumed else ()
    return replace(answer, assumptions=(*note, *answer.assumptions))

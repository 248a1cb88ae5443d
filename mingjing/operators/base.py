"""An operator is a box on the canvas: its ports, its form fields, its help, and what it means."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, dataclass, fields
from typing import ClassVar

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation

Ports = tuple[Relation, ...]
REGISTRY: dict[str, type[Operator]] = {}
"""Every operator under the name of its file."""


@dataclass(frozen=True)
class FieldOf:
    """One field of an operator as the loader and the canvas see it."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Base of all operators. Fields that are relations are ports, the others are form fields."""

    label: ClassVar[str] = ""

    def __init_subclass__(cls, label: str = "", **rest: object) -> None:
        super().__init_subclass__(**rest)
        cls.label = label
        REGISTRY[cls.__module__.rpartition(".")[2]] = cls

    def build(self, formulas: Formulas) -> Relation:
        """The relation this box means."""
        raise NotImplementedError

    def sentence(self, built: Relation) -> str:
        """What this box does, in Chinese; `built` is what it gave."""
        raise NotImplementedError

    @classmethod
    def form(cls) -> tuple[FieldOf, ...]:
        """Ports and form fields, in order."""
        hints = typing.get_type_hints(cls)
        return tuple(FieldOf(f.name, _kind(hints[f.name]), _required(f)) for f in fields(cls))


def _required(f: object) -> bool:
    return getattr(f, "default", None) is MISSING and getattr(f, "default_factory", None) is MISSING


def _kind(hint: object) -> str:
    if hint is Relation:
        return "port"
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[:1] == (Relation,):
        return "ports"
    origin = typing.get_origin(hint) or hint
    if origin in (typing.Union, types.UnionType):
        origin = next(a for a in typing.get_args(hint) if a is not type(None))
    return getattr(origin, "__name__", "any").lower()

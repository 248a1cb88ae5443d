"""An operator is a box on the canvas: its ports, its form fields, its help, and what it means."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation

Ports = tuple[Relation, ...]
REGISTRY: dict[str, type[Operator]] = {}
"""Every operator under the name of its file."""

GROUPS = ("基础", "关联", "统计", "法院", "计算", "学习", "本院")
"""Parts of the palette, in order; the last is for a court's own operators."""


@dataclass(frozen=True)
class FieldOf:
    """One field of an operator as the loader and the canvas see it."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Example:
    """A test row of an operator: a few rows per port, the form, and the rows expected.

    `given` has per port the columns with their types, such as "case_id: int, amount_fen: fen", and the rows. For an
    operator that computes over Arrow rows, `expect` has one value per row.
    """

    name: str
    given: dict[str, tuple[str, list[tuple[Any, ...]]]]
    form: dict[str, Any]
    expect: list[Any]


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Base of all operators. Fields that are relations are ports, the others are form fields.

    A class with a label is on the palette under the name of its file.
    """

    label: ClassVar[str] = ""
    group: ClassVar[str] = "基础"
    """Where it stands on the palette."""
    plain: ClassVar[bool] = False
    """Whether `build` gives the one relation that the box is called after, over its own ports."""

    examples: ClassVar[tuple[Example, ...]] = ()
    """Test rows; a court's own operator must have some."""

    def __init_subclass__(cls, label: str = "", group: str = "基础", plain: bool = False, **rest: object) -> None:
        super().__init_subclass__(**rest)
        cls.label, cls.group, cls.plain = label, group, plain
        if label:
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
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
    if hint is Relation:
        return "port"
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[:1] == (Relation,):
        return "ports"
    origin = typing.get_origin(hint) or hint
    return getattr(origin, "__name__", "any").lower()

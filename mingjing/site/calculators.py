"""The calculators over HTTP: what they ask, what they answer, and the reckoning as a workbook."""

from __future__ import annotations

import inspect
import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May
from mingjing.law import telling
from mingjing.law.answer import Answer
from mingjing.law.calculator import Calculator, ask, calculator
from mingjing.law.calculators import CALCULATORS
from mingjing.law.inputs import WANTED, Input

router = Router(tags=["calculators"])
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Choice(Schema):
    """One of the values that an input may have."""

    value: str
    label: str


class CalculatorInput(Schema):
    """One field of a calculator's form; `how` says how it is written."""

    name: str
    label: str
    kind: str
    required: bool
    default: Any
    help: str
    how: str
    choices: list[Choice]


class CalculatorForm(Schema):
    """A calculator as a form."""

    name: str
    label: str
    group: str
    help: str
    inputs: list[CalculatorInput]


class Given(Schema):
    """What was filled in, by name, as people write it."""

    given: dict[str, str | bool | list[str]]


class Reckoned(Schema):
    """One step of the reckoning with its article."""

    text: str
    result: str
    basis: str


class Answered(Schema):
    """The answer in words: its headline, every step with its article, and what to look at."""

    headline: str
    steps: list[Reckoned]
    more: list[list[str]]
    assumptions: list[str]
    warnings: list[str]
    refusals: list[str]
    need: list[str]


@router.get("/calculators", response=answers(list[CalculatorForm]), auth=May("look"))
def calculators(request: Asked) -> list[CalculatorForm]:
    """Every calculator with its form, by group."""
    return [form(kind) for kind in sorted(CALCULATORS.values(), key=lambda k: (k.group, k.name))]


@router.post("/calculators/{name}", response=answers(Answered), auth=May("look"))
def calculate(request: Asked, name: str, body: Given) -> Answered:
    """The answer to one form; rules are those of today where the form names no day."""
    return told(ask(name, body.given, timezone.localdate()))


@router.post("/calculators/{name}/workbook", auth=May("look"))
def reckoning(request: Asked, name: str, body: Given) -> HttpResponse:
    """The inputs, the answer and its steps as a workbook."""
    kind, answer = calculator(name), ask(name, body.given, timezone.localdate())
    filled = {i.label: str(body.given[i.name]) for i in kind.inputs() if body.given.get(i.name)}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "answer.xlsx"
        telling.workbook(kind.label, filled, answer, out)
        found = HttpResponse(out.read_bytes(), content_type=WORKBOOK)
    found["Content-Disposition"] = f'attachment; filename="{kind.name}.xlsx"'
    return found


def form(kind: type[Calculator]) -> CalculatorForm:
    """A calculator's form; the help for people leaves out in which unit a program gets the value."""
    told_ = inspect.cleandoc(kind.__doc__ or "").replace("（分）", "").replace("（%）", "")
    help_ = told_.split("\n\n", 1)[-1].replace("\n", "")
    inputs = [field(i) for i in kind.inputs()]
    return CalculatorForm(name=kind.name, label=kind.label, group=kind.group, help=help_, inputs=inputs)


def field(asked: Input) -> CalculatorInput:
    """One field; a default that is no plain value is left to the calculator."""
    default = asked.default if isinstance(asked.default, str | bool) else None
    return CalculatorInput(
        name=asked.name,
        label=asked.label,
        kind=asked.kind,
        required=asked.required,
        default=default,
        help=asked.help,
        how=WANTED.get(asked.kind, ""),
        choices=[Choice(value=code, label=label) for code, label in asked.choices],
    )


def told(answer: Answer) -> Answered:
    """The answer in words."""
    return Answered(
        headline=telling.headline(answer),
        steps=[Reckoned(text=a, result=b, basis=c) for a, b, c in telling.table(answer)],
        more=[[name, telling.further(v)] for name, v in answer.more.items()],
        assumptions=list(answer.assumptions),
        warnings=list(answer.warnings),
        refusals=list(answer.refusals),
        need=list(answer.need),
    )

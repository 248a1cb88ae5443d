"""From columns of court data to numbers and back to words: what a learned model needs to remember of its columns."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Matrix = npt.NDArray[np.float64]
MOST_VALUES = 20
"""Values of a text column that get a feature of their own; rarer ones get none."""
NUMBERS = {"int", "fen", "number", "date"}


@dataclass(frozen=True)
class Column:
    """A column as people see it: name, label, type, and the names of its codes."""

    name: str
    label: str
    type: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Input:
    """One feature: the number in a column, whether the column holds `value`, or, with `missing`, whether it is empty.

    `fill` stands for an empty number.
    """

    column: Column
    value: Any = None
    missing: bool = False
    fill: float = 0.0
    mean: float = 0.0
    spread: float = 1.0


@dataclass(frozen=True)
class Encoding:
    """The features of a model, in order."""

    inputs: tuple[Input, ...]

    def matrix(self, rows: pa.Table) -> Matrix:
        """The features of each row."""
        known = {name: rows.column(name).to_pylist() for name in {i.column.name for i in self.inputs}}
        made = [feature(i, known[i.column.name]) for i in self.inputs]
        return np.array(made, dtype=np.float64).T.reshape(rows.num_rows, len(self.inputs))

    def scaled(self, rows: pa.Table) -> Matrix:
        """The features less their mean, in units of their spread."""
        means, spreads = (np.array([getattr(i, k) for i in self.inputs]) for k in ("mean", "spread"))
        return np.asarray((self.matrix(rows) - means) / spreads, dtype=np.float64)

    def as_json(self) -> list[dict[str, Any]]:
        """The features as JSON."""
        return [asdict(i) for i in self.inputs]


def encoding_of(written: list[dict[str, Any]]) -> Encoding:
    """The features from JSON."""
    return Encoding(tuple(Input(**(i | {"column": column_of(i["column"])})) for i in written))


def column_of(written: dict[str, Any]) -> Column:
    """A column from JSON."""
    return Column(**(written | {"codes": tuple((str(a), str(b)) for a, b in written["codes"])}))


def learned_encoding(rows: pa.Table, columns: tuple[Column, ...]) -> Encoding:
    """The features that the rows suggest: numbers as they are, a feature per frequent text, one for what is missing."""
    plain = tuple(i for c in columns for i in inputs_of(c, rows.column(c.name).to_pylist()))
    values = Encoding(plain).matrix(rows)
    means, spreads = values.mean(axis=0), values.std(axis=0)
    return Encoding(
        tuple(
            Input(i.column, i.value, i.missing, i.fill, float(m), float(s) if s > 0 else 1.0)
            for i, m, s in zip(plain, means, spreads, strict=True)
        )
    )


def inputs_of(column: Column, values: list[Any]) -> list[Input]:
    """The features of one column."""
    absent = [Input(column, missing=True)] if None in values else []
    if column.type in NUMBERS:
        known = [number(v) for v in values if v is not None]
        return [Input(column, fill=float(np.median(known)) if known else 0.0), *absent]
    if column.type == "bool":
        return [Input(column, value=True), *absent]
    counted = sorted(Counter(v for v in values if v is not None).items(), key=lambda vn: (-vn[1], vn[0]))
    return [*(Input(column, value=v) for v, _ in counted[:MOST_VALUES]), *absent]


def feature(i: Input, values: list[Any]) -> list[float]:
    """One feature of each row."""
    if i.missing:
        return [float(v is None) for v in values]
    if i.value is not None:
        return [float(v == i.value) for v in values]
    return [i.fill if v is None else number(v) for v in values]


def number(value: Any) -> float:
    """A number, an amount, or a day as a number of days."""
    return float(value.toordinal()) if isinstance(value, dt.date) else float(value)


def told(i: Input, above: bool, threshold: float) -> str:
    """A condition on a feature in Chinese: above the threshold, or not."""
    if i.missing:
        return f"{i.column.label}{'为空' if above else '不为空'}"
    if i.value is not None:
        return f"{i.column.label}{'为' if above else '不为'}“{value_told(i.column, i.value)}”"
    return f"{i.column.label}{'超过' if above else '不超过'}{amount_told(i.column, threshold)}"


def named(i: Input) -> str:
    """A feature in Chinese."""
    return told(i, True, 0.0) if i.missing or i.value is not None else i.column.label


def value_told(column: Column, value: Any) -> str:
    """A value by the name of its code."""
    return "是" if value is True else dict(column.codes).get(str(value), str(value))


def amount_told(column: Column, at: float) -> str:
    """A number as people write what it is."""
    if column.type == "date":
        return dt.date.fromordinal(int(at)).isoformat()
    return f"{at / 100:,.2f}元" if column.type == "fen" else f"{at:,.4g}"
